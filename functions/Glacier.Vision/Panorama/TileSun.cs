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

    /// <summary>Tries 24 bearings and three heights.</summary>
    /// <param name="tile">The picture.</param>
    /// <param name="ground">The relief.</param>
    /// <returns>The best; null where the relief shades nothing or the picture does not show it.</returns>
    public static TileSun? Find(TilePicture tile, RayCaster ground)
    {
        var points = new List<(Vector3 Normal, float Brightness)>();
        for (var k = 0; k < Across * Across; k++)
        {
            var (column, row) = ((k % Across + 0.5) * tile.Grid.Width / Across, (k / Across + 0.5) * tile.Grid.Height / Across);
            var (x, y) = tile.Grid.Transform.ToMap(column, row);
            var colour = tile.Colours[((int)row * tile.Grid.Width) + (int)column];
            var (z, east, north) = ground.Ground(x, y);
            if (double.IsFinite(z) && !float.IsNaN(colour.X))
            {
                points.Add((Vector3.Normalize(new Vector3(-(float)east, -(float)north, 1)), MathF.Log(0.05f + ((colour.X + colour.Y + colour.Z) / 3))));
            }
        }

        TileSun? best = null;
        for (var azimuth = 0; azimuth < 360 && points.Count > 50; azimuth += 15)
        {
            foreach (var elevation in (ReadOnlySpan<int>)[30, 45, 60])
            {
                var sun = Direction(azimuth, elevation);
                var correlation = Correlate(points, sun);
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

    private static double Correlate(List<(Vector3 Normal, float Brightness)> points, Vector3 sun)
    {
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        foreach (var (normal, brightness) in points)
        {
            double shade = MathF.Max(Vector3.Dot(normal, sun), 0);
            (a, b, aa, bb, ab) = (a + shade, b + brightness, aa + (shade * shade), bb + (brightness * brightness), ab + (shade * brightness));
        }

        var n = points.Count;
        var spread = ((n * aa) - (a * a)) * ((n * bb) - (b * b));
        return spread > 1e-9 ? ((n * ab) - (a * b)) / Math.Sqrt(spread) : 0;
    }
}
