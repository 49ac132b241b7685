namespace Glacier.Vision.Outlines;

/// <summary>The channels that an outline method may see, and the one normalisation that training and inference share.</summary>
public static class OutlineChannels
{
    /// <summary>Blue, green, red and near infrared of Sentinel-2.</summary>
    public static IReadOnlyList<string> Optical4 { get; } = ["B2", "B3", "B4", "B8"];

    /// <summary>The four and the two short-wave infrared bands.</summary>
    public static IReadOnlyList<string> Optical6 { get; } = ["B2", "B3", "B4", "B8", "B11", "B12"];

    /// <summary>Elevation and slope.</summary>
    public static IReadOnlyList<string> Dem { get; } = ["elevation", "slope"];

    /// <summary>Co-polarised and cross-polarised radar backscatter and interferometric coherence.</summary>
    public static IReadOnlyList<string> Sar { get; } = ["sar_co", "sar_cross", "coherence"];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Optical6, .. Dem, .. Sar];

    private const float LargestReflectance = 2;

    private static readonly float s_scale = 2 / MathF.Log(11);

    /// <summary>True for a channel of reflectance.</summary>
    public static bool IsOptical(string channel) => Optical6.Contains(channel);

    /// <summary>Brings a channel to about −1 … 1; NaN becomes 0.</summary>
    /// <param name="channel">One of <see cref="Names"/>.</param>
    /// <param name="values">
    /// Reflectance as a fraction; elevation in metres above the scene's median; slope in degrees; backscatter in dB; coherence 0 … 1.
    /// </param>
    /// <param name="normalized">
    /// Receives as many: reflectance r as 2 ln(1 + 10 r) / ln 11 − 1 (shadow counts as much as snow), elevation in kilometres, slope / 45 − 1, (dB + 15) / 10,
    /// 2 coherence − 1.
    /// </param>
    /// <exception cref="ArgumentException">No such channel, or fewer places than values.</exception>
    public static void Normalize(string channel, ReadOnlySpan<float> values, Span<float> normalized)
    {
        if (normalized.Length < values.Length)
        {
            throw new ArgumentException($"{normalized.Length} places for {values.Length} values", nameof(normalized));
        }

        switch (channel)
        {
            case "elevation":
                Linear(values, normalized, 1e-3f, 0);
                break;
            case "slope":
                Linear(values, normalized, 1 / 45f, -1);
                break;
            case "sar_co" or "sar_cross":
                Linear(values, normalized, 0.1f, 1.5f);
                break;
            case "coherence":
                Linear(values, normalized, 2, -1);
                break;
            case var _ when IsOptical(channel):
                for (var i = 0; i < values.Length; i++)
                {
                    normalized[i] = float.IsNaN(values[i]) ? 0 : (s_scale * MathF.Log(1 + (10 * Math.Clamp(values[i], 0, LargestReflectance)))) - 1;
                }

                break;
            default:
                throw new ArgumentException($"no channel '{channel}'; there are {string.Join(", ", Names)}", nameof(channel));
        }
    }

    private static void Linear(ReadOnlySpan<float> values, Span<float> normalized, float factor, float offset)
    {
        for (var i = 0; i < values.Length; i++)
        {
            normalized[i] = float.IsNaN(values[i]) ? 0 : (values[i] * factor) + offset;
        }
    }
}
