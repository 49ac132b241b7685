using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>Sky, light and air of an illumination.</summary>
internal sealed class PanoramaSky
{
    // Moon and Spencer (1942): the zenith of a closed cloud is three times as bright as its horizon; over snow, which lights it from below, less so
    private const float OvercastZenith = 0.80f;
    private const float OvercastHorizon = 0.56f;

    private readonly Atmosphere _air;
    private readonly float _overcast;
    private readonly Noise _layers;
    private readonly float[][]? _own;
    private readonly SkyHistogram? _reference;
    private readonly Vector3 _tint = Vector3.One;
    private readonly float _thickness;

    public PanoramaSky(Illumination light, double eyeElevation, int seed)
    {
        _air = new Atmosphere(new SurveyStyleOptions(light.SunAzimuthDegrees, light.SunElevationDegrees, Haze: light.Haze, Clouds: light.Clouds, Seed: seed), eyeElevation);
        _overcast = (float)light.Overcast;
        _thickness = (float)light.Haze;
        _layers = new Noise(1.4f, 0.55f, seed + 21);
        if (light.Reference is { } reference)
        {
            _own = OwnColours();
            _reference = reference;
            var (mine, asked) = (Vector3.Zero, Vector3.Zero);
            for (var k = 0; k < 3; k++)
            {
                mine[k] = Linear(_own[k].Average());
                asked[k] = Linear(reference.Mean(k));
            }

            // the light of the ground follows the sky's colour, and only partly its brightness: the eye adapts
            var ratio = Vector3.Clamp(asked / Vector3.Max(mine, new Vector3(0.02f)), new Vector3(0.3f), new Vector3(3));
            _tint = ratio / MathF.Sqrt(MathF.Max((ratio.X + ratio.Y + ratio.Z) / 3, 0.1f));
        }

        SunLight = _air.SunLight * (1 - (0.97f * _overcast));
        // in the last sun the eye opens to what lies in shade, and the glow of the low sky warms it
        var late = Atmosphere.Smooth(24, 4, (float)light.SunElevationDegrees);
        var sky = _air.SkyLight * Vector3.Lerp(Vector3.One, new Vector3(2.0f, 1.75f, 1.5f), late);
        SkyLight = Vector3.Lerp(sky, new Vector3(2.25f, 2.33f, 2.45f), _overcast) * _tint;
    }

    public Vector3 Sun => _air.Sun;

    public Vector3 SunLight { get; }

    public Vector3 SkyLight { get; }

    /// <summary>Colour of the sky in a direction as it is shown, linear 0 … 1.</summary>
    public Vector3 Shown(Vector3 direction)
    {
        var shown = ToneMapping.Curve(Radiance(direction));
        if (_reference is null || _own is null)
        {
            return shown;
        }

        // each channel takes the value that the same part of the reference sky lies below
        for (var k = 0; k < 3; k++)
        {
            shown[k] = Linear(_reference.Quantile(k, Rank(_own[k], Display(shown[k]))));
        }

        return shown;
    }

    /// <summary>What the air between leaves of a surface's light, and adds to it.</summary>
    public Vector3 Through(Vector3 light, Vector3 direction, float distance, float meanHeight)
    {
        var added = _air.Through(Vector3.Zero, direction, distance, meanHeight);
        var left = _air.Through(Vector3.One, direction, distance, meanHeight) - added;
        if (_overcast > 0)
        {
            // cloud droplets take all colours alike
            var mist = MathF.Exp(-distance * MathF.Exp(-MathF.Max(meanHeight, 0) / 7000) * 3.2e-5f * _thickness * _overcast);
            var grey = OvercastHorizon * new Vector3(0.97f, 1, 1.04f);
            added = (Vector3.Lerp(added, grey * (Vector3.One - left), _overcast) * mist) + (grey * (1 - mist));
            left *= mist;
        }

        return (light * left) + (added * _tint);
    }

    private Vector3 Radiance(Vector3 direction)
    {
        // what lies below the horizon beyond the DEM is haze
        direction = direction.Z < 0.004f ? Vector3.Normalize(new Vector3(direction.X, direction.Y, 0.004f)) : direction;
        var clear = _overcast < 1 ? _air.Sky(direction) : Vector3.Zero;
        if (_overcast <= 0)
        {
            return clear;
        }

        var sheet = new Vector3(direction.X, direction.Y, 0) / (direction.Z + 0.14f);
        var texture = _layers.At(new Vector3(0.5f * sheet.X, 0.8f * sheet.Y, 0.7f), 0.02f) * Atmosphere.Smooth(0, 0.2f, direction.Z);
        var brightness = (OvercastHorizon + ((OvercastZenith - OvercastHorizon) * direction.Z)) * (1 + (0.34f * texture));
        return Vector3.Lerp(clear, brightness * new Vector3(0.955f, 0.99f, 1.04f), _overcast);
    }

    // display values of this sky over the upper half-sphere, sorted, per channel
    private float[][] OwnColours()
    {
        const int Around = 96;
        const int Up = 24;
        var values = new[] { new float[Around * Up], new float[Around * Up], new float[Around * Up] };
        for (var i = 0; i < Around * Up; i++)
        {
            // even steps of the elevation's sine are even steps of solid angle
            var rise = ((i / Around) + 0.5f) / Up;
            var (sine, cosine) = MathF.SinCos((i % Around) * 2 * MathF.PI / Around);
            var level = MathF.Sqrt(1 - (rise * rise));
            var colour = ToneMapping.Curve(Radiance(new Vector3(sine * level, cosine * level, rise)));
            (values[0][i], values[1][i], values[2][i]) = (Display(colour.X), Display(colour.Y), Display(colour.Z));
        }

        foreach (var channel in values)
        {
            Array.Sort(channel);
        }

        return values;
    }

    private static float Rank(float[] sorted, float value)
    {
        var at = Array.BinarySearch(sorted, value);
        at = at < 0 ? ~at : at;
        return (float)at / sorted.Length;
    }

    private static float Display(float linear) => (float)Srgb.Display(linear);

    private static float Linear(float display) => (float)Srgb.Linear(display);
}
