namespace Glacier.Vision.Edges;

/// <summary>Bytes and sides of a picture that have to agree.</summary>
internal static class PictureSize
{
    /// <summary>Checks that a picture has width × height × channels values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side below 1.</exception>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    public static void Check(Array values, int width, int height, int channels)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (values.LongLength != (long)width * height * channels)
        {
            throw new ArgumentException($"{values.LongLength} values for {width} × {height} pixels of {channels}", nameof(values));
        }
    }
}
