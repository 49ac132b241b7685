namespace Glacier.Vision.Edges;

/// <summary>Colour to grey as ITU-R BT.601 weighs it.</summary>
public static class Luma
{
    // 0.299, 0.587 and 0.114 in units of 2⁻¹⁵; they add up to 1
    private const int Red = 9798;
    private const int Green = 19235;
    private const int Blue = 3735;

    /// <summary>Grey 0.299 R + 0.587 G + 0.114 B in OpenCV's fixed point, rounded to nearest.</summary>
    /// <param name="rgb">3 bytes a pixel.</param>
    /// <returns>1 byte a pixel.</returns>
    /// <exception cref="ArgumentException">The number of bytes is no multiple of 3.</exception>
    public static byte[] Of(ReadOnlySpan<byte> rgb)
    {
        if (rgb.Length % 3 != 0)
        {
            throw new ArgumentException($"{rgb.Length} bytes are no whole number of RGB pixels", nameof(rgb));
        }

        var grey = new byte[rgb.Length / 3];
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = (byte)(((rgb[3 * i] * Red) + (rgb[(3 * i) + 1] * Green) + (rgb[(3 * i) + 2] * Blue) + (1 << 14)) >> 15);
        }

        return grey;
    }
}
