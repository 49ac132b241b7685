using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Prefilters;

/// <summary>Sobel gradients.</summary>
public static class Sobel
{
    /// <summary>Gradients per pixel by the 3 × 3 kernels 1 2 1 by −1 0 1, divided by 8.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>The gradient to the right and the gradient downwards, NaN on the border and beside unknown values.</returns>
    public static IReadOnlyList<float[]> Gradients(float[] band, int width, int height)
    {
        var (right, down) = (new float[band.Length], new float[band.Length]);
        Array.Fill(right, float.NaN);
        Array.Fill(down, float.NaN);
        Rows.For(height, row =>
        {
            for (var column = 1; row > 0 && row < height - 1 && column < width - 1; column++)
            {
                var i = (row * width) + column;
                var (a, b, c) = (band[i - width - 1], band[i - width], band[i - width + 1]);
                var (d, f) = (band[i - 1], band[i + 1]);
                var (g, h, k) = (band[i + width - 1], band[i + width], band[i + width + 1]);
                var x = (c + (2 * f) + k - a - (2 * d) - g) / 8;
                var y = (g + (2 * h) + k - a - (2 * b) - c) / 8;

                // x lacks the middle column and y the middle row; a gap in either makes both unknown
                (right[i], down[i]) = float.IsFinite(x + y + band[i]) ? (x, y) : (float.NaN, float.NaN);
            }
        });
        return [right, down];
    }
}
