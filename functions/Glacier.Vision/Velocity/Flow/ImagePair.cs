namespace Glacier.Vision.Velocity.Flow;

/// <summary>Two images on one grid, each of one or more channels.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="First">Channels of the earlier image, row-major; NaN where unknown.</param>
/// <param name="Second">The same channels of the later image.</param>
/// <param name="Region">A part of the image whose motion may differ from that of the rest, such as the ice of an outline; null: none known. Methods may use it or not.</param>
public sealed record ImagePair(int Width, int Height, IReadOnlyList<float[]> First, IReadOnlyList<float[]> Second, bool[]? Region = null)
{
    /// <summary>A pair of one channel.</summary>
    /// <exception cref="ArgumentException">An image does not have width × height values.</exception>
    public static ImagePair Of(float[] first, float[] second, int width, int height)
    {
        if (first.Length != (long)width * height || second.Length != first.Length)
        {
            throw new ArgumentException($"{first.Length} and {second.Length} values for {width} × {height} pixels", nameof(first));
        }

        return new(width, height, [first], [second]);
    }

    /// <summary>The later image first.</summary>
    public ImagePair Reversed => this with { First = Second, Second = First };

    /// <summary>The part in a window.</summary>
    public ImagePair Crop(int left, int top, int width, int height) => new(
        width, height, [.. First.Select(c => Crop(c, Width, left, top, width, height))], [.. Second.Select(c => Crop(c, Width, left, top, width, height))],
        Region is null ? null : Crop(Region, Width, left, top, width, height));

    internal static T[] Crop<T>(T[] values, int stride, int left, int top, int width, int height)
    {
        var part = new T[width * height];
        for (var row = 0; row < height; row++)
        {
            values.AsSpan(((top + row) * stride) + left, width).CopyTo(part.AsSpan(row * width));
        }

        return part;
    }
}
