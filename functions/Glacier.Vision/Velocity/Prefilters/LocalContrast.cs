using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Prefilters;

/// <summary>Brings local mean and local spread to 0 and 1, so that haze, sun height and exposure drop out.</summary>
public static class LocalContrast
{
    // flatter ground than this part of the image's typical spread is not amplified further: there is only noise in it
    private const float Floor = 0.4f;

    /// <summary>Filters one band.</summary>
    /// <param name="band">width × height values, NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="radius">The surroundings reach this many pixels to every side.</param>
    /// <returns>(value − mean) / max(spread, 0.4 typical spread), cut off at ±4, NaN where the band is.</returns>
    public static float[] Apply(float[] band, int width, int height, int radius = 12)
    {
        var means = Smoothing.BoxMean(band, width, height, radius);
        var centred = new float[band.Length];
        for (var i = 0; i < band.Length; i++)
        {
            centred[i] = band[i] - means[i];
        }

        var squares = Smoothing.BoxMean(centred, width, height, radius, power: 2);
        var sample = new List<float>();
        for (var i = 0; i < squares.Length; i += 17)
        {
            if (float.IsFinite(centred[i]))
            {
                sample.Add(squares[i]);
            }
        }

        sample.Sort();
        var typical = sample.Count > 0 ? MathF.Sqrt(sample[sample.Count / 2]) : 0;
        var floor = Math.Max(Floor * typical, 1e-6f);
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = Math.Clamp(centred[i] / Math.Max(MathF.Sqrt(squares[i]), floor), -4, 4);
        }

        return centred;
    }
}
