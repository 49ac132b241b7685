namespace Glacier.Vision.Pictures;

/// <summary>Pictures as networks take them: one plane a colour.</summary>
public static class RgbPlanes
{
    /// <summary>Interleaved RGB bytes to planes [3, height, width] of (byte / 255 − mean) / deviation.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="mean">Mean of R, G and B; null: 0.</param>
    /// <param name="deviation">Standard deviation of R, G and B; null: 1.</param>
    public static float[] Of(ReadOnlySpan<byte> rgb, int width, int height, (float R, float G, float B)? mean = null, (float R, float G, float B)? deviation = null)
    {
        var (m, d) = (mean ?? (0, 0, 0), deviation ?? (1, 1, 1));
        var count = width * height;
        var planes = new float[3 * count];
        for (var i = 0; i < count; i++)
        {
            planes[i] = ((rgb[3 * i] / 255f) - m.R) / d.R;
            planes[count + i] = ((rgb[(3 * i) + 1] / 255f) - m.G) / d.G;
            planes[(2 * count) + i] = ((rgb[(3 * i) + 2] / 255f) - m.B) / d.B;
        }

        return planes;
    }

    /// <summary>Planes [3, height, width] of 0 … 1 to interleaved RGB bytes.</summary>
    /// <param name="planes">Values; what lies outside is cut off.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public static byte[] Bytes(ReadOnlySpan<float> planes, int width, int height)
    {
        var count = width * height;
        if (planes.Length != 3 * count)
        {
            throw new ArgumentException($"{planes.Length} values for {width} × {height} pixels of three", nameof(planes));
        }

        var rgb = new byte[3 * count];
        for (var i = 0; i < planes.Length; i++)
        {
            rgb[(3 * (i % count)) + (i / count)] = (byte)Math.Clamp(MathF.Round(255 * planes[i]), 0, 255);
        }

        return rgb;
    }
}
