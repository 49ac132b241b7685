using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Chooses one camera for all years of a glacier: below the terminus, above ground, looking up the ice.</summary>
public static class ViewChooser
{
    /// <summary>Chooses the camera.</summary>
    /// <param name="dems">DEMs of the years on one grid, at least one, oldest first.</param>
    /// <param name="ice">Ice mask per DEM; all false or an empty list where there is no ice: an overview of the relief is chosen.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="fieldOfViewDegrees">Horizontal field of view.</param>
    /// <exception cref="ArgumentException">No DEM, DEMs of different grids, or a mask of another size.</exception>
    public static Camera Choose(IReadOnlyList<Raster> dems, IReadOnlyList<bool[]> ice, int width, int height, double fieldOfViewDegrees = 50)
        => throw new InvalidOperationException("in preparation");
}
