using Glacier.Vision.Outlines.Calibration;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>
/// Band-ratio mapping of clean ice (Paul et al. 2002, 2016), each threshold a soft step so that the result is a probability. It does not see debris-covered ice, takes seasonal snow
/// for ice, and of water and shadow only what four or six bands can tell.
/// </summary>
public static class BandRatio
{
    /// <summary>Name of the method.</summary>
    public const string Name = "ratio";

    private const string Version = "ratio-1";
    private const int Side = 256;
    private const float Dark = 0.005f;

    private static readonly string[] s_channels = ["B2", "B3", "B4", "B8", "B11", "slope"];

    /// <summary>The method.</summary>
    /// <param name="options">Thresholds.</param>
    /// <param name="calibration">From its raw probabilities to calibrated ones; null: the map fitted on the validation part of the Swiss tiles.</param>
    public static OutlineMethod Method(BandRatioOptions? options = null, IsotonicMap? calibration = null)
    {
        var used = options ?? new();
        return new OutlineMethod(Name, Version, Side, s_channels, windows => Probability(windows, used), calibration ?? BandRatioCalibration.Map) { Overlap = 0.125 };
    }

    /// <summary>Raw probabilities [N, S, S] of windows with physical values; 0 where a pixel is unknown.</summary>
    /// <param name="windows">At least B2, B3, B4 and B8.</param>
    /// <param name="options">Thresholds.</param>
    public static float[] Probability(OutlineWindows windows, BandRatioOptions options)
    {
        var (side, plane, channels) = (windows.Side, windows.Side * windows.Side, windows.Channels.Count);
        var result = new float[windows.Count * plane];
        Parallel.For(0, windows.Count, n =>
        {
            float[]? Plane(string name)
            {
                var k = windows.Channels.ToList().IndexOf(name);
                return k >= 0 && windows.Present[(n * channels) + k] != 0 ? windows.Values.AsSpan(((n * channels) + k) * plane, plane).ToArray() : null;
            }

            var (blue, green, red, nir) = (Plane("B2")!, Plane("B3")!, Plane("B4")!, Plane("B8")!);
            var (swir, slope) = (Plane("B11"), Plane("slope"));
            var raw = new float[plane];
            for (var i = 0; i < plane; i++)
            {
                raw[i] = float.IsNaN(blue[i] + green[i] + red[i] + nir[i]) ? 0
                    : Pixel(options, blue[i], green[i], red[i], nir[i], swir?[i] ?? float.NaN, slope?[i] ?? float.NaN);
            }

            GaussianSmoothing.Apply(raw, side, side, options.Smoothing).CopyTo(result.AsSpan(n * plane, plane));
        });
        return result;
    }

    private static float Pixel(BandRatioOptions options, float blue, float green, float red, float nir, float swir, float slope)
    {
        (blue, green, red, nir) = (Math.Max(blue, Dark), Math.Max(green, Dark), Math.Max(red, Dark), Math.Max(nir, Dark));
        var ice = float.IsNaN(swir)
            ? Step(20, Math.Log(red / nir) - Math.Log(options.RedToNearInfrared))
            : Step(15, ((green - swir) / (green + Math.Max(swir, Dark))) - options.SnowIndex);
        var lit = Step(150, blue - options.LeastBlue);
        var water = Step(30, ((green - nir) / (green + nir)) - options.WaterIndex) * Step(100, options.WaterNearInfrared - nir);
        var holds = float.IsNaN(slope) ? 1 : Step(0.5, options.SteepestIce - slope);
        return (float)(ice * lit * (1 - water) * holds);
    }

    private static double Step(double steepness, double distance) => 1 / (1 + Math.Exp(-steepness * distance));
}
