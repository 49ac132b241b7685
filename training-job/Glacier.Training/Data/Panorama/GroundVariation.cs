using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Data.Panorama;

/// <summary>
/// Other grounds out of a known one: a smaller square around its middle, mirrored at the line from north-west to south-east. Mirrored there a morning's sun stays one of the forenoon, which any
/// other turn would take from it, and the brightness stays as it is, since it tells the slopes. The panorama is not varied along: it is none of the varied ground's.
/// </summary>
internal static class GroundVariation
{
    private const double Smallest = 0.65;

    /// <summary>Varies tile, heights and eye of one pair of a batch.</summary>
    /// <param name="batch">Its arrays are changed.</param>
    /// <param name="place">Which pair.</param>
    /// <param name="random">Chance.</param>
    public static void Apply(PanoramaBatch batch, int place, SeededRandom random)
    {
        const int Side = DensityNet.TilePixels;
        var (scale, mirrored) = (Smallest + ((1 - Smallest) * random.Unit()), random.Unit() < 0.5);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = batch.Tiles.AsSpan(((place * 3) + channel) * Side * Side, Side * Side);
            Cut(plane, Side, scale, mirrored);
        }

        var cells = (int)Math.Sqrt(batch.Geometry!.Heights.Length / batch.Count);
        var heights = batch.Geometry.Heights.AsSpan(place * cells * cells, cells * cells);
        Cut(heights, cells, scale, mirrored);
        for (var i = 0; i < heights.Length; i++)
        {
            heights[i] /= (float)scale;
        }

        batch.EyeHeights[place] /= (float)scale;
    }

    // the middle of a plane at its old size, bilinear
    private static void Cut(Span<float> plane, int side, double scale, bool mirrored)
    {
        var from = plane.ToArray();
        for (var i = 0; i < plane.Length; i++)
        {
            var (column, row) = mirrored ? (i / side, i % side) : (i % side, i / side);
            var (x, y) = (At(column), At(row));
            var (left, top) = (Math.Min((int)x, side - 2), Math.Min((int)y, side - 2));
            var (u, v) = ((float)(x - left), (float)(y - top));
            var at = (top * side) + left;
            var (above, below) = (from[at] + (u * (from[at + 1] - from[at])), from[at + side] + (u * (from[at + side + 1] - from[at + side])));
            plane[i] = above + (v * (below - above));
        }

        double At(int cell) => Math.Clamp((scale * (cell + 0.5 - (side / 2.0))) + (side / 2.0) - 0.5, 0, side - 1);
    }
}
