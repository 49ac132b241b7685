using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>How much of what a camera sees is ice, without the staircase of a mask's cells.</summary>
public static class IceCover
{
    // binomial weights: a mask's corner becomes a curve about one cell wide
    private static readonly float[] s_weights = [1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f];

    /// <summary>The mask, smoothed over its cells and interpolated where each ray meets the ground.</summary>
    /// <param name="view">What the camera sees.</param>
    /// <param name="grid">The mask's grid.</param>
    /// <param name="ice">Mask on that grid, row-major.</param>
    /// <returns>Per pixel 0 … 1, a half on the outline; 0 in the sky.</returns>
    /// <exception cref="ArgumentException">The mask has another size than the grid.</exception>
    public static float[] Of(View view, Grid grid, bool[] ice) => OfFraction(view, grid, Array.ConvertAll(ice, i => i ? 1f : 0f));

    /// <summary>The same of a fraction of ice per cell, for a margin that is passing.</summary>
    /// <inheritdoc cref="Of"/>
    public static float[] OfFraction(View view, Grid grid, float[] ice)
    {
        if (ice.Length != grid.Width * grid.Height)
        {
            throw new ArgumentException($"ice mask: {ice.Length} pixels; expected {grid.Width} × {grid.Height}", nameof(ice));
        }

        var smooth = Smooth(ice, grid.Width, grid.Height);
        var camera = view.Camera;
        var cover = new float[view.Depth.Length];
        Parallel.For(0, camera.Height, row =>
        {
            for (var pixel = row * camera.Width; pixel < (row + 1) * camera.Width; pixel++)
            {
                if (!float.IsNaN(view.Depth[pixel]))
                {
                    var (column, line) = grid.Transform.ToPixel(camera.EyeX + view.Position[3 * pixel], camera.EyeY + view.Position[(3 * pixel) + 1]);
                    cover[pixel] = Between(smooth, grid.Width, grid.Height, column - 0.5, line - 0.5);
                }
            }
        });
        return cover;
    }

    private static float[] Smooth(float[] mask, int width, int height)
    {
        var across = new float[mask.Length];
        var result = new float[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            for (var k = -2; k <= 2; k++)
            {
                across[i] += mask[i - (i % width) + Math.Clamp((i % width) + k, 0, width - 1)] * s_weights[k + 2];
            }
        }

        for (var i = 0; i < mask.Length; i++)
        {
            for (var k = -2; k <= 2; k++)
            {
                result[i] += across[(Math.Clamp((i / width) + k, 0, height - 1) * width) + (i % width)] * s_weights[k + 2];
            }
        }

        return result;
    }

    private static float Between(float[] values, int width, int height, double column, double row)
    {
        var (u, v) = (Math.Clamp(column, 0, width - 1), Math.Clamp(row, 0, height - 1));
        var (x, y) = (Math.Min((int)u, width - 2), Math.Min((int)v, height - 2));
        if (x < 0 || y < 0)
        {
            return values[((int)v * width) + (int)u];
        }

        var (fx, fy) = ((float)(u - x), (float)(v - y));
        var at = (y * width) + x;
        var top = values[at] + (fx * (values[at + 1] - values[at]));
        var bottom = values[at + width] + (fx * (values[at + width + 1] - values[at + width]));
        return top + (fy * (bottom - top));
    }
}
