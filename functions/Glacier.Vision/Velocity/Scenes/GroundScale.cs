using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Scenes;

/// <summary>True metres on the ground per metre of the map, east and north.</summary>
/// <param name="East">Along map x.</param>
/// <param name="North">Along map y.</param>
/// <remarks>Projections stretch: by 0.04 % at most within a UTM zone, by some percent in polar stereographic maps, by 1 / cos(latitude) in web Mercator.</remarks>
public readonly record struct GroundScale(double East, double North)
{
    /// <summary>Scale in the middle of a grid; 1 where the reference system is unknown.</summary>
    public static GroundScale Of(Grid grid)
    {
        const double Step = 500;
        if (grid.Crs.Wkt.Length == 0)
        {
            return new(1, 1);
        }

        var (x, y) = grid.Transform.ToMap(grid.Width / 2.0, grid.Height / 2.0);
        double[] xs = [x - Step, x + Step, x, x], ys = [y, y, y - Step, y + Step];
        grid.Crs.Convert(ReferenceSystem.Wgs84, xs, ys);
        return new(Metres(xs[0], ys[0], xs[1], ys[1]) / (2 * Step), Metres(xs[2], ys[2], xs[3], ys[3]) / (2 * Step));
    }

    // on the WGS 84 ellipsoid by its radii of curvature, exact enough over a kilometre
    private static double Metres(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        const double Axis = 6_378_137, Eccentricity2 = 0.00669437999014;
        var latitude = 0.5 * (latitude1 + latitude2) * Math.PI / 180;
        var w = 1 - (Eccentricity2 * Math.Sin(latitude) * Math.Sin(latitude));
        var north = (latitude2 - latitude1) * Math.PI / 180 * Axis * (1 - Eccentricity2) / Math.Pow(w, 1.5);
        var turn = longitude2 - longitude1;
        turn -= 360 * Math.Round(turn / 360);
        var east = turn * Math.PI / 180 * Axis / Math.Sqrt(w) * Math.Cos(latitude);
        return Math.Sqrt((east * east) + (north * north));
    }
}
