using Glacier.Terrain.Simulation;

namespace Glacier.Vision.Simulation;

/// <summary>What covers a simulated mountain and how it reflects. The spectra are rounded from the USGS and ECOSTRESS libraries' snow, ice, rock, grass and water in Sentinel-2's bands.</summary>
/// <param name="seed">Of the patches.</param>
/// <param name="snowLine">Above it ice is under snow and snow may lie on rock, metres.</param>
/// <param name="summit">Highest point, metres.</param>
public sealed class GroundCover(int seed, double snowLine, double summit)
{
    private static readonly double[] s_snow = [0.86, 0.88, 0.87, 0.80, 0.11, 0.09];
    private static readonly double[] s_firn = [0.62, 0.64, 0.63, 0.54, 0.09, 0.07];
    private static readonly double[] s_ice = [0.46, 0.47, 0.43, 0.30, 0.03, 0.02];
    private static readonly double[] s_dirtyIce = [0.22, 0.23, 0.23, 0.19, 0.08, 0.07];
    private static readonly double[] s_debris = [0.12, 0.14, 0.15, 0.18, 0.22, 0.20];
    private static readonly double[] s_rock = [0.11, 0.13, 0.15, 0.20, 0.26, 0.24];
    private static readonly double[] s_meadow = [0.04, 0.08, 0.06, 0.38, 0.22, 0.12];
    private static readonly double[] s_water = [0.08, 0.09, 0.06, 0.02, 0.01, 0.01];

    private readonly GradientNoise _patches = new(seed);
    private readonly GradientNoise _tones = new(seed + 1);
    private readonly GradientNoise _stripes = new(seed + 2);

    /// <summary>Bands in the order of the spectra.</summary>
    public static IReadOnlyList<string> Bands { get; } = ["B2", "B3", "B4", "B8", "B11", "B12"];

    /// <summary>Light that the clear atmosphere scatters into each band.</summary>
    public static IReadOnlyList<double> PathRadiance { get; } = [0.06, 0.04, 0.025, 0.012, 0.003, 0.002];

    /// <summary>Albedo by band at a place.</summary>
    /// <param name="x">Easting, metres.</param>
    /// <param name="y">Northing, metres.</param>
    /// <param name="elevation">Metres.</param>
    /// <param name="slope">Degrees.</param>
    /// <param name="thickness">Of the ice, metres; 0 on rock.</param>
    /// <param name="albedo">Filled by band.</param>
    public void Albedo(double x, double y, double elevation, double slope, double thickness, Span<double> albedo)
    {
        var patch = _patches.Fractal(x / 350, y / 350, 4);
        var above = (elevation - snowLine) + (220 * patch);
        if (thickness > 0)
        {
            var stripe = _stripes.Fractal(x / 120, y / 900, 3);
            var debris = HermiteStep.Of((snowLine - 120 - elevation) / 250) * HermiteStep.Of((stripe - 0.02) / 0.12) + HermiteStep.Of((22 - thickness) / 12) * HermiteStep.Of((snowLine - 100 - elevation) / 150);
            Mix(s_ice, s_dirtyIce, HermiteStep.Of((_tones.Fractal(x / 90, y / 90, 3) + 0.1) / 0.4), albedo);
            Mix(albedo, s_debris, Math.Clamp(debris, 0, 1), albedo);
            Mix(albedo, s_firn, HermiteStep.Of((above + 60) / 80), albedo);
            Mix(albedo, s_snow, HermiteStep.Of((above - 60) / 120), albedo);
        }
        else
        {
            var lake = slope < 6 && elevation < snowLine && _patches.At(x / 500, y / 500) > 0.35;
            Mix(s_rock, s_meadow, HermiteStep.Of((snowLine - 450 - elevation + (250 * patch)) / 200) * HermiteStep.Of((38 - slope) / 8), albedo);
            if (lake)
            {
                s_water.CopyTo(albedo);
            }

            // seasonal snow lies in gullies and on ledges, more of it the higher and the flatter
            var snow = HermiteStep.Of((above - 120 - (0.2 * (summit - snowLine))) / 160) * HermiteStep.Of((46 - slope) / 8);
            Mix(albedo, s_firn, snow * 0.95, albedo);
        }

        var tone = 1 + (0.45 * _tones.Fractal(x / 45, y / 45, 3));
        for (var band = 0; band < albedo.Length; band++)
        {
            albedo[band] *= albedo[0] > 0.5 ? 1 + (0.15 * (tone - 1)) : tone;
        }
    }

    private static void Mix(ReadOnlySpan<double> one, ReadOnlySpan<double> other, double share, Span<double> mixed)
    {
        for (var band = 0; band < mixed.Length; band++)
        {
            mixed[band] = one[band] + (share * (other[band] - one[band]));
        }
    }
}
