using System.Numerics;
using System.Runtime.InteropServices;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>Gaussian smoothing and means over windows.</summary>
public static class Smoothing
{
    /// <summary>Smooths by a separable Gaussian cut off at 2.5 σ; the edge row and column are repeated outwards.</summary>
    /// <param name="values">width × height finite values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="sigma">Standard deviation in pixels; 0 gives a copy.</param>
    public static float[] Gaussian(float[] values, int width, int height, double sigma)
    {
        var result = (float[])values.Clone();
        if (sigma > 0)
        {
            GaussianInPlace(result, new float[values.Length], width, height, Kernel(sigma));
        }

        return result;
    }

    /// <summary>Mean of the known values in a square window around each pixel; NaN where there are none.</summary>
    /// <param name="values">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="radius">The window has 2 radius + 1 pixels in either direction, fewer at the border.</param>
    /// <param name="power">1: mean of the values; 2: mean of their squares.</param>
    public static float[] BoxMean(float[] values, int width, int height, int radius, int power = 1)
    {
        var sums = new float[values.Length];
        var counts = new float[values.Length];
        Rows.For(height, row =>
        {
            var source = values.AsSpan(row * width, width);
            double sum = 0;
            var count = 0;
            for (var column = -radius; column < width; column++)
            {
                if (column + radius < width && source[column + radius] is var entering && !float.IsNaN(entering))
                {
                    sum += power == 1 ? entering : (double)entering * entering;
                    count++;
                }

                if (column - radius - 1 >= 0 && source[column - radius - 1] is var leaving && !float.IsNaN(leaving))
                {
                    sum -= power == 1 ? leaving : (double)leaving * leaving;
                    count--;
                }

                if (column >= 0)
                {
                    sums[(row * width) + column] = count == 0 ? 0 : (float)sum;
                    counts[(row * width) + column] = count;
                }
            }
        });
        var means = new float[values.Length];
        Rows.Bands(height, (from, to) =>
        {
            var column = new double[width];
            var known = new int[width];
            for (var row = Math.Max(from - radius, 0); row < Math.Min(from + radius, height); row++)
            {
                Enter(row, 1);
            }

            for (var row = from; row < to; row++)
            {
                if (row + radius < height)
                {
                    Enter(row + radius, 1);
                }

                if (row - radius - 1 >= 0 && row > from)
                {
                    Enter(row - radius - 1, -1);
                }

                var target = means.AsSpan(row * width, width);
                for (var x = 0; x < width; x++)
                {
                    target[x] = known[x] == 0 ? float.NaN : (float)(column[x] / known[x]);
                }
            }

            void Enter(int row, int sign)
            {
                var s = sums.AsSpan(row * width, width);
                var c = counts.AsSpan(row * width, width);
                for (var x = 0; x < width; x++)
                {
                    column[x] += sign * s[x];
                    known[x] += sign * (int)c[x];
                }
            }
        });
        return means;
    }

    internal static float[] Kernel(double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(2.5 * sigma));
        var half = new float[radius + 1];
        double total = 0;
        for (var k = 0; k <= radius; k++)
        {
            half[k] = (float)Math.Exp(-k * k / (2 * sigma * sigma));
            total += k == 0 ? half[k] : 2 * half[k];
        }

        return Array.ConvertAll(half, w => (float)(w / total));
    }

    /// <summary>Smooths in place.</summary>
    /// <param name="values">Changed.</param>
    /// <param name="scratch">As long as the values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="kernel">Half a symmetric kernel, from the centre outwards.</param>
    internal static void GaussianInPlace(float[] values, float[] scratch, int width, int height, float[] kernel)
    {
        var radius = kernel.Length - 1;
        Rows.Bands(height, (from, to) =>
        {
            var padded = new float[width + (2 * radius)];
            for (var row = from; row < to; row++)
            {
                var source = values.AsSpan(row * width, width);
                source.CopyTo(padded.AsSpan(radius));
                padded.AsSpan(0, radius).Fill(source[0]);
                padded.AsSpan(width + radius).Fill(source[^1]);
                Weigh(scratch.AsSpan(row * width, width), kernel, (k, span) => padded.AsSpan(radius + k, span));
            }
        });
        Rows.Bands(height, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var at = row;
                Weigh(values.AsSpan(row * width, width), kernel, (k, span) => scratch.AsSpan(Math.Clamp(at + k, 0, height - 1) * width, span));
            }
        });
    }

    private delegate ReadOnlySpan<float> Tap(int offset, int length);

    private static void Weigh(Span<float> target, float[] kernel, Tap tap)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(target);
        var whole = vectors.Length * Vector<float>.Count;
        for (var k = 0; k < kernel.Length; k++)
        {
            var weight = kernel[k];
            var after = tap(k, target.Length);
            var before = tap(-k, target.Length);
            var a = MemoryMarshal.Cast<float, Vector<float>>(after);
            var b = MemoryMarshal.Cast<float, Vector<float>>(before);
            if (k == 0)
            {
                for (var i = 0; i < vectors.Length; i++)
                {
                    vectors[i] = a[i] * weight;
                }

                for (var i = whole; i < target.Length; i++)
                {
                    target[i] = after[i] * weight;
                }

                continue;
            }

            for (var i = 0; i < vectors.Length; i++)
            {
                vectors[i] += (a[i] + b[i]) * weight;
            }

            for (var i = whole; i < target.Length; i++)
            {
                target[i] += (after[i] + before[i]) * weight;
            }
        }
    }
}
