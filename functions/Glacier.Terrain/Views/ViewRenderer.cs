using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Looks at a DEM through a camera: exact intersections of rays with its bilinear surface.</summary>
public static class ViewRenderer
{
    /// <summary>Computes depth, position, normal, ice and skyline of what the camera sees.</summary>
    /// <param name="dem">Elevations in metres; NaN cells are holes that rays pass through.</param>
    /// <param name="camera">The camera; its eye must stand above the ground and within the DEM's extent or outside it at any height.</param>
    /// <param name="ice">Ice mask on the DEM's grid, row-major; null for none.</param>
    /// <param name="options">Sampling; null for the defaults.</param>
    /// <exception cref="ArgumentException">The camera is not valid, its eye is below the ground, or the mask has another size.</exception>
    public static View Render(Raster dem, Camera camera, bool[]? ice = null, ViewOptions? options = null)
        => throw new InvalidOperationException("in preparation");
}
