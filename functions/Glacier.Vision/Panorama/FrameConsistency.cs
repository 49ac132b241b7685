namespace Glacier.Vision.Panorama;

/// <summary>How well the frames of a flight show one and the same place.</summary>
public static class FrameConsistency
{
    // seen from one frame and hidden in the other where the depths differ by more
    private const double SameSurface = 0.02;

    /// <summary>Mean absolute difference of two frames after the second is brought onto the first by its true depth.</summary>
    /// <param name="first">A frame.</param>
    /// <param name="second">Another one of the same place.</param>
    /// <param name="geometry">Whose depth says what is the same point; null: <paramref name="first"/>'s own.</param>
    /// <returns>Of the pixels seen in both, in display values 0 … 255, and which part of the first frame those are; NaN and 0 where there is none.</returns>
    public static (double Difference, double Seen) Warped(PanoramaView first, PanoramaView second, PanoramaView? geometry = null)
    {
        var (a, b) = (first.Camera, second.Camera);
        var depth = (geometry ?? first).Depth;
        var rays = a.Rays();
        double sum = 0;
        var count = 0;
        var drop = Terrain.Views.Camera.DropOf(a.Refraction);
        for (var i = 0; i < depth.Length; i++)
        {
            if (!float.IsFinite(depth[i]))
            {
                continue;
            }

            var (x, y, z) = rays.Direction((i % a.Width) + 0.5, (i / a.Width) + 0.5);
            var (dx, dy) = (depth[i] * x, depth[i] * y);
            var (column, row, distance) = b.Project(a.EyeX + dx, a.EyeY + dy, a.EyeZ + (depth[i] * z) + (drop * ((dx * dx) + (dy * dy))));
            var (u, v) = (column - 0.5, row - 0.5);
            if (!(u >= 0 && v >= 0 && u < b.Width - 1 && v < b.Height - 1))
            {
                continue;
            }

            var nearest = second.Depth[((int)(v + 0.5) * b.Width) + (int)(u + 0.5)];
            if (!(Math.Abs(nearest - distance) <= SameSurface * distance))
            {
                continue;
            }

            count++;
            for (var channel = 0; channel < 3; channel++)
            {
                sum += Math.Abs(first.Rgb[(3 * i) + channel] - Bilinear(second, u, v, channel));
            }
        }

        return (count > 0 ? sum / (3 * count) : double.NaN, (double)count / depth.Length);
    }

    private static double Bilinear(PanoramaView view, double u, double v, int channel)
    {
        var (c, r) = ((int)u, (int)v);
        var (s, t) = (u - c, v - r);
        var i = (3 * ((r * view.Camera.Width) + c)) + channel;
        var below = i + (3 * view.Camera.Width);
        return ((1 - t) * (((1 - s) * view.Rgb[i]) + (s * view.Rgb[i + 3]))) + (t * (((1 - s) * view.Rgb[below]) + (s * view.Rgb[below + 3])));
    }
}
