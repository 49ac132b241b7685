using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Velocity;

/// <summary>What the flow network sees of an image: the same three channels in training and in use.</summary>
/// <remarks>Local mean and spread are removed first (<see cref="LocalContrast"/>), so that haze, sun height, exposure and units drop out; then Sobel gradients as in Tlhomole et al. (2023).</remarks>
public static class FlowChannels
{
    /// <summary>How far away a pixel's channels still depend on the image, pixels: two windows of 12 and the gradient. Beyond, only the typical contrast of the whole counts.</summary>
    public const int Reach = 25;

    // the locally normalised intensity has a spread of 1 and is cut off at 4; gradients per pixel have one of about 0.3
    private const float IntensityScale = 0.4f;
    private const float GradientScale = 1.2f;

    /// <summary>What each channel is, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["intensity", "sobel-x", "sobel-y"];

    /// <summary>Makes the channels.</summary>
    /// <param name="band">width × height values in any unit, row-major; NaN where unknown.</param>
    /// <param name="mask">False where the image is not to be looked at; null: everywhere it is known. What is masked does not enter the channels of its neighbours.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>[3, height, width]: locally normalised intensity, gradient to the right, gradient downwards; mostly within ±1, never beyond ±1.6; 0 where unknown or masked.</returns>
    /// <exception cref="ArgumentException">The band or the mask does not have width × height values.</exception>
    public static float[] Of(float[] band, bool[]? mask, int width, int height)
    {
        var size = width * height;
        if (band.Length != size || (mask is not null && mask.Length != size))
        {
            throw new ArgumentException($"{band.Length} values and {mask?.Length ?? size} flags for {width} × {height} pixels", nameof(band));
        }

        var shown = band;
        if (mask is not null)
        {
            shown = (float[])band.Clone();
            for (var i = 0; i < size; i++)
            {
                shown[i] = mask[i] ? shown[i] : float.NaN;
            }
        }

        var contrast = LocalContrast.Apply(shown, width, height);
        var gradients = Sobel.Gradients(contrast, width, height);
        var channels = new float[3 * size];
        Scale(contrast, IntensityScale, channels.AsSpan(0, size));
        Scale(gradients[0], GradientScale, channels.AsSpan(size, size));
        Scale(gradients[1], GradientScale, channels.AsSpan(2 * size, size));
        return channels;
    }

    /// <summary>The channels of <see cref="Of"/> as planes of their own, as <see cref="Flow.FlowMethod.Channels"/> wants them.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static IReadOnlyList<float[]> Planes(float[] band, int width, int height)
    {
        var channels = Of(band, null, width, height);
        var size = width * height;
        return [channels[..size], channels[size..(2 * size)], channels[(2 * size)..]];
    }

    private static void Scale(float[] values, float scale, Span<float> target)
    {
        const float Limit = 1.6f;
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = float.IsFinite(values[i]) ? Math.Clamp(scale * values[i], -Limit, Limit) : 0;
        }
    }
}
