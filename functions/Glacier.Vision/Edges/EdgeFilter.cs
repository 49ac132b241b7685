namespace Glacier.Vision.Edges;

/// <summary>The eight edge filters (Canny, Sobel X, Y and XY, each plain or blurred) with OpenCV's semantics pixel by pixel: kernels, borders, rounding, hysteresis.</summary>
/// <remarks>Equal to <c>cvtColor</c>, <c>GaussianBlur</c>, <c>Canny</c>, and <c>Sobel</c> with <c>convertScaleAbs</c> of OpenCV 4.</remarks>
public static class EdgeFilter
{
    /// <summary>Edges of a grey picture.</summary>
    /// <param name="grey">width × height bytes, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">Settings; null: Canny without blur.</param>
    /// <returns>width × height bytes: Canny 0 or 255, Sobel the absolute derivative saturated at 255.</returns>
    /// <exception cref="ArgumentException">The number of bytes is not width × height, or a setting is outside its range.</exception>
    public static byte[] Apply(byte[] grey, int width, int height, EdgeFilterOptions? options = null)
    {
        PictureSize.Check(grey, width, height, 1);
        options ??= new EdgeFilterOptions();
        options.Validate();
        var source = options.Blur ? GaussianBlur.Apply(grey, width, height, options.BlurSize, options.BlurSigma) : grey;
        return options.Method switch
        {
            EdgeMethod.Canny => Canny.Apply(source, width, height, options),
            EdgeMethod.SobelX => Sobel(source, width, height, SobelKernels.Of(1, 0, options.SobelSize)),
            EdgeMethod.SobelY => Sobel(source, width, height, SobelKernels.Of(0, 1, options.SobelSize)),
            _ => Sobel(source, width, height, SobelKernels.Of(1, 1, options.SobelSize)),
        };
    }

    /// <summary>Edges of an RGB picture by way of its grey of BT.601.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">Settings; null: Canny without blur.</param>
    /// <inheritdoc cref="Apply"/>
    public static byte[] ApplyToColour(byte[] rgb, int width, int height, EdgeFilterOptions? options = null)
    {
        PictureSize.Check(rgb, width, height, 3);
        return Apply(Luma.Of(rgb), width, height, options);
    }

    private static byte[] Sobel(byte[] grey, int width, int height, SeparableKernel kernel) =>
        Array.ConvertAll(kernel.Apply(grey, width, height, Border.Reflect101), value => (byte)Math.Min(Math.Abs(value), 255));
}
