using Glacier.Vision.Outlines.Windows;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>Gaussian blur of real values, mirrored at the border.</summary>
internal static class GaussianSmoothing
{
    public static float[] Apply(float[] values, int width, int height, double sigma)
    {
        if (sigma <= 0)
        {
            return values;
        }

        var reach = (int)Math.Ceiling(3 * sigma);
        var kernel = new float[(2 * reach) + 1];
        for (var k = -reach; k <= reach; k++)
        {
            kernel[k + reach] = (float)Math.Exp(-0.5 * k * k / (sigma * sigma));
        }

        var sum = kernel.Sum();
        kernel = Array.ConvertAll(kernel, weight => weight / sum);
        return Pass(Pass(values, width, height, kernel, 1, width), width, height, kernel, width, height);
    }

    /// <summary>Blur over the known values alone: NaN takes no part and stays NaN where nothing is near.</summary>
    public static float[] ApplyKnown(float[] values, int width, int height, double sigma)
    {
        var sum = Apply(Array.ConvertAll(values, value => float.IsNaN(value) ? 0 : value), width, height, sigma);
        var weight = Apply(Array.ConvertAll(values, value => float.IsNaN(value) ? 0f : 1), width, height, sigma);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = weight[i] > 1e-3f ? sum[i] / weight[i] : float.NaN;
        }

        return sum;
    }

    private static float[] Pass(float[] values, int width, int height, float[] kernel, int step, int length)
    {
        var result = new float[values.Length];
        var reach = kernel.Length / 2;
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var (at, i) = (step == 1 ? column : row, (row * width) + column);
                var sum = 0f;
                for (var k = -reach; k <= reach; k++)
                {
                    sum += kernel[k + reach] * values[i + ((WindowPlan.Mirror(at + k, length) - at) * step)];
                }

                result[i] = sum;
            }
        });
        return result;
    }
}
