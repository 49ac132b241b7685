using System.Numerics;
using System.Runtime.InteropServices;

namespace Glacier.Vision.Scenery;

/// <summary>Gaussian smoothing that takes from the ground alone (normalised convolution, Knutsson and Westin 1993), so that no sky leaks over the skyline.</summary>
public static class GroundSmoothing
{
    /// <summary>Smooths values by weight.</summary>
    /// <param name="values">width × height values of 0 … 1.</param>
    /// <param name="weight">width × height weights 0 … 1; a result where the weight is 0 is 0.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="sigma">Standard deviation in pixels; below 0.1 nothing is smoothed.</param>
    /// <returns>New values of 0 … 1.</returns>
    public static float[] Apply(float[] values, float[] weight, int width, int height, double sigma)
    {
        var weighted = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            weighted[i] = values[i] * weight[i];
        }

        if (sigma < 0.1)
        {
            return weighted;
        }

        var kernel = Kernel(sigma);
        var sums = Blur(weighted, width, height, kernel);
        var weights = Blur(weight, width, height, kernel);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = weight[i] > 0 ? Math.Min(sums[i] / weights[i], 1) * weight[i] : 0;
        }

        return sums;
    }

    /// <summary>Values summed under an unnormalised Gaussian (1 in its middle), zero beyond the borders.</summary>
    internal static float[] Blurred(float[] values, int width, int height, double sigma) => Blur(values, width, height, Kernel(sigma));

    private static float[] Kernel(double sigma)
    {
        var reach = (int)Math.Ceiling(3 * sigma);
        return [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(x => (float)Math.Exp(-x * x / (2 * sigma * sigma)))];
    }

    private static float[] Blur(float[] values, int width, int height, float[] kernel)
    {
        var reach = kernel.Length / 2;
        var result = new float[values.Length];
        Parallel.For(0, height, () => new float[width + (2 * reach)], (y, _, padded) =>
        {
            var middle = padded.AsSpan(reach, width);
            middle.Clear();
            for (var k = Math.Max(0, reach - y); k < Math.Min(kernel.Length, height + reach - y); k++)
            {
                Add(values.AsSpan((y + k - reach) * width, width), kernel[k], middle);
            }

            var row = result.AsSpan(y * width, width);
            for (var k = 0; k < kernel.Length; k++)
            {
                Add(padded.AsSpan(k, width), kernel[k], row);
            }

            return padded;
        }, _ => { });
        return result;
    }

    private static void Add(ReadOnlySpan<float> source, float weight, Span<float> sum)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(source);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += from[i] * weight;
        }

        for (var x = to.Length * Vector<float>.Count; x < sum.Length; x++)
        {
            sum[x] += source[x] * weight;
        }
    }
}
