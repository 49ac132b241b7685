using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity.Masks;

/// <summary>How much of each of several scenes of one place is clear: ground looks alike on all of them, clouds on no two.</summary>
/// <remarks>
/// At a quarter of the size, where ice has hardly moved, each scene's locally normalised brightness is correlated with the mean of the others. A second round leaves the cloudy ones out of the mean.
/// </remarks>
public static class SceneClouds
{
    private const int Factor = 4;
    private const int Window = 6;
    private const float LeastCorrelation = 0.35f;

    /// <summary>What is kept of a scene for the test, about a sixteenth of its pixels.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static float[] Reduced(float[] band, int width, int height)
    {
        var (columns, rows) = (width / Factor, height / Factor);
        var small = new float[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = 0f;
                for (var k = 0; k < Factor * Factor; k++)
                {
                    sum += band[(((row * Factor) + (k / Factor)) * width) + (column * Factor) + (k % Factor)];
                }

                small[(row * columns) + column] = sum / (Factor * Factor);
            }
        }

        return LocalContrast.Apply(small, columns, rows);
    }

    /// <summary>The clear part of each scene, 0 to 1.</summary>
    /// <param name="reduced">Each scene by <see cref="Reduced"/>; at least 3, of one grid.</param>
    /// <param name="width">Columns of the scenes before the reduction.</param>
    /// <param name="height">Rows.</param>
    /// <param name="ground">Where to look, of the scenes' size: the ice; null: everywhere.</param>
    public static double[] ClearParts(IReadOnlyList<float[]> reduced, int width, int height, bool[]? ground)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reduced.Count, 3);
        var (columns, rows) = (width / Factor, height / Factor);
        var look = new bool[columns * rows];
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = ground is null || ground[((((i / columns) * Factor) + (Factor / 2)) * width) + ((i % columns) * Factor) + (Factor / 2)];
        }

        var weights = Enumerable.Repeat(1.0, reduced.Count).ToArray();
        for (var round = 0; round < 2; round++)
        {
            weights = Parts(reduced, columns, rows, look, weights);
        }

        return weights;
    }

    private static double[] Parts(IReadOnlyList<float[]> reduced, int columns, int rows, bool[] look, double[] weights)
    {
        var (sum, total) = (new float[columns * rows], new float[columns * rows]);
        for (var k = 0; k < reduced.Count; k++)
        {
            Add(reduced[k], (float)weights[k], sum, total);
        }

        var parts = new double[reduced.Count];
        for (var k = 0; k < reduced.Count; k++)
        {
            var own = (float)weights[k];
            var others = new float[sum.Length];
            for (var i = 0; i < others.Length; i++)
            {
                var (value, weight) = float.IsNaN(reduced[k][i]) ? (sum[i], total[i]) : (sum[i] - (own * reduced[k][i]), total[i] - own);
                others[i] = weight > 1e-3f ? value / weight : float.NaN;
            }

            var agreement = CloudMask.LocalCorrelation(ImagePair.Of(reduced[k], others, columns, rows), FlowField.Zero(columns, rows), Window);
            var (clear, count) = (0, 0);
            for (var i = 0; i < look.Length; i++)
            {
                if (look[i] && float.IsFinite(reduced[k][i]))
                {
                    clear += agreement[i] >= LeastCorrelation ? 1 : 0;
                    count++;
                }
            }

            parts[k] = count == 0 ? 0 : (double)clear / count;
        }

        return parts;
    }

    private static void Add(float[] values, float weight, float[] sum, float[] total)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]))
            {
                sum[i] += weight * values[i];
                total[i] += weight;
            }
        }
    }
}
