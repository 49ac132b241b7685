using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>A shaded point: what light needs to know of it.</summary>
internal readonly record struct GroundPoint(Vector3 Albedo, Vector3 Normal, double Elevation, float Open, float Soft, float Gloss);

/// <summary>What the ground is made of, by elevation, slope, ice, flow and noise that is fixed to the world.</summary>
internal sealed class Materials
{
    private readonly PictureGround _ground;
    private readonly Raster _refined;
    private readonly Noise _rock;
    private readonly Noise _broad;
    private readonly Noise _fine;
    private readonly float _snowLine;
    private readonly float _treeLine;
    private readonly float _detail;
    private readonly float _cell;

    public Materials(Raster dem, bool[]? ice, PictureGround ground, SurveyStyleOptions options)
    {
        _ground = ground;
        _refined = ground.Refined;
        _rock = new Noise(170, 0.56f, options.Seed + 2);
        _broad = new Noise(900, 0.5f, options.Seed + 3);
        _fine = new Noise(38, 0.57f, options.Seed + 4);
        _detail = (float)options.Detail;
        _cell = (float)_refined.Transform.PixelWidth;
        _snowLine = (float)(options.EquilibriumLine ?? SnowLine.Of(dem, options.FormerIce ?? ice));
        _treeLine = (float)(options.TreeLine ?? (_snowLine - 900));
    }

    public GroundPoint At(double u, double v, float footprint, Vector3 view)
    {
        var (elevation, normal) = Smooth(u, v);
        var (cu, cv) = (_ground.Coarse(u), _ground.Coarse(v));
        var z = (float)elevation;
        // what hangs on a surface that sinks stays where it is
        var level = _ground.Pattern is { } pattern && _ground.Of(pattern, cu, cv) is var hung && !float.IsNaN(hung) ? hung : z;
        var p = new Vector3((float)(u * _cell), (float)(-v * _refined.Transform.PixelHeight), level);
        // a pixel seen at a glancing angle covers more ground; the geometric mean of both extents keeps some detail there
        footprint *= 0.5f / MathF.Sqrt(MathF.Max(0.10f, MathF.Abs(Vector3.Dot(normal, view))));
        var open = Math.Clamp(_ground.Of(_ground.Light, cu, cv), 0.15f, 1);
        var steep = MathF.Sqrt(MathF.Max(0, 1 - (normal.Z * normal.Z))) / MathF.Max(normal.Z, 0.05f);
        var broad = _broad.At(p, footprint);
        var n = _rock.At(new Vector3(p.X, p.Y, p.Z * 1.6f), footprint, out var rockSlope);
        var fine = _fine.At(p, footprint, out var fineSlope);
        var icy = Step(0.36f, 0.64f, _ground.Of(_ground.Ice, cu, cv) + (0.16f * n) + (0.08f * fine));
        var former = Step(0.38f, 0.62f, _ground.Of(_ground.Former, cu, cv) + (0.14f * n));

        var rock = Rock(level, n, fine, broad, steep, open);
        var bare = rock;
        var green = Step(_treeLine + 950, _treeLine - 150, z + (230 * broad) + (110 * n)) * Step(0.95f, 0.45f, steep + (0.3f * n)) * (1 - former);
        var meadow = Vector3.Lerp(new Vector3(0.115f, 0.125f, 0.045f), new Vector3(0.185f, 0.165f, 0.085f), Step(_treeLine - 200, _treeLine + 750, z + (200 * n)) * 0.8f + (0.2f * fine));
        bare = Vector3.Lerp(bare, meadow * (0.85f + (0.4f * fine)), green * 0.92f);
        var forest = Step(_treeLine + 90, _treeLine - 160, z + (140 * broad) + (90 * n)) * Step(1.3f, 0.8f, steep) * Step(-0.18f, 0.10f, n + (0.8f * broad) + (0.4f * fine)) * (1 - former);
        bare = Vector3.Lerp(bare, new Vector3(0.026f, 0.042f, 0.02f) * (1 + (0.9f * fine)), forest);
        // ground that the ice has left: raw till, paler than weathered rock
        var till = new Vector3(0.255f, 0.245f, 0.23f) * (1 + (0.35f * n) + (0.3f * fine));
        bare = Vector3.Lerp(bare, Vector3.Lerp(till, rock * 1.15f, Step(0.7f, 1.3f, steep)), former * 0.9f);

        // ground without any slope over a cell is a lake or the sea in a DEM
        var water = Step(0.004f, 0.0015f, steep) * (1 - icy);
        bare = Vector3.Lerp(bare, new Vector3(0.045f, 0.085f, 0.095f), water);
        var snowy = (1 - water) * Snow(z, normal, n, broad, steep, open);
        var (iceColour, iceNormal, soft) = Ice(p, normal, z, n, fine, broad, steep, icy, cu, cv, footprint);
        var roughness = _detail * (0.75f + (0.5f * Step(0.5f, 1.2f, steep))) * (1 - (0.55f * green)) * (1 - (0.8f * snowy)) * (1 - (0.93f * water));
        var bumped = Vector3.Normalize(normal - (roughness * ((34f * Tangent(rockSlope * new Vector3(1, 1, 1.6f), normal)) + (8f * Tangent(fineSlope, normal)))));
        var offIce = Vector3.Lerp(bare, new Vector3(0.86f, 0.88f, 0.91f), snowy);
        var albedo = Vector3.Lerp(offIce, iceColour, icy);
        var finalNormal = Vector3.Normalize(Vector3.Lerp(bumped, iceNormal, icy));
        return new GroundPoint(Vector3.Clamp(albedo, new Vector3(0.01f), new Vector3(0.95f)), finalNormal, elevation, open * (1 + (0.18f * n)), Math.Max(snowy * 0.6f * (1 - icy), soft * icy), Math.Max(icy * (1 - soft) * 0.6f, water));
    }

    private static Vector3 Rock(float z, float n, float fine, float broad, float steep, float open)
    {
        // beds dip gently and are bent by the broad noise
        var bed = MathF.Sin((z * 0.055f) + (9 * broad) + (4.5f * n));
        var tone = 0.5f + (0.22f * bed * Step(0.5f, 1.1f, steep)) + (0.75f * n) + (0.35f * fine);
        var rock = Vector3.Lerp(new Vector3(0.115f, 0.108f, 0.103f), new Vector3(0.30f, 0.275f, 0.245f), Math.Clamp(tone, 0, 1));
        rock = Vector3.Lerp(rock, rock * new Vector3(1.16f, 0.98f, 0.80f), Step(0.0f, 0.4f, broad));
        var scree = Step(0.40f, 0.55f, steep) * Step(0.95f, 0.72f, steep) * Step(-0.25f, 0.25f, 0.9f - open + (1.2f * broad) + (0.6f * n));
        return Vector3.Lerp(rock, new Vector3(0.27f, 0.255f, 0.235f) * (1 + (0.4f * fine)), scree * 0.8f);
    }

    // late-summer snow off the glacier: above the snow line, on gentle ground, in gullies, longer on northern slopes
    private float Snow(float z, Vector3 normal, float n, float broad, float steep, float open)
    {
        var level = z - _snowLine - 260 + (170 * normal.Y) + (320 * n) + (220 * broad) + (420 * (0.82f - open));
        return Step(-90, 260, level) * Step(1.25f, 0.75f, steep + (0.55f * n));
    }

    private (Vector3 Albedo, Vector3 Normal, float Soft) Ice(Vector3 p, Vector3 normal, float z, float n, float fine, float broad, float steep, float icy, double cu, double cv, float footprint)
    {
        if (icy <= 0)
        {
            return (Vector3.One, normal, 0);
        }

        var firn = Step(-120, 160, z - _snowLine + (150 * broad) + (110 * n) + (60 * normal.Y) - (240 * Step(0.35f, 0.8f, steep)));
        var streak = _ground.Of(_ground.Streaks, cu, cv);
        var inside = _ground.Of(_ground.Ice, cu, cv);
        var ice = Vector3.Lerp(new Vector3(0.255f, 0.295f, 0.325f), new Vector3(0.44f, 0.48f, 0.505f), Math.Clamp(0.5f + (0.5f * n) + (0.4f * fine) - (0.75f * streak), 0, 1));
        // crevasses lie across the flow, so along contours of the surface, where it steepens
        var fractured = Step(0.16f, 0.50f, steep + (0.15f * n) + (0.10f * broad)) * _detail;
        var wave = ((p.Z / 7.5f) + (5.5f * n) + (4 * broad) + (1.1f * fine)) * 6.2832f;
        var resolved = Step(0.7f, 0.2f, footprint * MathF.Max(steep, 0.05f) / 7.5f);
        var gap = Step(0.55f, 0.95f, MathF.Sin(wave)) * fractured * resolved * Step(0.0f, 0.3f, fine + n);
        ice = Vector3.Lerp(ice, new Vector3(0.17f, 0.25f, 0.31f), 0.55f * gap);
        // ogives: faint dark bands below steep ice
        ice *= 1 - (0.07f * MathF.Sin((p.Z * 0.21f) + (6 * broad)) * Step(0.22f, 0.06f, steep));
        var low = Step(_snowLine, _snowLine - 700, z);
        var debris = Math.Clamp(
            (0.95f * Step(0.20f, 0.50f, streak + (0.35f * n)) * (0.35f + (0.65f * low))) + (0.8f * Step(0.93f, 0.6f, inside + (0.2f * n)) * (0.3f + (0.7f * low))), 0, 1);
        ice = Vector3.Lerp(ice, new Vector3(0.215f, 0.20f, 0.185f) * (1 + (0.5f * fine)), debris * 0.85f);
        var snow = new Vector3(0.87f, 0.885f, 0.91f) * (1 + (0.05f * n));
        snow = Vector3.Lerp(snow, new Vector3(0.45f, 0.58f, 0.68f), 0.5f * gap);
        var crack = new Vector3(normal.X, normal.Y, 0) * (MathF.Cos(wave) * fractured * resolved * 0.55f);
        var bump = (0.30f * (1 - firn) + 0.10f) * _detail;
        var slope = _fine.At(p * new Vector3(0.6f, 0.6f, 0.6f), footprint, out var hummocks);
        var tilted = Vector3.Normalize(normal - (bump * 22 * Tangent(hummocks, normal)) + crack);
        return (Vector3.Lerp(ice, snow, firn) * (1 + (0.06f * slope)), tilted, 0.25f + (0.4f * firn));
    }

    // elevation of the refined surface and a normal that varies smoothly across cells
    private (double Elevation, Vector3 Normal) Smooth(double u, double v)
    {
        var (z, _, _) = _ground.Surface.At(u, v);
        var (east, eastSlope) = Difference(u, v, 1, 0);
        var (south, southSlope) = Difference(u, v, 0, 1);
        var normal = east && south
            ? new Vector3(-eastSlope / (float)_refined.Transform.PixelWidth, southSlope / (float)_refined.Transform.PixelHeight, 1)
            : new Vector3(-(float)_ground.Surface.At(u, v).SlopeX, -(float)_ground.Surface.At(u, v).SlopeY, 1);
        return (z, Vector3.Normalize(normal));
    }

    private (bool Known, float Slope) Difference(double u, double v, int across, int down)
    {
        var (a, b) = (u - (0.75 * across), v - (0.75 * down));
        var (c, d) = (u + (0.75 * across), v + (0.75 * down));
        if (a < 0 || b < 0 || c > _refined.Width - 1 || d > _refined.Height - 1)
        {
            return (false, 0);
        }

        var slope = (float)((_ground.Surface.At(c, d).Z - _ground.Surface.At(a, b).Z) / 1.5);
        return (!float.IsNaN(slope), slope);
    }

    private static Vector3 Tangent(Vector3 gradient, Vector3 normal) => gradient - (Vector3.Dot(gradient, normal) * normal);

    private static float Step(float from, float to, float value) => Atmosphere.Smooth(from, to, value);
}
