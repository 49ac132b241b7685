using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>What colour the ground is: the tile with its own light taken out; beyond the tile, what the tile shows at the same height and slope.</summary>
internal sealed class TileAlbedo
{
    private const int HeightBins = 24;
    private const int SlopeBins = 5;

    private readonly TilePicture _tile;
    private readonly List<(Vector3[] Colours, int Width, int Height)> _levels = [];
    private readonly Palette[] _palette;
    private readonly float _lowest;
    private readonly float _highest;

    public TileAlbedo(TilePicture tile, RayCaster ground)
    {
        _tile = tile;
        Sun = TileSun.Find(tile, ground);
        var (width, height) = (tile.Grid.Width, tile.Grid.Height);
        var colours = Unlit(tile, ground, Sun);
        FillUnknown(colours, width, height);
        Balance(colours);
        _levels.Add((colours, width, height));
        while (Math.Min(width, height) >= 8)
        {
            (colours, width, height) = Halve(colours, width, height);
            _levels.Add((colours, width, height));
        }

        (_palette, _lowest, _highest) = PaletteOf(tile, _levels[0].Colours, ground);
    }

    /// <summary>The sun that the tile was lit by, where it can be told.</summary>
    public TileSun? Sun { get; }

    /// <summary>Linear albedo at a place.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    /// <param name="z">Elevation, metres.</param>
    /// <param name="slope">Tangent of the ground's slope.</param>
    /// <param name="footprint">Metres of ground that a sample sees.</param>
    /// <param name="broad">Noise of some hundred metres, −1 … 1: breaks up what the palette knows only as a share.</param>
    public Vector3 At(double x, double y, float z, float slope, float footprint, float broad)
    {
        var t = _tile.Grid.Transform;
        var (column, row) = t.ToPixel(x, y);
        var margin = Math.Min(Math.Min(column, _tile.Grid.Width - column) / _tile.Grid.Width, Math.Min(row, _tile.Grid.Height - row) / _tile.Grid.Height);
        var inside = Atmosphere.Smooth(0, 0.05f, (float)margin + (0.02f * broad));
        if (inside <= 0 || margin <= 0)
        {
            return Beyond(z, slope, broad);
        }

        var level = Math.Clamp(MathF.Log2(MathF.Max(footprint / (float)t.PixelWidth, 1e-3f)) + 0.5f, 0, _levels.Count - 1);
        var low = (int)level;
        var colour = Bicubic(low, column, row);
        if (level > low && low + 1 < _levels.Count)
        {
            colour = Vector3.Lerp(colour, Bicubic(low + 1, column, row), level - low);
        }

        return inside >= 1 ? colour : Vector3.Lerp(Beyond(z, slope, broad), colour, inside);
    }

    /// <summary>Parts of snow and bare ice that a colour speaks for.</summary>
    public static (float Snow, float Ice) Cover(Vector3 albedo)
    {
        var brightness = (albedo.X + albedo.Y + albedo.Z) / 3;
        var blue = (albedo.Z - albedo.X) / MathF.Max(brightness, 0.02f);
        var snow = Atmosphere.Smooth(0.40f, 0.58f, brightness + (0.1f * blue));
        return (snow, (1 - snow) * Atmosphere.Smooth(0.20f, 0.33f, brightness) * Atmosphere.Smooth(-0.12f, 0.04f, blue));
    }

    private Vector3 Beyond(float z, float slope, float broad)
    {
        var height = Math.Clamp((z - _lowest) / Math.Max(_highest - _lowest, 1) * HeightBins, 0, HeightBins - 0.001f);
        var steep = Math.Clamp(slope / 0.3f, 0, SlopeBins - 0.001f);
        var (h, s) = ((int)height, (int)steep);
        var here = Palette.Mix(
            Palette.Mix(_palette[(h * SlopeBins) + s], _palette[(Math.Min(h + 1, HeightBins - 1) * SlopeBins) + s], height - h),
            Palette.Mix(_palette[(h * SlopeBins) + Math.Min(s + 1, SlopeBins - 1)], _palette[(Math.Min(h + 1, HeightBins - 1) * SlopeBins) + Math.Min(s + 1, SlopeBins - 1)], height - h),
            steep - s);
        // above what the tile shows there is more snow, below less
        var share = Math.Clamp(here.Share + (0.0012f * (Math.Max(z - _highest, 0) - Math.Max(_lowest - z, 0))), 0, 1);
        var chance = 0.5f + (0.9f * broad);
        var snowy = Atmosphere.Smooth(-0.14f, 0.14f, share - Math.Clamp(chance, 0.03f, 0.97f));
        return Vector3.Lerp(here.Bare, here.Bright, snowy);
    }

    private Vector3 Bicubic(int level, double column, double row)
    {
        var (colours, width, height) = _levels[level];
        var u = Math.Clamp((float)(column / _tile.Grid.Width * width) - 0.5f, 0, width - 1);
        var v = Math.Clamp((float)(row / _tile.Grid.Height * height) - 0.5f, 0, height - 1);
        var (c, r) = ((int)u, (int)v);
        var (a, b) = (Weights(u - c), Weights(v - r));
        var sum = Vector3.Zero;
        for (var k = 0; k < 4; k++)
        {
            var line = Math.Clamp(r + k - 1, 0, height - 1) * width;
            sum += b[k] * ((a.X * colours[line + Math.Max(c - 1, 0)]) + (a.Y * colours[line + c]) + (a.Z * colours[line + Math.Min(c + 1, width - 1)]) + (a.W * colours[line + Math.Min(c + 2, width - 1)]));
        }

        return sum;
    }

    // cubic B-spline: no overshoot, no corners of pixels
    private static Vector4 Weights(float t)
    {
        var s = 1 - t;
        return new Vector4(s * s * s, 4 - (6 * t * t) + (3 * t * t * t), 4 - (6 * s * s) + (3 * s * s * s), t * t * t) / 6;
    }

    // reflectance is radiance over that of level ground; what the relief adds or takes is divided out, most of it
    private static Vector3[] Unlit(TilePicture tile, RayCaster ground, TileSun? sun)
    {
        var colours = (Vector3[])tile.Colours.Clone();
        if (sun is null)
        {
            return colours;
        }

        const float Sky = 0.22f;
        var light = TileSun.Direction(sun.AzimuthDegrees, sun.ElevationDegrees);
        var strength = (float)Math.Clamp((sun.Correlation - TileSun.LeastCorrelation) * 4, 0, 0.9);
        var (width, pixel) = (tile.Grid.Width, tile.Grid.Transform.PixelWidth);
        Parallel.For(0, tile.Grid.Height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = tile.Grid.Transform.ToMap(column + 0.5, row + 0.5);
                var (z, east, north) = ground.Ground(x, y);
                if (!double.IsFinite(z))
                {
                    continue;
                }

                var normal = Vector3.Normalize(new Vector3(-(float)east, -(float)north, 1));
                var shadow = double.IsNaN(ground.Distance(ground.From(x, y, z + (0.1 * pixel), null), light.X, light.Y, light.Z, pixel)) ? 1 : 0;
                var shade = (Sky + (shadow * MathF.Max(Vector3.Dot(normal, light), 0) / light.Z)) / (Sky + 1);
                colours[(row * width) + column] /= 1 + (strength * (Math.Clamp(shade, 0.30f, 1.6f) - 1));
            }
        });
        return colours;
    }

    private static void FillUnknown(Vector3[] colours, int width, int height)
    {
        var known = colours.Where(colour => !float.IsNaN(colour.X)).ToArray();
        var mean = known.Aggregate(Vector3.Zero, (sum, colour) => sum + colour) / Math.Max(known.Length, 1);
        for (var i = 0; i < width * height; i++)
        {
            colours[i] = float.IsNaN(colours[i].X) ? mean : Vector3.Clamp(colours[i], new Vector3(0.01f), new Vector3(0.93f));
        }
    }

    // air makes a satellite's snow bluish: the brightest ground, where it is bright enough to be snow, is taken for neutral
    private static void Balance(Vector3[] colours)
    {
        var brightest = colours.OrderByDescending(colour => colour.X + colour.Y + colour.Z).Take(Math.Max(1, colours.Length / 50)).ToArray();
        var mean = brightest.Aggregate(Vector3.Zero, (sum, colour) => sum + colour) / brightest.Length;
        var grey = (mean.X + mean.Y + mean.Z) / 3;
        if (grey < 0.35f)
        {
            return;
        }

        var factor = Vector3.Lerp(Vector3.One, new Vector3(0.975f, 1, 1.015f) * grey / Vector3.Max(mean, new Vector3(0.05f)), 0.8f);
        for (var i = 0; i < colours.Length; i++)
        {
            var colour = colours[i] * factor;
            // what the path through the air and a pixel's mixture add of yellow and blue goes with the eye's distance
            colours[i] = Vector3.Min(Vector3.Lerp(new Vector3((colour.X + colour.Y + colour.Z) / 3), colour, 0.86f), new Vector3(0.93f));
        }
    }

    private static (Vector3[] Colours, int Width, int Height) Halve(Vector3[] colours, int width, int height)
    {
        var (across, down) = (width / 2, height / 2);
        var half = new Vector3[across * down];
        for (var i = 0; i < half.Length; i++)
        {
            var from = (2 * (i / across) * width) + (2 * (i % across));
            half[i] = (colours[from] + colours[from + 1] + colours[from + width] + colours[from + width + 1]) / 4;
        }

        return (half, across, down);
    }

    private static (Palette[] Palette, float Lowest, float Highest) PaletteOf(TilePicture tile, Vector3[] colours, RayCaster ground)
    {
        var samples = new List<(float Z, float Slope, Vector3 Colour, float Bright)>();
        for (var i = 0; i < colours.Length; i += Math.Max(1, colours.Length / 40_000))
        {
            var (x, y) = tile.Grid.Transform.ToMap((i % tile.Grid.Width) + 0.5, (i / tile.Grid.Width) + 0.5);
            var (z, east, north) = ground.Ground(x, y);
            if (double.IsFinite(z))
            {
                var (snow, ice) = Cover(colours[i]);
                samples.Add(((float)z, (float)Math.Sqrt((east * east) + (north * north)), colours[i], snow + ice));
            }
        }

        var (lowest, highest) = samples.Count == 0 ? (0, 1) : (samples.Min(sample => sample.Z), samples.Max(sample => sample.Z));
        var whole = Palette.Of(samples, new(new Vector3(0.7f), new Vector3(0.2f), 0.5f, 0), 0);
        var bins = samples.ToLookup(sample =>
            (Math.Clamp((int)((sample.Z - lowest) / Math.Max(highest - lowest, 1) * HeightBins), 0, HeightBins - 1) * SlopeBins) + Math.Clamp((int)(sample.Slope / 0.3f), 0, SlopeBins - 1));
        var palette = new Palette[HeightBins * SlopeBins];
        for (var k = 0; k < palette.Length; k++)
        {
            // a bin of few pixels leans on its height, and that on the whole tile
            var height = k / SlopeBins;
            var line = Palette.Of([.. Enumerable.Range(height * SlopeBins, SlopeBins).SelectMany(bin => bins[bin])], whole, 60);
            palette[k] = Palette.Of([.. bins[k]], line, 25);
        }

        return (palette, lowest, highest);
    }

    private sealed record Palette(Vector3 Bright, Vector3 Bare, float Share, int Count)
    {
        public static Palette Of(IReadOnlyList<(float Z, float Slope, Vector3 Colour, float Bright)> samples, Palette prior, float trust)
        {
            var (bright, bare, share, rest) = (trust * prior.Share * prior.Bright, trust * (1 - prior.Share) * prior.Bare, trust * prior.Share, trust * (1 - prior.Share));
            foreach (var (_, _, colour, frozen) in samples)
            {
                (bright, bare, share, rest) = (bright + (frozen * colour), bare + ((1 - frozen) * colour), share + frozen, rest + 1 - frozen);
            }

            return new(share > 0.01f ? bright / share : prior.Bright, rest > 0.01f ? bare / rest : prior.Bare, share + rest > 0 ? share / (share + rest) : prior.Share, samples.Count);
        }

        public static Palette Mix(Palette a, Palette b, float t) => new(Vector3.Lerp(a.Bright, b.Bright, t), Vector3.Lerp(a.Bare, b.Bare, t), a.Share + (t * (b.Share - a.Share)), 0);
    }
}
