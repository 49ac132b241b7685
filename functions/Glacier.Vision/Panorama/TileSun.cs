using System.Numerics;
using Glacier.Terrain.Views;

namespace Glacier.Vision.Panorama;

/// <summary>The sun that a satellite picture was taken under, found from the shading of its relief.</summary>
/// <param name="AzimuthDegrees">Bearing, clockwise from the map's north.</param>
/// <param name="ElevationDegrees">Height above the horizon.</param>
/// <param name="Correlation">Of the picture's brightness with the relief shaded under that sun, −1 … 1.</param>
public sealed record TileSun(double AzimuthDegrees, double ElevationDegrees, double Correlation)
{
    /// <summary>Below this the shading explains too little to be taken out again.</summary>
    public const double LeastCorrelation = 0.2;

    private const int Across = 96;
    private const int Around = 6;

    /// <summary>Tries 24 bearings and three heights; of a place on the map only those of a satellite that passes in the morning: towards the equator and the east of it.</summary>
    /// <param name="tile">The picture.</param>
    /// <param name="ground">The relief.</param>
    /// <returns>The best; null where the relief shades nothing or the picture does not show it.</returns>
    /// <remarks>Brightness and shading are compared with their means over an eighth of the tile, so that what the ground is made of counts less than how it lies.</remarks>
    public static TileSun? Find(TilePicture tile, RayCaster ground)
    {
        var normals = new Vector3[Across * Across];
        var brightness = new float[Across * Across];
        for (var k = 0; k < normals.Length; k++)
        {
            var (column, row) = ((k % Across + 0.5) * tile.Grid.Width / Across, (k / Across + 0.5) * tile.Grid.Height / Across);
            var (x, y) = tile.Grid.Transform.ToMap(column, row);
            var colour = tile.Colours[((int)row * tile.Grid.Width) + (int)column];
            var (z, east, north) = ground.Ground(x, y);
            normals[k] = Vector3.Normalize(new Vector3(-(float)east, -(float)north, 1));
            brightness[k] = double.IsFinite(z) ? MathF.Log(0.05f + ((colour.X + colour.Y + colour.Z) / 3)) : float.NaN;
        }

        var local = AwayFromSurroundings(brightness);
        var morning = Morning(tile);
        TileSun? best = null;
        for (var azimuth = 0; azimuth < 360 && local.Count(float.IsFinite) > 50; azimuth += 15)
        {
            if (!morning(azimuth))
            {
                continue;
            }

            foreach (var elevation in (ReadOnlySpan<int>)[30, 45, 60])
            {
                var sun = Direction(azimuth, elevation);
                var shade = AwayFromSurroundings([.. normals.Select((normal, k) => float.IsNaN(brightness[k]) ? float.NaN : MathF.Max(Vector3.Dot(normal, sun), 0))]);
                var correlation = Correlate(shade, local);
                best = correlation > (best?.Correlation ?? LeastCorrelation) ? new(azimuth, elevation, correlation) : best;
            }
        }

        return best;
    }

    /// <summary>Unit vector to the sun: east, north, up.</summary>
    public static Vector3 Direction(double azimuthDegrees, double elevationDegrees)
    {
        var (sine, cosine) = Math.SinCos(azimuthDegrees * Math.PI / 180);
        var (rise, level) = Math.SinCos(elevationDegrees * Math.PI / 180);
        return new((float)(sine * level), (float)(cosine * level), (float)rise);
    }

    private static Func<double, bool> Morning(TilePicture tile)
    {
        if (tile.Grid.Crs.Wkt.Length == 0)
        {
            return _ => true;
        }

        var (x, y) = tile.Centre;
        var latitude = tile.Grid.Crs.ToWgs84(x, y).Latitude;
        if (Math.Abs(latitude) < 25)
        {
            return _ => true;
        }

        var turned = tile.Grid.Crs.MapNorthDegrees(x, y);
        var middle = latitude > 0 ? 150 : 30;
        return azimuth => Math.Abs(Math.IEEERemainder(azimuth + turned - middle, 360)) <= 50;
    }

    private static float[] AwayFromSurroundings(float[] values)
    {
        var away = new float[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            var (sum, count) = (0f, 0);
            for (var row = Math.Max(0, (k / Across) - Around); row <= Math.Min(Across - 1, (k / Across) + Around); row++)
            {
                for (var column = Math.Max(0, (k % Across) - Around); column <= Math.Min(Across - 1, (k % Across) + Around); column++)
                {
                    var value = values[(row * Across) + column];
                    (sum, count) = float.IsNaN(value) ? (sum, count) : (sum + value, count + 1);
                }
            }

            away[k] = count > 0 ? values[k] - (sum / count) : float.NaN;
        }

        return away;
    }

    private static double Correlate(float[] shades, float[] brightness)
    {
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0, n = 0;
        for (var k = 0; k < shades.Length; k++)
        {
            double shade = shades[k], bright = brightness[k];
            if (!double.IsNaN(shade + bright))
            {
                (a, b, aa, bb, ab, n) = (a + shade, b + bright, aa + (shade * shade), bb + (bright * bright), ab + (shade * bright), n + 1);
            }
        }

        var spread = ((n * aa) - (a * a)) * ((n * bb) - (b * b));
        return spread > 1e-9 ? ((n * ab) - (a * b)) / Math.Sqrt(spread) : 0;
    }
}
