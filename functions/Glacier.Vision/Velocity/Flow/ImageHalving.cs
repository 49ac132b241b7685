namespace Glacier.Vision.Velocity.Flow;

/// <summary>Pairs at half their size and flows at twice theirs.</summary>
internal static class ImageHalving
{
    /// <summary>Means of 2 × 2 pixels; a last odd row or column is left out. NaN counts as 0.</summary>
    public static ImagePair Halved(ImagePair pair)
    {
        var (width, height) = (pair.Width / 2, pair.Height / 2);
        return new(width, height, [.. pair.First.Select(Halve)], [.. pair.Second.Select(Halve)]);

        float[] Halve(float[] channel)
        {
            var half = new float[width * height];
            Rows.For(height, row =>
            {
                for (var column = 0; column < width; column++)
                {
                    var i = (2 * row * pair.Width) + (2 * column);
                    half[(row * width) + column] = 0.25f * (Known(channel[i]) + Known(channel[i + 1]) + Known(channel[i + pair.Width]) + Known(channel[i + pair.Width + 1]));
                }
            });
            return half;
        }

        static float Known(float value) => float.IsFinite(value) ? value : 0;
    }

    /// <summary>A flow of the halved pair at the full size, bilinearly between pixel centres, its displacements doubled.</summary>
    public static FlowField Doubled(FlowField half, int width, int height)
    {
        return new(width, height, Double(half.X), Double(half.Y));

        float[] Double(float[] values)
        {
            var wide = new float[width * height];
            Rows.For(height, row =>
            {
                var y = Math.Clamp(((row + 0.5f) / 2) - 0.5f, 0, half.Height - 1);
                var (top, v) = ((int)y, y - (int)y);
                var below = Math.Min(top + 1, half.Height - 1);
                for (var column = 0; column < width; column++)
                {
                    var x = Math.Clamp(((column + 0.5f) / 2) - 0.5f, 0, half.Width - 1);
                    var (left, u) = ((int)x, x - (int)x);
                    var right = Math.Min(left + 1, half.Width - 1);
                    var upper = values[(top * half.Width) + left] + (u * (values[(top * half.Width) + right] - values[(top * half.Width) + left]));
                    var lower = values[(below * half.Width) + left] + (u * (values[(below * half.Width) + right] - values[(below * half.Width) + left]));
                    wide[(row * width) + column] = 2 * (upper + (v * (lower - upper)));
                }
            });
            return wide;
        }
    }
}
