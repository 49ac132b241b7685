using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Scenery3d;

/// <summary>The ground that a world is made on: surface, ice and light of one year, with what the networks are told of every place.</summary>
/// <remarks>
/// The networks' ground plane is the square around the DEM: u to the east and v to the south, −1 … 1. Slopes are central differences at the DEM's pixels, interpolated between them:
/// the bilinear surface that rays meet has a crease along every line of pixels, which light would show.
/// </remarks>
public sealed class TerrainWorld
{
    private const int Samples = 3;
    private const double ContourInterval = 250;
    private const double SnowScale = 300;
    private const int HollowReach = 2;
    private const double HeightScale = 1000;

    // how far the sun's ray starts above the ground, in pixels of the DEM: its own facet casts no shadow
    private const double ShadowStart = 0.05;

    private readonly RayCaster _caster;
    private readonly float[] _iceFraction;
    private readonly Raster? _pattern;
    private readonly float[] _slopeX;
    private readonly float[] _slopeY;
    private readonly (double X, double Y, double Z) _sun;

    /// <summary>Takes a year of a glacier.</summary>
    /// <param name="dem">Surface, metres; NaN where unknown.</param>
    /// <param name="ice">Ice mask on its grid; null for none.</param>
    /// <param name="light">Light and snow line.</param>
    /// <param name="iceFraction">Fraction of ice per pixel, for a margin that is passing between two years; null: the mask's 0 and 1.</param>
    /// <param name="pattern">Elevations that the noise of the ground hangs on, so that it stays where it is while the surface sinks; null: the surface itself.</param>
    /// <exception cref="ArgumentException">A mask has another size than the DEM.</exception>
    public TerrainWorld(Raster dem, bool[]? ice, WorldLight light, float[]? iceFraction = null, float[]? pattern = null)
    {
        foreach (var (name, length) in new[] { (nameof(ice), ice?.Length), (nameof(iceFraction), iceFraction?.Length), (nameof(pattern), pattern?.Length) })
        {
            if (length is { } pixels && pixels != dem.Values.Length)
            {
                throw new ArgumentException($"{pixels} pixels; expected {dem.Width} × {dem.Height} as in the DEM", name);
            }
        }

        (Dem, Ice, Light) = (dem, ice ?? new bool[dem.Values.Length], light);
        (_iceFraction, _pattern) = (iceFraction ?? Array.ConvertAll(Ice, frozen => frozen ? 1f : 0f), pattern is null ? null : dem.With(pattern));
        _caster = new RayCaster(dem);
        (_slopeX, _slopeY) = Slopes(dem);
        var (sinA, cosA) = Math.SinCos(light.SunAzimuthDegrees * Math.PI / 180);
        var (sinE, cosE) = Math.SinCos(light.SunElevationDegrees * Math.PI / 180);
        _sun = (sinA * cosE, cosA * cosE, sinE);
        Side = Math.Max(dem.Width * dem.Transform.PixelWidth, dem.Height * dem.Transform.PixelHeight);
        (CentreX, CentreY) = dem.Transform.ToMap(dem.Width / 2.0, dem.Height / 2.0);
    }

    /// <summary>Names of the maps of <see cref="LayoutMaps"/>, in order.</summary>
    public static IReadOnlyList<string> LayoutNames { get; } = ["known", "elevation", "east", "north", "up", "light", "ice", "contour", "concavity"];

    /// <summary>The surface.</summary>
    public Raster Dem { get; }

    /// <summary>The ice on it.</summary>
    public bool[] Ice { get; }

    /// <summary>Light and snow line.</summary>
    public WorldLight Light { get; }

    /// <summary>Side of the ground plane's square, metres.</summary>
    public double Side { get; }

    /// <summary>Map x of its middle.</summary>
    public double CentreX { get; }

    /// <summary>Map y of its middle.</summary>
    public double CentreY { get; }

    /// <summary>Direction to the sun, unit length.</summary>
    public (double X, double Y, double Z) Sun => _sun;

    internal RayCaster Caster => _caster;

    /// <summary>Place on the ground plane of a map position.</summary>
    public (float U, float V) Place(double x, double y) => ((float)(2 * (x - CentreX) / Side), (float)(2 * (CentreY - y) / Side));

    /// <summary>What the layout generator is told, per cell of the ground plane.</summary>
    /// <param name="size">Cells along each side.</param>
    /// <returns>
    /// [<see cref="LayoutNames"/>, size, size], about −1 … 1, row 0 in the north; 0 beyond the DEM. known: 1 where the DEM has values; elevation: above the snow line, km;
    /// east, north, up: the upward normal; light: the sun's, shadows included; contour: a wave of elevation of 250 m; concavity: how much the surroundings rise above the cell.
    /// </returns>
    public float[] LayoutMaps(int size)
    {
        var area = size * size;
        var (maps, elevation) = (new float[LayoutNames.Count * area], new float[area]);
        var cell = Side / size;
        Parallel.For(0, size, row =>
        {
            for (var column = 0; column < size; column++)
            {
                var i = (row * size) + column;
                elevation[i] = float.NaN;
                var (z, sx, sy, ice, known) = (0.0, 0.0, 0.0, 0.0, 0);
                for (var k = 0; k < Samples * Samples; k++)
                {
                    var x = CentreX - (Side / 2) + ((column + (((k % Samples) + 0.5) / Samples)) * cell);
                    var y = CentreY + (Side / 2) - ((row + (((k / Samples) + 0.5) / Samples)) * cell);
                    var height = Dem.Sample(x, y);
                    if (float.IsNaN(height))
                    {
                        continue;
                    }

                    var (slopeX, slopeY) = SlopeAt(x, y);
                    (z, sx, sy, known) = (z + height, sx + slopeX, sy + slopeY, known + 1);
                    ice += IceAt(x, y);
                }

                if (known == 0)
                {
                    continue;
                }

                (z, sx, sy, ice) = (z / known, sx / known, sy / known, ice / known);
                elevation[i] = (float)z;
                var up = 1 / Math.Sqrt(1 + (sx * sx) + (sy * sy));
                var (centreX, centreY) = (CentreX - (Side / 2) + ((column + 0.5) * cell), CentreY + (Side / 2) - ((row + 0.5) * cell));
                Put(0, known / (double)(Samples * Samples));
                Put(1, Math.Clamp((z - Light.SnowLine) / HeightScale, -2, 2));
                Put(2, -sx * up);
                Put(3, -sy * up);
                Put(4, up);
                Put(5, LightAt(centreX, centreY, sx, sy));
                Put(6, ice);
                Put(7, Math.Cos(2 * Math.PI * z / ContourInterval));

                void Put(int map, double value) => maps[(map * area) + i] = (float)value;
            }
        });

        Concavity(elevation, size, cell, maps.AsSpan(8 * area, area));
        return maps;
    }

    /// <summary>Light of the sun on ground of a slope, 0 in shadow, 1 on level ground; nothing where the DEM knows nothing.</summary>
    internal double LightAt(double x, double y, double slopeX, double slopeY)
    {
        var (z, _, _) = _caster.Ground(x, y);
        var facing = ((-slopeX * _sun.X) - (slopeY * _sun.Y) + _sun.Z) / Math.Sqrt(1 + (slopeX * slopeX) + (slopeY * slopeY));
        if (double.IsNaN(z) || facing <= 0)
        {
            return 0;
        }

        var start = _caster.From(x, y, z + (ShadowStart * Dem.Transform.PixelWidth), null);
        return double.IsNaN(_caster.Distance(start, _sun.X, _sun.Y, _sun.Z, ShadowStart * Dem.Transform.PixelWidth)) ? facing / Math.Max(_sun.Z, 0.1) : 0;
    }

    /// <summary>Rise per metre to the east and to the north.</summary>
    internal (double X, double Y) SlopeAt(double x, double y)
    {
        var (column, row) = Dem.Transform.ToPixel(x, y);
        var (u, v) = (Math.Clamp(column - 0.5, 0, Dem.Width - 1), Math.Clamp(row - 0.5, 0, Dem.Height - 1));
        var (c, r) = (Math.Min((int)u, Math.Max(Dem.Width - 2, 0)), Math.Min((int)v, Math.Max(Dem.Height - 2, 0)));
        var (a, b) = (u - c, v - r);
        var (right, below) = (Dem.Width > 1 ? 1 : 0, Dem.Height > 1 ? Dem.Width : 0);
        var i = (r * Dem.Width) + c;
        return (Of(_slopeX), Of(_slopeY));

        double Of(float[] map) => ((1 - b) * (((1 - a) * map[i]) + (a * map[i + right]))) + (b * (((1 - a) * map[i + below]) + (a * map[i + below + right])));
    }

    /// <summary>Metres above the snow line in units of 300 m, held to −1 … 1.</summary>
    internal float Snow(double elevation) => (float)Math.Clamp((elevation - Light.SnowLine) / SnowScale, -1, 1);

    /// <summary>Elevation above the snow line, km, held to −2 … 2.</summary>
    internal float Height(double elevation) => (float)Math.Clamp((elevation - Light.SnowLine) / HeightScale, -2, 2);

    /// <summary>Share of what a camera sees that is ice.</summary>
    internal float[] IceCoverOf(View view) => IceCover.OfFraction(view, Dem.Grid, _iceFraction);

    /// <summary>Elevation that the noise of the ground hangs on, where a ray meets the surface at z.</summary>
    internal double PatternAt(double x, double y, double z) => _pattern is not null && _pattern.Sample(x, y) is var height && !float.IsNaN(height) ? height : z;

    /// <summary>How much the ground two pixels of the DEM away rises above a place, in slopes, −1 … 1; 0 beside voids.</summary>
    internal float HollowAt(double x, double y)
    {
        var reach = HollowReach * Dem.Transform.PixelWidth;
        var rise = ((Dem.Sample(x - reach, y) + Dem.Sample(x + reach, y) + Dem.Sample(x, y - reach) + Dem.Sample(x, y + reach)) / 4) - Dem.Sample(x, y);
        return float.IsNaN(rise) ? 0 : (float)Math.Clamp(2 * rise / reach, -1, 1);
    }

    private float IceAt(double x, double y)
    {
        var (column, row) = Dem.Transform.ToPixel(x, y);
        return _iceFraction[(Math.Clamp((int)row, 0, Dem.Height - 1) * Dem.Width) + Math.Clamp((int)column, 0, Dem.Width - 1)];
    }

    private static void Concavity(float[] elevation, int size, double cell, Span<float> map)
    {
        for (var i = 0; i < map.Length; i++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var (dx, dy) in (ReadOnlySpan<(int, int)>)[(-HollowReach, 0), (HollowReach, 0), (0, -HollowReach), (0, HollowReach)])
            {
                var (x, y) = ((i % size) + dx, (i / size) + dy);
                if (x >= 0 && y >= 0 && x < size && y < size && !float.IsNaN(elevation[(y * size) + x]))
                {
                    (sum, count) = (sum + elevation[(y * size) + x], count + 1);
                }
            }

            map[i] = float.IsNaN(elevation[i]) || count == 0 ? 0 : (float)Math.Clamp(((sum / count) - elevation[i]) / (HollowReach * cell) * 2, -1, 1);
        }
    }

    // beside a void the difference to the pixel itself; at a void none
    private static (float[] X, float[] Y) Slopes(Raster dem)
    {
        var (slopeX, slopeY) = (new float[dem.Values.Length], new float[dem.Values.Length]);
        Parallel.For(0, dem.Height, row =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var i = (row * dem.Width) + column;
                slopeX[i] = Difference(i, column > 0 ? i - 1 : i, column < dem.Width - 1 ? i + 1 : i, dem.Transform.PixelWidth);
                slopeY[i] = Difference(i, row < dem.Height - 1 ? i + dem.Width : i, row > 0 ? i - dem.Width : i, dem.Transform.PixelHeight);
            }
        });
        return (slopeX, slopeY);

        float Difference(int here, int low, int high, double pixel)
        {
            var values = dem.Values;
            var (from, to) = (float.IsNaN(values[low]) ? here : low, float.IsNaN(values[high]) ? here : high);
            return from == to || float.IsNaN(values[here]) ? 0 : (float)((values[to] - values[from]) / (pixel * (from == here || to == here ? 1 : 2)));
        }
    }
}
