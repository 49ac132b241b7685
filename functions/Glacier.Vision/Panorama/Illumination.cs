using System.Numerics;
using Glacier.Terrain;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>Sun and weather of a panorama.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="SunAzimuthDegrees">Bearing of the sun, clockwise from the map's north.</param>
/// <param name="SunElevationDegrees">Height of the sun above the horizon.</param>
/// <param name="Clouds">Fraction of the sky under single clouds.</param>
/// <param name="Overcast">0 with a sun, 1 under a closed layer of cloud.</param>
/// <param name="Haze">Amount of haze: 1 a clear summer day.</param>
/// <param name="Reference">Colours that the sky is given, or null for its own.</param>
public sealed record Illumination(
    string Name, double SunAzimuthDegrees, double SunElevationDegrees, double Clouds, double Overcast, double Haze, SkyHistogram? Reference = null)
{
    /// <summary>Names of the illuminations that need no picture.</summary>
    public static IReadOnlyList<string> Names { get; } = ["noon", "evening", "overcast"];

    /// <summary>An illumination by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="latitude">Degrees north of the place: at noon the sun stands towards the equator.</param>
    /// <param name="mapNorthDegrees">True azimuth of the map's north there (<see cref="Terrain.Rasters.ReferenceSystem.MapNorthDegrees"/>).</param>
    /// <exception cref="InvalidInputException"><c>no-such-illumination</c>.</exception>
    public static Illumination Named(string name, double latitude, double mapNorthDegrees = 0) => name switch
    {
        "noon" => new(name, OnMap(latitude < 0 ? 25 : 205, mapNorthDegrees), 46, 0.22, 0, 0.7),
        "evening" => new(name, OnMap(latitude < 0 ? 292 : 262, mapNorthDegrees), 9, 0.30, 0, 1.2),
        "overcast" => new(name, OnMap(latitude < 0 ? 0 : 180, mapNorthDegrees), 40, 0, 1, 2.2),
        _ => throw new InvalidInputException(name, "no-such-illumination", $"'{name}'", string.Join(", ", Names), "Choose one of these, or name a picture of a sky."),
    };

    /// <summary>The illumination that a picture of a sky suggests: grey means overcast, warm means evening; its colours become the sky's.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="sky">The picture's sky.</param>
    /// <param name="latitude">Degrees north of the place.</param>
    /// <param name="mapNorthDegrees">True azimuth of the map's north there.</param>
    public static Illumination Like(string name, SkyHistogram sky, double latitude, double mapNorthDegrees = 0)
    {
        var (red, green, blue) = (sky.Mean(0), sky.Mean(1), sky.Mean(2));
        var tint = (blue - red) / MathF.Max((red + green + blue) / 3, 0.01f);
        var kind = tint < -0.06f ? "evening" : tint < 0.08f ? "overcast" : "noon";
        return Named(kind, latitude, mapNorthDegrees) with { Name = name, Reference = sky };
    }

    /// <summary>Colours of this illumination's sky over a place of 2,000 m, or of the picture that it was taken from: what the render network is told.</summary>
    public SkyHistogram Sky()
    {
        if (Reference is { } given)
        {
            return given;
        }

        // as panoramas show it: even steps of elevation above a horizon of mountains
        const int Width = 256;
        const int Height = 56;
        const double Lowest = 6;
        var sky = new PanoramaSky(this, 2000, 1);
        var rgb = new byte[3 * Width * Height];
        Parallel.For(0, Height, row =>
        {
            var (rise, level) = Math.SinCos((90 - ((row + 0.5) / Height * (90 - Lowest))) * Math.PI / 180);
            for (var column = 0; column < Width; column++)
            {
                var (sine, cosine) = Math.SinCos((column + 0.5) / Width * 2 * Math.PI);
                ToneMapping.Store(Vector3.Clamp(sky.Shown(new((float)(sine * level), (float)(cosine * level), (float)rise)), Vector3.Zero, Vector3.One), rgb.AsSpan(3 * ((row * Width) + column), 3));
            }
        });
        return SkyHistogram.Of(rgb);
    }

    private static double OnMap(double trueAzimuth, double mapNorth) => (((trueAzimuth - mapNorth) % 360) + 360) % 360;
}
