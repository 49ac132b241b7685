using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>The horizon around a point.</summary>
public static class Skyline
{
    /// <summary>Largest elevation angle of the terrain per azimuth, with Earth curvature and refraction.</summary>
    /// <param name="dem">Elevations in metres; NaN cells are holes.</param>
    /// <param name="x">Map x of the eye, metres.</param>
    /// <param name="y">Map y of the eye, metres.</param>
    /// <param name="z">Elevation of the eye, metres.</param>
    /// <param name="azimuths">Number of azimuths, evenly spread clockwise from north (the first).</param>
    /// <param name="refraction">Coefficient of terrestrial refraction; null for a flat Earth.</param>
    /// <param name="nearestMetres">Terrain nearer than this is left out.</param>
    /// <returns>Elevation angles in degrees; NaN where the azimuth meets no terrain.</returns>
    public static double[] Angles(Raster dem, double x, double y, double z, int azimuths, double? refraction = Camera.StandardRefraction, double nearestMetres = 1)
        => throw new InvalidOperationException("in preparation");
}
