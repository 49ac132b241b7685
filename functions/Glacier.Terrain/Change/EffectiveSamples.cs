using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>How many independent samples correlated pixels are worth.</summary>
public static class EffectiveSamples
{
    private const int CellsPerSide = 72;

    /// <summary>N with σ(mean) = σ(pixel) / √N for the mean over a mask.</summary>
    /// <param name="mask">Pixels averaged.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="transform">Pixel size.</param>
    /// <param name="model">Correlation of errors.</param>
    /// <returns>1 … number of pixels; 0 for an empty mask.</returns>
    /// <remarks>
    /// N = 1 / mean of ρ(h) over all pairs, the exact double sum of which Rolstad et al. (2009, eq. 5 ff.) integrate over a disc; the mask's own shape is used as
    /// by Hugonnet et al. (2022). Large masks are gathered into at most 72 × 72 cells; correlation between and within cells is averaged over their pixels.
    /// </remarks>
    public static double Of(bool[] mask, int width, int height, GeoTransform transform, CorrelationModel model)
    {
        var (left, top, right, bottom, count) = Bounds(mask, width);
        if (count == 0)
        {
            return 0;
        }

        var factor = Math.Max(1, (int)Math.Ceiling(Math.Max(right - left + 1, bottom - top + 1) / (double)CellsPerSide));
        var columns = ((right - left) / factor) + 1;
        var rows = ((bottom - top) / factor) + 1;
        var weights = new double[columns * rows];
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                weights[((((i / width) - top) / factor) * columns) + (((i % width) - left) / factor)] += 1.0 / count;
            }
        }

        var reach = Math.Max(model.ShortRange, model.LongRange);
        var across = Math.Min(columns - 1, (int)Math.Ceiling(reach / (factor * transform.PixelWidth)) + 1);
        var along = Math.Min(rows - 1, (int)Math.Ceiling(reach / (factor * transform.PixelHeight)) + 1);
        var sums = new double[along + 1];
        Parallel.For(0, along + 1, dy =>
        {
            double sum = 0;
            for (var dx = dy == 0 ? 0 : -across; dx <= across; dx++)
            {
                var correlation = CellCorrelation(dx, dy, factor, transform, model);
                if (correlation > 0)
                {
                    sum += (dx == 0 && dy == 0 ? 1 : 2) * correlation * PairWeight(weights, columns, rows, dx, dy);
                }
            }

            sums[dy] = sum;
        });
        // the uncorrelated part: every pixel with itself only
        var mean = sums.Sum() + (model.Nugget / count);
        return Math.Clamp(1 / mean, 1, count);
    }

    private static double PairWeight(double[] weights, int columns, int rows, int dx, int dy)
    {
        double sum = 0;
        var first = Math.Max(0, -dx);
        var end = Math.Min(columns, columns - dx);
        for (var row = 0; row < rows - dy; row++)
        {
            var a = row * columns;
            var b = ((row + dy) * columns) + dx;
            for (var column = first; column < end; column++)
            {
                sum += weights[a + column] * weights[b + column];
            }
        }

        return sum;
    }

    // mean over pixel pairs of two cells dx, dy cells apart; offsets within a cell of f pixels differ by k in f − |k| ways
    private static double CellCorrelation(int dx, int dy, int factor, GeoTransform transform, CorrelationModel model)
    {
        var step = Math.Max(1, factor / 8);
        double sum = 0, weights = 0;
        for (var ky = 1 - factor; ky < factor; ky += step)
        {
            for (var kx = 1 - factor; kx < factor; kx += step)
            {
                double weight = (factor - Math.Abs(kx)) * (factor - Math.Abs(ky));
                var x = ((dx * factor) + kx) * transform.PixelWidth;
                var y = ((dy * factor) + ky) * transform.PixelHeight;
                var distance = Math.Sqrt((x * x) + (y * y));
                sum += weight * (distance == 0 ? model.ShortSill + model.LongSill : model.At(distance));
                weights += weight;
            }
        }

        return sum / weights;
    }

    private static (int Left, int Top, int Right, int Bottom, int Count) Bounds(bool[] mask, int width)
    {
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1, count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                count++;
                left = Math.Min(left, i % width);
                right = Math.Max(right, i % width);
                top = Math.Min(top, i / width);
                bottom = i / width;
            }
        }

        return (left, top, right, bottom, count);
    }
}
