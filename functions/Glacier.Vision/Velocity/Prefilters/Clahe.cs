using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Prefilters;

/// <summary>Contrast-limited adaptive histogram equalisation (Zuiderveld 1994).</summary>
public static class Clahe
{
    private const int Bins = 256;

    /// <summary>Equalises one band.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="tile">Extent of the regions whose histograms are equalised, pixels.</param>
    /// <param name="limit">No bin counts more than this many times the mean of the bins; the excess goes to all alike.</param>
    /// <returns>Values 0 to 1, NaN where unknown.</returns>
    public static float[] Apply(float[] band, int width, int height, int tile = 64, double limit = 3)
    {
        var (low, high) = Range(band);
        var scale = high > low ? (Bins - 1) / (high - low) : 0;
        var (columns, rows) = (Math.Max(width / tile, 1), Math.Max(height / tile, 1));
        var curves = new float[columns * rows][];
        for (var k = 0; k < curves.Length; k++)
        {
            var (c, r) = (k % columns, k / columns);
            curves[k] = Curve(band, width, (c * width / columns, (c + 1) * width / columns), (r * height / rows, (r + 1) * height / rows), low, scale, limit);
        }

        var result = new float[band.Length];
        Rows.For(height, row =>
        {
            var y = Math.Clamp(((row + 0.5f) * rows / height) - 0.5f, 0, rows - 1);
            var (top, v) = ((int)y, y - (int)y);
            var below = Math.Min(top + 1, rows - 1);
            for (var column = 0; column < width; column++)
            {
                var value = band[(row * width) + column];
                if (float.IsNaN(value))
                {
                    result[(row * width) + column] = float.NaN;
                    continue;
                }

                var x = Math.Clamp(((column + 0.5f) * columns / width) - 0.5f, 0, columns - 1);
                var (left, u) = ((int)x, x - (int)x);
                var right = Math.Min(left + 1, columns - 1);
                var bin = (value - low) * scale;
                var upper = At(curves[(top * columns) + left], bin) * (1 - u) + (At(curves[(top * columns) + right], bin) * u);
                var lower = At(curves[(below * columns) + left], bin) * (1 - u) + (At(curves[(below * columns) + right], bin) * u);
                result[(row * width) + column] = (upper * (1 - v)) + (lower * v);
            }
        });
        return result;
    }

    // the extremes are often single glints: the half percent at either end is cut off
    private static (float Low, float High) Range(float[] band)
    {
        var sample = new List<float>();
        var step = Math.Max(band.Length / 100_000, 1);
        for (var i = 0; i < band.Length; i += step)
        {
            if (float.IsFinite(band[i]))
            {
                sample.Add(band[i]);
            }
        }

        sample.Sort();
        return sample.Count == 0 ? (0, 0) : (sample[(int)(0.005 * (sample.Count - 1))], sample[(int)(0.995 * (sample.Count - 1))]);
    }

    private static float[] Curve(float[] band, int width, (int From, int To) columns, (int From, int To) rows, float low, float scale, double limit)
    {
        var counts = new double[Bins];
        var total = 0;
        for (var row = rows.From; row < rows.To; row++)
        {
            for (var column = columns.From; column < columns.To; column++)
            {
                var value = band[(row * width) + column];
                if (float.IsFinite(value))
                {
                    counts[(int)Math.Clamp((value - low) * scale, 0, Bins - 1)]++;
                    total++;
                }
            }
        }

        var most = Math.Max(limit * total / Bins, 1);
        double excess = 0;
        for (var b = 0; b < Bins; b++)
        {
            excess += Math.Max(counts[b] - most, 0);
            counts[b] = Math.Min(counts[b], most);
        }

        var curve = new float[Bins + 1];
        double sum = 0;
        for (var b = 0; b < Bins; b++)
        {
            sum += counts[b] + (excess / Bins);
            curve[b + 1] = total > 0 ? (float)(sum / total) : (b + 1f) / Bins;
        }

        return curve;
    }

    private static float At(float[] curve, float bin)
    {
        var x = Math.Clamp(bin, 0, Bins - 1);
        var b = (int)x;
        return curve[b] + ((x - b) * (curve[b + 1] - curve[b]));
    }
}
