using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Vision.Pictures;

/// <summary>Pictures and maps at other sizes.</summary>
public static class PictureScaling
{
    /// <summary>An RGB picture resized by the triangle filter (bilinear when enlarged, averaged when reduced).</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="toWidth">Columns of the result.</param>
    /// <param name="toHeight">Rows of the result.</param>
    /// <returns>toWidth × toHeight × 3 bytes; the given array when the size is the same.</returns>
    public static byte[] Resize(byte[] rgb, int width, int height, int toWidth, int toHeight)
    {
        if ((width, height) == (toWidth, toHeight))
        {
            return rgb;
        }

        using var image = Image.LoadPixelData<Rgb24>(rgb, width, height);
        image.Mutate(context => context.Resize(toWidth, toHeight, KnownResamplers.Triangle));
        var result = new byte[toWidth * toHeight * 3];
        image.CopyPixelDataTo(result);
        return result;
    }

    /// <summary>A map of values sampled bilinearly, pixel centres at half steps, the border continued.</summary>
    /// <param name="values">width × height values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="toWidth">Columns of the result.</param>
    /// <param name="toHeight">Rows of the result.</param>
    public static float[] Bilinear(ReadOnlySpan<float> values, int width, int height, int toWidth, int toHeight)
    {
        var result = new float[toWidth * toHeight];
        for (var y = 0; y < toHeight; y++)
        {
            var (top, bottom, v) = Between(y, height, toHeight);
            var upper = values.Slice(top * width, width);
            var lower = values.Slice(bottom * width, width);
            for (var x = 0; x < toWidth; x++)
            {
                var (left, right, u) = Between(x, width, toWidth);
                var above = upper[left] + (u * (upper[right] - upper[left]));
                var below = lower[left] + (u * (lower[right] - lower[left]));
                result[(y * toWidth) + x] = above + (v * (below - above));
            }
        }

        return result;
    }

    private static (int First, int Second, float Part) Between(int at, int from, int to)
    {
        var position = Math.Clamp(((at + 0.5f) * from / to) - 0.5f, 0, from - 1);
        var first = (int)position;
        return (first, Math.Min(first + 1, from - 1), position - first);
    }
}
