using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Masks;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Training.Data.Flow;

/// <summary>Real pairs labelled as in Tlhomole et al. (2023): multi-level Horn–Schunck, then a 9 × 9 median.</summary>
internal static class LabelledSheets
{
    private const double Largest = 16;
    private const int MedianRadius = 4;
    private const float LeastCorrelation = 0.5f;

    /// <summary>Labels one pair.</summary>
    /// <param name="scenes">Folder and mask.</param>
    /// <param name="pair">Names of both files.</param>
    /// <param name="dataFolder">What the folder is below.</param>
    /// <returns>Weight 1 where forth and back meet within 0.3 pixels and both images agree after the motion, less towards 0.8 pixels, 0 beyond and under clouds.</returns>
    public static PairSheet Of(LabelledScenes scenes, IReadOnlyList<string> pair, string dataFolder)
    {
        var folder = Path.Combine(dataFolder, scenes.Folder);
        var (first, second) = (RealImage.Band(Path.Combine(folder, pair[0]), 1), RealImage.Band(Path.Combine(folder, pair[1]), 1));
        var (width, height) = (first.Width, first.Height);
        var ice = IceMask.Read(Path.Combine(folder, scenes.Mask), first.Grid);
        var images = Prefilter.Sobel.Pair(first.Values, second.Values, width, height) with { Region = ice };
        var options = new HornSchunckOptions(LargestDisplacement: Largest);
        var flow = HornSchunck.Estimate(images, options).Field;
        var discrepancy = ForwardBackward.Discrepancy(flow, HornSchunck.Estimate(images.Reversed, options).Field);
        var correlation = CloudMask.LocalCorrelation(images, flow);
        var cloud = CloudMask.ByBrightness(first.Values, second.Values, width, height);
        var (x, y) = (MedianFilter.Apply(flow.X, width, height, MedianRadius), MedianFilter.Apply(flow.Y, width, height, MedianRadius));
        var weight = new float[x.Length];
        for (var i = 0; i < weight.Length; i++)
        {
            // comparisons with NaN are false
            weight[i] = !cloud[i] && correlation[i] >= LeastCorrelation && discrepancy[i] <= 0.8f ? Math.Clamp((0.8f - discrepancy[i]) / 0.5f, 0, 1) : 0;
        }

        return PairSheet.Of(width, height, first.Values, second.Values, x, y, weight);
    }
}
