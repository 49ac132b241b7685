using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Spatial structure of elevation differences on stable ground.</summary>
/// <param name="Distance">Mean distance of the pairs of each class, metres.</param>
/// <param name="Semivariance">Robust semivariance of each class, m².</param>
/// <param name="Pairs">Pairs of each class.</param>
/// <param name="Model">The model fitted, as correlation.</param>
public sealed record Variogram(IReadOnlyList<double> Distance, IReadOnlyList<double> Semivariance, IReadOnlyList<int> Pairs, CorrelationModel Model)
{
    /// <summary>Empirical variogram of differences and its model.</summary>
    /// <param name="difference">Differences, metres; NaN where unknown.</param>
    /// <param name="stable">Pixels used.</param>
    /// <param name="pairs">Pairs drawn, about; evenly over distance classes that grow by √2 from one pixel to half the raster's diagonal.</param>
    /// <returns>Null when fewer than 3 classes hold 30 pairs or nothing varies.</returns>
    /// <remarks>
    /// Estimator: γ = 2.198/2 · median(|d|)² of Dowd (1984). Model: nugget and two spherical models (Hugonnet et al. 2022), sills by non-negative least
    /// squares at each pair of ranges of a geometric grid, classes weighted by √pairs over the total sill. Seeded, so the same input gives the same figures.
    /// </remarks>
    public static Variogram? Of(Raster difference, bool[] stable, int pairs = 400_000)
    {
        GridRules.RequireMask(difference, stable, nameof(stable));
        var pixels = Enumerable.Range(0, stable.Length).Where(i => stable[i] && float.IsFinite(difference.Values[i])).ToArray();
        if (pixels.Length < 50)
        {
            return null;
        }

        var t = difference.Transform;
        var pixel = Math.Sqrt(t.PixelArea);
        var far = 0.5 * Math.Sqrt(Math.Pow(difference.Width * t.PixelWidth, 2) + Math.Pow(difference.Height * t.PixelHeight, 2));
        var edges = new List<double> { pixel * 0.99 };
        while (edges[^1] < far)
        {
            edges.Add(edges[^1] * Math.Sqrt(2));
        }

        var known = new bool[stable.Length];
        foreach (var i in pixels)
        {
            known[i] = true;
        }

        var distances = new List<double>();
        var semivariances = new List<double>();
        var counts = new List<int>();
        var each = pairs / (edges.Count - 1);
        for (var k = 0; k < edges.Count - 1; k++)
        {
            var (distance, squares) = Class(difference, pixels, known, edges[k], edges[k + 1], each, new Random(7 + k));
            if (squares.Length >= 30)
            {
                var median = OrderStatistics.Median(squares);
                distances.Add(distance);
                semivariances.Add(2.198 / 2 * median * median);
                counts.Add(squares.Length);
            }
        }

        return distances.Count >= 3 && semivariances.Max() > 0
            ? new(distances, semivariances, counts, VariogramFit.Fit(distances, semivariances, counts))
            : null;
    }

    private static (double Distance, float[] Differences) Class(
        Raster difference, int[] pixels, bool[] known, double from, double to, int wanted, Random random)
    {
        var width = difference.Width;
        var t = difference.Transform;
        var values = new List<float>();
        double sum = 0;
        for (var attempt = 0; attempt < wanted; attempt++)
        {
            var i = pixels[random.Next(pixels.Length)];
            var distance = from + ((to - from) * random.NextDouble());
            var angle = random.NextDouble() * 2 * Math.PI;
            var dx = (int)Math.Round(distance * Math.Cos(angle) / t.PixelWidth);
            var dy = (int)Math.Round(distance * Math.Sin(angle) / t.PixelHeight);
            var column = (i % width) + dx;
            var row = (i / width) + dy;
            var real = Math.Sqrt((dx * t.PixelWidth * dx * t.PixelWidth) + (dy * t.PixelHeight * dy * t.PixelHeight));
            if (column < 0 || row < 0 || column >= width || row >= difference.Height || real < from || real > to || !known[(row * width) + column])
            {
                continue;
            }

            values.Add(Math.Abs(difference.Values[i] - difference.Values[(row * width) + column]));
            sum += real;
        }

        return (values.Count == 0 ? 0 : sum / values.Count, [.. values]);
    }
}
