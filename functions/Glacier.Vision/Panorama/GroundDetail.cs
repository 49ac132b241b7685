using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>A shaded point of the ground.</summary>
/// <param name="Albedo">Linear colour.</param>
/// <param name="Normal">Unit normal, fine relief included.</param>
/// <param name="Soft">How much light is scattered within: snow much, rock none.</param>
/// <param name="Open">Part of the sky that the fine relief leaves open.</param>
internal readonly record struct GroundPoint(Vector3 Albedo, Vector3 Normal, float Soft, float Open);

/// <summary>
/// Relief and texture finer than the DEM and the tile, fixed to the ground and the same for a seed: blocks and stones on rock, ripples on snow, hummocks, runnels and
/// dirt on ice. It bends normals and colours and never moves the surface, so that depth and skyline stay those of the DEM.
/// </summary>
internal sealed class GroundDetail
{
    private readonly Noise _relief;
    private readonly Noise _fine;
    private readonly Noise _ripple;
    private readonly Noise _broad;
    private readonly float _reliefHeight;
    private readonly int _seed;

    public GroundDetail(double cell, int seed)
    {
        var longest = (float)Math.Clamp(1.3 * cell, 9, 160);
        _relief = new Noise(longest, 0.53f, seed + 1);
        _reliefHeight = 0.20f * longest;
        _fine = new Noise(4.5f, 0.62f, seed + 2);
        _ripple = new Noise(2.4f, 0.45f, seed + 3);
        _broad = new Noise(420, 0.55f, seed + 4);
        _seed = seed;
    }

    /// <summary>Noise of some hundred metres, about −1 … 1.</summary>
    public float Broad(Vector3 place, float footprint) => Math.Clamp(2.2f * _broad.At(place, footprint), -1, 1);

    /// <summary>Noise of metres, about −1 … 1: where borders of the tile's pixels run.</summary>
    public float Fine(Vector3 place, float footprint) => _fine.At(place, footprint);

    /// <summary>The ground at a place.</summary>
    /// <param name="place">East, north and up from the tile's corner, metres.</param>
    /// <param name="normal">Normal of the DEM.</param>
    /// <param name="albedo">Colour of the tile.</param>
    /// <param name="footprint">Metres of ground that a sample sees.</param>
    public GroundPoint At(Vector3 place, Vector3 normal, Vector3 albedo, float footprint)
    {
        var mid = _relief.At(new Vector3(place.X, place.Y, 1.4f * place.Z), footprint, out var midSlope);
        var fine = _fine.At(place, footprint, out var fineSlope);
        var brightness = (albedo.X + albedo.Y + albedo.Z) / 3;
        // borders that the tile blurs over a pixel run along the relief instead
        var (snow, ice) = TileAlbedo.Cover(albedo * (1 + (0.22f * mid) + (0.20f * fine)));
        var rock = Math.Max(0, 1 - snow - ice);
        var green = rock * Atmosphere.Smooth(0.05f, 0.16f, (albedo.Y - (0.5f * (albedo.X + albedo.Z))) / MathF.Max(brightness, 0.02f));
        var steep = MathF.Sqrt(MathF.Max(0, 1 - (normal.Z * normal.Z))) / MathF.Max(normal.Z, 0.05f);

        var slope = _reliefHeight * ((0.85f * rock * MathF.Min(0.45f + steep, 1.3f)) + (0.30f * ice) + (0.10f * snow) - (0.4f * green)) * midSlope * new Vector3(1, 1, 1.4f);
        slope += ((0.55f * rock) + (0.38f * ice) + (0.10f * snow)) * fineSlope;
        var colour = albedo * (1 + (((0.42f * rock) + (0.14f * ice) + (0.03f * snow)) * mid) + (((0.50f * rock) + (0.22f * ice) + (0.03f * snow)) * fine));
        var open = 1 - (0.25f * rock * MathF.Max(0, -mid)) - (0.2f * rock * MathF.Max(0, -fine));
        if (rock - green > 0.08f)
        {
            Stones(place, footprint, rock - green, ref slope, ref colour, ref open);
        }

        if (snow > 0.02f)
        {
            // wind ripples: long across the wind
            var ripple = _ripple.At(new Vector3((0.34f * place.X) + (0.14f * place.Y), (0.9f * place.Y) - (0.35f * place.X), 0.3f * place.Z), footprint, out var across);
            slope += 0.16f * snow * new Vector3((0.34f * across.X) - (0.35f * across.Y), (0.14f * across.X) + (0.9f * across.Y), 0);
            colour *= 1 + (0.035f * snow * ripple);
        }

        if (ice > 0.02f)
        {
            Ice(place, normal, steep, footprint, ice, fine, mid, ref slope, ref colour, ref open);
        }

        var tilted = Vector3.Normalize(normal - (slope - (Vector3.Dot(slope, normal) * normal)));
        return new(Vector3.Clamp(colour, new Vector3(0.012f), new Vector3(0.94f)), tilted, (0.65f * snow) + (0.3f * ice), Math.Clamp(open, 0.35f, 1));
    }

    private void Ice(Vector3 place, Vector3 normal, float steep, float footprint, float ice, float fine, float mid, ref Vector3 slope, ref Vector3 colour, ref float open)
    {
        // cracks lie along the contours of steep ice; runnels of meltwater across them
        var downhill = steep > 0.01f ? Vector2.Normalize(new Vector2(normal.X, normal.Y)) : Vector2.UnitX;
        var along = (place.X * downhill.Y) - (place.Y * downhill.X);
        var down = (place.X * downhill.X) + (place.Y * downhill.Y);
        var crack = MathF.Abs(_ripple.At(new Vector3(0.035f * along, 0.16f * down, 7.7f) + (0.6f * new Vector3(mid, fine, 0)), 0.14f * footprint));
        var cut = Atmosphere.Smooth(0.05f, 0.0f, crack) * Atmosphere.Smooth(0.16f, 0.40f, steep + (0.3f * mid)) * Atmosphere.Smooth(2.5f, 0.4f, footprint);
        colour = Vector3.Lerp(colour, new Vector3(0.10f, 0.20f, 0.27f), 0.8f * ice * cut);
        open -= 0.4f * ice * cut;
        var runnel = _ripple.At(new Vector3(1.1f * along, 0.09f * down, 1.3f), footprint, out var wave);
        var side = new Vector3(downhill.Y, -downhill.X, 0);
        slope += 0.22f * ice * 1.1f * wave.X * side;
        // dirt gathers in the hollows, in specks
        var dirt = Atmosphere.Smooth(0.10f, 0.42f, -runnel + (0.6f * fine)) * Atmosphere.Smooth(1.2f, 0.1f, footprint);
        colour *= 1 - (0.38f * ice * dirt);
    }

    // half-buried angular blocks of four sizes, each drawn only where a sample resolves it
    private void Stones(Vector3 place, float footprint, float rock, ref Vector3 slope, ref Vector3 colour, ref float open)
    {
        var size = 1.5f;
        for (var k = 0; k < 4; k++, size *= 0.44f)
        {
            var seen = rock * Atmosphere.Smooth(0.40f * size, 0.12f * size, footprint);
            if (seen <= 0.01f)
            {
                continue;
            }

            var stone = Stone(place.X / size, place.Y / size, _seed + (31 * k), 0.22f + (0.15f * k));
            slope += seen * stone.Covered * 0.55f * new Vector3(stone.East, stone.North, 0);
            colour *= 1 + (seen * stone.Covered * ((0.75f * stone.Tone) + 0.12f));
            open -= seen * 0.28f * stone.Foot;
        }
    }

    // the highest of the blocks around: how much of it there is here, its slope, its own tone −0.5 … 0.5, and the dark line at its foot
    private static (float Covered, float East, float North, float Tone, float Foot) Stone(float x, float y, int seed, float share)
    {
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (best, east, north, tone, foot) = (0f, 0f, 0f, 0f, 0f);
        for (var k = 0; k < 9; k++)
        {
            var (c, r) = (column + (k % 3) - 1, row + (k / 3) - 1);
            var hash = Hash(c, r, seed);
            if ((hash & 1023) / 1023f > share)
            {
                continue;
            }

            var dx = x - c - (((hash >> 10) & 255) / 255f);
            var dy = y - r - (((hash >> 18) & 255) / 255f);
            var next = Hash(c, r, seed + 7);
            var radius = 0.14f + (0.30f * (next & 255) / 255f);
            if ((dx * dx) + (dy * dy) > 4 * radius * radius)
            {
                continue;
            }

            // five sides around a tilted top, none alike
            var (outside, sideEast, sideNorth) = (float.NegativeInfinity, 0f, 0f);
            for (var side = 0; side < 5; side++)
            {
                var turn = Hash(side, (int)(next >> 8), seed);
                var (sine, cosine) = MathF.SinCos((side + (0.8f * (turn & 255) / 255f)) * (2 * MathF.PI / 5));
                var reach = radius * (0.62f + (0.5f * ((turn >> 8) & 255) / 255f));
                var q = ((cosine * dx) + (sine * dy)) / reach;
                if (q > outside)
                {
                    (outside, sideEast, sideNorth) = (q, cosine / reach, sine / reach);
                }
            }

            if (outside >= 1)
            {
                foot = MathF.Max(foot, Atmosphere.Smooth(1.5f, 1, outside));
                continue;
            }

            var height = radius * MathF.Min(1 - outside, 0.42f);
            if (height > best)
            {
                best = height;
                var top = Atmosphere.Smooth(0.38f, 0.46f, 1 - outside);
                var (leanEast, leanNorth) = ((((next >> 8) & 255) / 255f) - 0.5f, (((next >> 16) & 255) / 255f) - 0.5f);
                (east, north) = (((1 - top) * -1.6f * radius * sideEast) + (top * leanEast), ((1 - top) * -1.6f * radius * sideNorth) + (top * leanNorth));
                tone = ((next >> 24) / 255f) - 0.5f;
            }
        }

        var covered = Atmosphere.Smooth(0, 0.03f, best);
        return (covered, east, north, tone, foot * (1 - covered));
    }

    private static uint Hash(int x, int y, int seed)
    {
        var h = unchecked(((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ ((uint)seed * 0xC2B2AE3Du));
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6Du);
        h = unchecked((h ^ (h >> 12)) * 0x297A2D39u);
        return h ^ (h >> 15);
    }
}
