using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Where rays start over a DEM, and how light bends there.</summary>
public readonly record struct RaySource
{
    internal RaySource(RayFan fan) => Fan = fan;

    internal RayFan Fan { get; }
}

/// <summary>Exact crossings of single rays with the bilinear surface of a DEM, for cameras of any projection; the same surface as <see cref="ViewRenderer"/> looks at.</summary>
public sealed class RayCaster
{
    private readonly Surface _surface;

    /// <summary>Prepares a DEM; NaN cells are holes that rays pass through.</summary>
    public RayCaster(Raster dem) => _surface = new Surface(dem);

    /// <summary>The DEM.</summary>
    public Raster Dem => _surface.Dem;

    /// <summary>Rays from a point.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    /// <param name="z">Elevation, metres.</param>
    /// <param name="refraction">Coefficient of terrestrial refraction; null leaves the Earth flat.</param>
    public RaySource From(double x, double y, double z, double? refraction = Camera.StandardRefraction)
    {
        var t = Dem.Transform;
        return new(new RayFan(((x - t.West) / t.PixelWidth) - 0.5, ((t.North - y) / t.PixelHeight) - 0.5, z, 1 / t.PixelWidth, -1 / t.PixelHeight, Camera.DropOf(refraction)));
    }

    /// <summary>Metres to the first crossing from above.</summary>
    /// <param name="source">Where the ray starts.</param>
    /// <param name="x">East component of its direction, unit length.</param>
    /// <param name="y">North component.</param>
    /// <param name="z">Up component.</param>
    /// <param name="nearest">Surface nearer than this is not met, metres.</param>
    /// <returns>NaN where the ray meets none.</returns>
    public double Distance(in RaySource source, double x, double y, double z, double nearest = 0) => _surface.Trace(source.Fan, x, y, z, nearest);

    /// <summary>Metres that a ray stands above the surface at a distance; negative below it, NaN over holes and outside the DEM.</summary>
    public double Above(in RaySource source, double x, double y, double z, double distance)
    {
        var fan = source.Fan;
        var (u, v) = (fan.U + (distance * x * fan.CellsPerMetreX), fan.V + (distance * y * fan.CellsPerMetreY));
        return !(u >= 0 && v >= 0 && u <= Dem.Width - 1 && v <= Dem.Height - 1)
            ? double.NaN
            : fan.Z + (distance * (z + (fan.Drop * distance * ((x * x) + (y * y))))) - _surface.At(u, v).Z;
    }

    /// <summary>Elevation and gradient (per metre, east and north) of the surface at a map position; NaN over holes and outside the outermost pixel centres.</summary>
    public (double Z, double SlopeX, double SlopeY) Ground(double x, double y)
    {
        var (column, row) = Dem.Transform.ToPixel(x, y);
        var (u, v) = (column - 0.5, row - 0.5);
        return !(u >= 0 && v >= 0 && u <= Dem.Width - 1 && v <= Dem.Height - 1) ? (double.NaN, double.NaN, double.NaN) : _surface.At(u, v);
    }
}
