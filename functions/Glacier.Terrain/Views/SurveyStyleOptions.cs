using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Light and weather of the survey style; the same for all years of a glacier.</summary>
/// <param name="SunAzimuthDegrees">Bearing of the sun, clockwise from north.</param>
/// <param name="SunElevationDegrees">Height of the sun above the horizon; below −18 it is night.</param>
/// <param name="EquilibriumLine">Elevation of the snow line on the glacier in late summer, metres; null takes it from the ice's elevations.</param>
/// <param name="FormerIce">Largest known extent of the ice on the DEM's grid: ground inside it that is free of ice is shown as fresh moraine. Null for none.</param>
/// <param name="TreeLine">Elevation up to which forest grows, metres; null takes it from the relief and the snow line.</param>
/// <param name="Haze">Amount of haze in the air: 0 none, 1 a clear summer day.</param>
/// <param name="Clouds">Fraction of the sky under clouds, 0 to 1.</param>
/// <param name="Detail">Amount of procedural detail finer than the DEM (rock, crevasses), 0 none, 1 natural. Changes the picture only, never a View.</param>
/// <param name="SamplesPerPixel">Rays per pixel: 1, 4, 9 or 16.</param>
/// <param name="Seed">Seed of the procedural detail, fixed to the world.</param>
/// <param name="IceFraction">Per pixel of the DEM 0 off the ice, 1 on it, between where its margin is passing; null: the mask, in steps.</param>
/// <param name="Pattern">Elevations on the DEM's grid that the ice's patterns hang on, for pictures of a surface that sinks: crevasses and debris then stay where they are. Null: the DEM.</param>
public sealed record SurveyStyleOptions(
    double SunAzimuthDegrees,
    double SunElevationDegrees,
    double? EquilibriumLine = null,
    bool[]? FormerIce = null,
    double? TreeLine = null,
    double Haze = 1,
    double Clouds = 0.35,
    double Detail = 1,
    int SamplesPerPixel = 4,
    int Seed = 1,
    float[]? IceFraction = null,
    float[]? Pattern = null)
{
    /// <summary>A light that suits a camera: sun from the side and behind the eye, high enough to reach the ground that the picture shows.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="dem">Terrain, to keep cast shadow from covering the picture; without it the middle of the side light nearer to the south is taken.</param>
    public static SurveyStyleOptions For(Camera camera, Raster? dem = null)
    {
        var bearing = Math.Atan2(camera.TargetX - camera.EyeX, camera.TargetY - camera.EyeY) * 180 / Math.PI;
        var surface = dem is null ? null : new Surface(dem);
        var best = (Score: double.NegativeInfinity, Azimuth: 0.0, Elevation: 0.0);
        foreach (var turn in (ReadOnlySpan<double>)[-112, 112, -80, 80, -140, 140])
        {
            foreach (var elevation in (ReadOnlySpan<double>)[34, 42, 50])
            {
                var azimuth = (bearing + turn + 720) % 360;
                // the sun's daily path passes through the south in the northern hemisphere; low light models relief best
                var score = (surface is null ? 0 : Lit(surface, camera, azimuth, elevation))
                    - (0.0006 * Math.Abs(azimuth - 180)) - (0.004 * (elevation - 34)) - (0.002 * Math.Abs(Math.Abs(turn) - 112));
                best = score > best.Score ? (score, azimuth, elevation) : best;
            }
        }

        return new SurveyStyleOptions(best.Azimuth, best.Elevation);
    }

    // share of the ground in the picture that the sun reaches; beyond four fifths no longer a gain, some shadow gives depth
    private static double Lit(Surface surface, Camera camera, double azimuth, double elevation)
    {
        var small = camera with { Width = 40, Height = Math.Max(1, 40 * camera.Height / camera.Width) };
        var frame = small.Frame();
        var fan = surface.From(small);
        var (sine, cosine) = Math.SinCos(azimuth * Math.PI / 180);
        var rise = Math.Tan(elevation * Math.PI / 180);
        int ground = 0, lit = 0;
        for (var pixel = 0; pixel < small.Width * small.Height; pixel++)
        {
            var (x, y, z) = frame.Direction((pixel % small.Width) + 0.5, (pixel / small.Width) + 0.5);
            var s = surface.Trace(fan, x, y, z, 0);
            if (double.IsNaN(s))
            {
                continue;
            }

            ground++;
            var (u, v) = (fan.U + (s * x * fan.CellsPerMetreX), fan.V + (s * y * fan.CellsPerMetreY));
            var (height, slopeX, slopeY) = surface.At(u, v);
            var away = fan with { U = u, V = v, Z = height + (0.02 / fan.CellsPerMetreX), Drop = 0 };
            lit += (slopeX * sine) + (slopeY * cosine) < rise && double.IsNaN(surface.Trace(away, sine, cosine, rise, 0)) ? 1 : 0;
        }

        return ground == 0 ? 0 : Math.Min((double)lit / ground, 0.8);
    }
}
