using System.Numerics;

namespace Glacier.Terrain.Views;

/// <summary>Sun, sky, clouds and the air between: simple fits in the manner of Rayleigh and Mie scattering, linear RGB.</summary>
public sealed class Atmosphere
{
    private readonly Noise _clouds;
    private readonly Noise _wisps;
    private readonly float _day;
    private readonly float _cloudiness;
    private readonly float _haze;

    /// <summary>The air of a light and weather.</summary>
    /// <param name="options">Sun, haze, clouds and the clouds' seed.</param>
    /// <param name="eyeElevation">Metres above sea level; haze thins out upwards.</param>
    public Atmosphere(SurveyStyleOptions options, double eyeElevation)
    {
        var azimuth = (float)(options.SunAzimuthDegrees * Math.PI / 180);
        var elevation = (float)(options.SunElevationDegrees * Math.PI / 180);
        Sun = new Vector3(MathF.Sin(azimuth) * MathF.Cos(elevation), MathF.Cos(azimuth) * MathF.Cos(elevation), MathF.Sin(elevation));
        var height = MathF.Max(MathF.Sin(elevation), 0);
        // relative air mass, Kasten and Young 1989
        var mass = elevation <= 0 ? 38 : 1 / (height + (0.50572f * MathF.Pow((elevation * 57.2958f) + 6.07995f, -1.6364f)));
        var above = Smooth(-2, 3, (float)options.SunElevationDegrees);
        SunLight = above * 4.3f * new Vector3(MathF.Exp(-0.045f * mass), MathF.Exp(-0.085f * mass), MathF.Exp(-0.17f * mass));
        _day = MathF.Max(Smooth(-14, 12, (float)options.SunElevationDegrees), 0.012f);
        SkyLight = _day * new Vector3(0.47f, 0.63f, 0.92f);
        _clouds = new Noise(1.9f, 0.52f, options.Seed + 11);
        _wisps = new Noise(2.6f, 0.55f, options.Seed + 12);
        _cloudiness = (float)options.Clouds;
        _haze = (float)options.Haze * MathF.Exp(-(float)Math.Max(eyeElevation, 0) / 6000);
    }

    /// <summary>Unit vector to the sun.</summary>
    public Vector3 Sun { get; }

    /// <summary>Irradiance of a surface facing the sun.</summary>
    public Vector3 SunLight { get; }

    /// <summary>Irradiance from the whole sky.</summary>
    public Vector3 SkyLight { get; }

    /// <summary>Radiance of the sky in a direction, clouds included.</summary>
    public Vector3 Sky(Vector3 direction)
    {
        var colour = Clear(direction);
        if (direction.Z > 0.005f && _cloudiness > 0)
        {
            var ground = new Vector3(direction.X, direction.Y, 0) / (direction.Z + 0.10f);
            var far = Smooth(0.0f, 0.16f, direction.Z);
            var shape = _clouds.At((ground * new Vector3(0.55f, 0.85f, 1)) + new Vector3(3.1f, 7.7f, 0.3f), 0.02f, out var slope);
            var amount = Smooth(0.34f - (0.62f * _cloudiness), 0.60f - (0.5f * _cloudiness), shape) * far;
            var wisp = Smooth(0.10f, 0.75f, _wisps.At((ground * new Vector3(0.22f, 0.9f, 1)) + new Vector3(1.7f, 2.9f, 5.3f), 0.02f)) * 0.45f * far * MathF.Min(1, 2 * _cloudiness);
            var lit = 1.02f - (0.22f * amount) - (0.10f * Math.Clamp(Vector3.Dot(slope, Sun), -1, 1));
            var white = _day * lit * (new Vector3(0.78f, 0.80f, 0.83f) + (0.16f * SunLight / 3));
            colour = Vector3.Lerp(colour, white, wisp);
            colour = Vector3.Lerp(colour, white, amount * 0.86f);
        }

        return colour;
    }

    /// <summary>What the air on the way leaves of a surface's light, and adds to it.</summary>
    public Vector3 Through(Vector3 colour, Vector3 direction, float distance, float meanHeight)
    {
        var thin = MathF.Exp(-MathF.Max(meanHeight, 0) / 7000);
        var path = distance * thin;
        var extinction = new Vector3(5.2e-6f, 9.5e-6f, 19e-6f) + (_haze * new Vector3(0.9e-5f));
        var left = new Vector3(MathF.Exp(-extinction.X * path), MathF.Exp(-extinction.Y * path), MathF.Exp(-extinction.Z * path));
        var horizon = Clear(Vector3.Normalize(new Vector3(direction.X, direction.Y, 0.05f))) * new Vector3(0.80f, 0.92f, 1.05f);
        return (colour * left) + (horizon * (Vector3.One - left));
    }

    private Vector3 Clear(Vector3 direction)
    {
        var up = MathF.Max(direction.Z, 0);
        var low = MathF.Exp(-up * 5.0f);
        var colour = Vector3.Lerp(new Vector3(0.050f, 0.145f, 0.42f), new Vector3(0.42f, 0.58f, 0.80f), low * 0.90f);
        var towards = MathF.Max(Vector3.Dot(direction, Sun), 0);
        var evening = Smooth(22, -3, MathF.Asin(Math.Clamp(Sun.Z, -1, 1)) * 57.2958f);
        colour += low * evening * MathF.Pow(towards, 3) * new Vector3(0.5f, 0.16f, -0.05f);
        colour = Vector3.Max(colour, new Vector3(0.004f, 0.006f, 0.012f)) * _day;
        return colour + (SunLight * ((0.05f * MathF.Pow(towards, 8)) + (0.22f * MathF.Pow(towards, 90)) + (towards > 0.99996f ? 20 : 0)));
    }

    /// <summary>Hermite step: 0 at <paramref name="from"/>, 1 at <paramref name="to"/>, which may be the smaller of the two.</summary>
    public static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }
}
