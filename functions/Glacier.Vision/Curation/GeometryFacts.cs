using Glacier.Vision.Segmentation;

namespace Glacier.Vision.Curation;

/// <summary>How sky and ground lie in a photograph, measured on its sky mask at 256 × 256.</summary>
/// <param name="SkyRegions">Number of connected sky regions, without specks below 250 pixels.</param>
/// <param name="Ground">Part of the picture that is ground, 0 … 1.</param>
/// <param name="UpperGround">Part of the upper fifth that is ground.</param>
/// <param name="LowerGround">Part of the lower quarter that is ground.</param>
/// <param name="SkylineStep">99th percentile of the skyline's step from one column to the next, in parts of the picture's height.</param>
public sealed record GeometryFacts(int SkyRegions, double Ground, double UpperGround, double LowerGround, double SkylineStep)
{
    private const int Side = 256;
    private const int Speck = 250;

    /// <summary>Measures a sky mask.</summary>
    /// <param name="sky">width × height, true in the sky.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static GeometryFacts Of(bool[] sky, int width, int height)
    {
        Edges.PictureSize.Check(sky, width, height, 1);
        var small = new bool[Side * Side];
        for (var i = 0; i < small.Length; i++)
        {
            small[i] = sky[((((i / Side) * 2) + 1) * height / (2 * Side) * width) + ((((i % Side) * 2) + 1) * width / (2 * Side))];
        }

        var (mask, regions) = Regions.Large(small, Side, Side, Speck);
        return new(regions, GroundOf(0, Side), GroundOf(0, Side / 5), GroundOf(Side - (Side / 4), Side), SkylineStepOf(mask));

        double GroundOf(int from, int to) => mask.AsSpan(from * Side, (to - from) * Side).Count(false) / (double)((to - from) * Side);
    }

    private static double SkylineStepOf(bool[] mask)
    {
        // the sky's depth from the top of each column; gaps farther down are no skyline
        var heights = Enumerable.Range(0, Side).Select(x => Enumerable.Range(0, Side).TakeWhile(y => mask[(y * Side) + x]).Count()).ToArray();
        double[] steps = [.. heights.Zip(heights.Skip(1), (a, b) => Math.Abs(a - b) / (double)Side).Order()];
        return steps[(int)(0.99 * (steps.Length - 1))];
    }
}
