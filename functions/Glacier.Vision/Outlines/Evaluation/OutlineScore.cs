using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>How a mask of ice agrees with a reference.</summary>
/// <param name="Tile">Name of the tile.</param>
/// <param name="TruePositive">Scored pixels that both call ice.</param>
/// <param name="FalsePositive">Scored pixels that only the mask calls ice: debris-free rock, snow, water.</param>
/// <param name="FalseNegative">Scored pixels of ice that the mask misses: debris, shadow.</param>
/// <param name="TrueNegative">Scored pixels that neither calls ice.</param>
/// <param name="Distances">Metres from each outline pixel of the reference to the nearest of the mask and the other way round.</param>
public sealed record OutlineScore(string Tile, long TruePositive, long FalsePositive, long FalseNegative, long TrueNegative, float[] Distances)
{
    /// <summary>Intersection over union; 1 where neither has ice.</summary>
    public double Iou => TruePositive + FalsePositive + FalseNegative == 0 ? 1 : (double)TruePositive / (TruePositive + FalsePositive + FalseNegative);

    /// <summary>(mapped − reference) / reference area; NaN where the reference has no ice.</summary>
    public double AreaDeviation => TruePositive + FalseNegative == 0 ? double.NaN : ((double)FalsePositive - FalseNegative) / (TruePositive + FalseNegative);

    /// <summary>Scores a mask.</summary>
    /// <param name="tile">Name of the tile.</param>
    /// <param name="ice">The mask.</param>
    /// <param name="labels">Reference: 1 ice, 0 none, 255 not scored.</param>
    /// <param name="grid">Grid of both.</param>
    public static OutlineScore Of(string tile, bool[] ice, byte[] labels, Grid grid)
    {
        long tp = 0, fp = 0, fn = 0, tn = 0;
        for (var i = 0; i < ice.Length; i++)
        {
            switch (ice[i], labels[i])
            {
                case (true, 1): tp++; break;
                case (true, 0): fp++; break;
                case (false, 1): fn++; break;
                case (false, 0): tn++; break;
            }
        }

        return new OutlineScore(tile, tp, fp, fn, tn, Between(ice, labels, grid));
    }

    // both ways, where an outline is not the border of what is scored
    private static float[] Between(bool[] ice, byte[] labels, Grid grid)
    {
        var (width, height) = (grid.Width, grid.Height);
        var mapped = Edge(i => ice[i], labels, width, height);
        var reference = Edge(i => labels[i] == 1, labels, width, height);
        if (!mapped.Contains(true) || !reference.Contains(true))
        {
            return [];
        }

        var toReference = DistanceTransform.ToNearest(reference, width, height, grid.Transform.PixelWidth, grid.Transform.PixelHeight);
        var toMapped = DistanceTransform.ToNearest(mapped, width, height, grid.Transform.PixelWidth, grid.Transform.PixelHeight);
        var distances = new List<float>();
        for (var i = 0; i < mapped.Length; i++)
        {
            if (mapped[i])
            {
                distances.Add((float)toReference[i]);
            }

            if (reference[i])
            {
                distances.Add((float)toMapped[i]);
            }
        }

        return [.. distances];
    }

    private static bool[] Edge(Func<int, bool> isIce, byte[] labels, int width, int height)
    {
        var edge = new bool[labels.Length];
        for (var row = 1; row < height - 1; row++)
        {
            for (var column = 1; column < width - 1; column++)
            {
                var i = (row * width) + column;
                edge[i] = isIce(i) && labels[i] <= 1
                    && (Other(i - 1) || Other(i + 1) || Other(i - width) || Other(i + width));
            }
        }

        return edge;

        bool Other(int i) => !isIce(i) && labels[i] <= 1;
    }
}
