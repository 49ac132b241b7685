using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>Cubic convolution (Keys 1981, a = −½) between pixels.</summary>
public static class Bicubic
{
    /// <summary>Value at a position in pixel centres: (0, 0) is the centre of the first pixel; outside, the edge is repeated.</summary>
    public static float Sample(ReadOnlySpan<float> values, int width, int height, double x, double y)
    {
        var (floorX, floorY) = (Math.Floor(x), Math.Floor(y));
        Span<float> wx = stackalloc float[4], wy = stackalloc float[4];
        Weights((float)(x - floorX), wx);
        Weights((float)(y - floorY), wy);
        var (left, top) = ((int)floorX - 1, (int)floorY - 1);
        var sum = 0f;
        for (var r = 0; r < 4; r++)
        {
            var line = values.Slice(Math.Clamp(top + r, 0, height - 1) * width, width);
            var part = 0f;
            for (var c = 0; c < 4; c++)
            {
                part += wx[c] * line[Math.Clamp(left + c, 0, width - 1)];
            }

            sum += wy[r] * part;
        }

        return sum;
    }

    /// <summary>Fetches the second image onto the first: result(x) = values(x + flow).</summary>
    /// <param name="values">width × height finite values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="flowX">Displacement to the right, pixels.</param>
    /// <param name="flowY">Displacement downwards, pixels.</param>
    /// <returns>Bicubic values; beyond the border the edge is repeated.</returns>
    public static float[] Warp(float[] values, int width, int height, float[] flowX, float[] flowY)
    {
        var result = new float[values.Length];
        Rows.For(height, row =>
        {
            ref var source = ref MemoryMarshal.GetArrayDataReference(values);
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                var x = column + flowX[i];
                var y = row + flowY[i];
                if (!(x >= 1 && y >= 1 && x < width - 2 && y < height - 2))
                {
                    result[i] = float.IsFinite(x + y) ? Sample(values, width, height, Math.Clamp(x, -2, width + 1), Math.Clamp(y, -2, height + 1)) : 0;
                    continue;
                }

                var (left, top) = ((int)x, (int)y);
                var (t, s) = (x - left, y - top);
                var (x0, x1, x2, x3) = Weights(t);
                var (y0, y1, y2, y3) = Weights(s);
                ref var p = ref Unsafe.Add(ref source, ((top - 1) * width) + left - 1);
                var sum = y0 * Line(ref p, x0, x1, x2, x3);
                p = ref Unsafe.Add(ref p, width);
                sum += y1 * Line(ref p, x0, x1, x2, x3);
                p = ref Unsafe.Add(ref p, width);
                sum += y2 * Line(ref p, x0, x1, x2, x3);
                p = ref Unsafe.Add(ref p, width);
                result[i] = sum + (y3 * Line(ref p, x0, x1, x2, x3));
            }
        });
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Line(ref float p, float w0, float w1, float w2, float w3) =>
        (w0 * p) + (w1 * Unsafe.Add(ref p, 1)) + (w2 * Unsafe.Add(ref p, 2)) + (w3 * Unsafe.Add(ref p, 3));

    private static void Weights(float t, Span<float> weights) => (weights[0], weights[1], weights[2], weights[3]) = Weights(t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float W0, float W1, float W2, float W3) Weights(float t)
    {
        var t2 = t * t;
        var t3 = t2 * t;
        return ((-0.5f * t3) + t2 - (0.5f * t), (1.5f * t3) - (2.5f * t2) + 1, (-1.5f * t3) + (2 * t2) + (0.5f * t), (0.5f * t3) - (0.5f * t2));
    }
}
