namespace Glacier.Vision.Velocity.Flow;

/// <summary>Where each pixel of a first image is found in a second one.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="X">Displacement to the right, pixels, row-major; NaN where unknown.</param>
/// <param name="Y">Displacement downwards, pixels; NaN where unknown.</param>
/// <param name="Quality">What the method thinks of each vector, 0 to 1 (correlation at the peak); null where it has no opinion.</param>
public sealed record FlowField(int Width, int Height, float[] X, float[] Y, float[]? Quality = null)
{
    /// <summary>No displacement anywhere.</summary>
    public static FlowField Zero(int width, int height) => new(width, height, new float[checked(width * height)], new float[width * height]);

    /// <summary>The field without the vectors that a test refuses.</summary>
    /// <param name="keep">One flag per pixel.</param>
    public FlowField Where(bool[] keep)
    {
        var (x, y) = ((float[])X.Clone(), (float[])Y.Clone());
        for (var i = 0; i < x.Length; i++)
        {
            if (!keep[i])
            {
                (x[i], y[i]) = (float.NaN, float.NaN);
            }
        }

        return this with { X = x, Y = y };
    }

    /// <summary>The part in a window.</summary>
    public FlowField Crop(int left, int top, int width, int height) => new(
        width, height, ImagePair.Crop(X, Width, left, top, width, height), ImagePair.Crop(Y, Width, left, top, width, height),
        Quality is null ? null : ImagePair.Crop(Quality, Width, left, top, width, height));
}
