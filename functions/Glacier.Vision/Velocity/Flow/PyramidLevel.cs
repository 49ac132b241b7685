namespace Glacier.Vision.Velocity.Flow;

/// <summary>One level of an image pyramid: channels with zeros where unknown, and where they are known.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Values, 0 where unknown.</param>
/// <param name="Known">1 where known, 0 where not.</param>
internal sealed record PyramidLevel(int Width, int Height, IReadOnlyList<float[]> Channels, float[] Known)
{
    private static readonly float[] s_binomial = [6 / 16f, 4 / 16f, 1 / 16f];

    /// <summary>An image and what it is at half, a quarter … of its size.</summary>
    /// <param name="channels">Channels of the image, NaN where unknown in any.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="count">Number of levels, at least 1.</param>
    public static IReadOnlyList<PyramidLevel> Of(IReadOnlyList<float[]> channels, int width, int height, int count)
    {
        var known = new float[channels[0].Length];
        var copies = channels.Select(channel => (float[])channel.Clone()).ToList();
        Rows.Bands(height, (from, to) =>
        {
            for (var i = from * width; i < to * width; i++)
            {
                // a sum with anything unknown in it is not finite
                var sum = 0f;
                foreach (var copy in copies)
                {
                    sum += copy[i];
                }

                known[i] = float.IsFinite(sum) ? 1 : 0;
                foreach (var copy in copies)
                {
                    copy[i] = known[i] == 0 ? 0 : copy[i];
                }
            }
        });

        var levels = new List<PyramidLevel> { new(width, height, copies, known) };
        while (levels.Count < count)
        {
            levels.Add(levels[^1].Halved());
        }

        return levels;
    }

    /// <summary>A flow of half the size on this level's pixels.</summary>
    public static float[] Doubled(float[] flow, int width, int height, int toWidth, int toHeight)
    {
        var fine = new float[toWidth * toHeight];
        Rows.For(toHeight, row =>
        {
            var (top, below) = (Math.Min(row / 2, height - 1), Math.Min((row + 1) / 2, height - 1));
            for (var column = 0; column < toWidth; column++)
            {
                var (left, right) = (Math.Min(column / 2, width - 1), Math.Min((column + 1) / 2, width - 1));
                fine[(row * toWidth) + column] =
                    0.5f * (flow[(top * width) + left] + flow[(top * width) + right] + flow[(below * width) + left] + flow[(below * width) + right]);
            }
        });
        return fine;
    }

    // pixel k of the half is pixel 2k of the whole; unknown pixels take no part in the mean
    private PyramidLevel Halved()
    {
        var (width, height) = ((Width + 1) / 2, (Height + 1) / 2);
        var scratch = new float[Known.Length];
        var weight = (float[])Known.Clone();
        Smoothing.GaussianInPlace(weight, scratch, Width, Height, s_binomial);
        var half = new float[width * height];
        var channels = new List<float[]>();
        foreach (var channel in Channels)
        {
            var smooth = (float[])channel.Clone();
            Smoothing.GaussianInPlace(smooth, scratch, Width, Height, s_binomial);
            var small = new float[width * height];
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var from = (2 * row * Width) + (2 * column);
                    var at = (row * width) + column;
                    half[at] = weight[from] > 0.5f ? 1 : 0;
                    small[at] = half[at] > 0 ? smooth[from] / weight[from] : 0;
                }
            }

            channels.Add(small);
        }

        return new(width, height, channels, half);
    }
}
