using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>A DEM on the grid of another.</summary>
internal static class DemArgument
{
    /// <summary>Reads the part of a DEM on a grid, by cubic convolution so that it can be co-registered.</summary>
    /// <exception cref="InvalidInputException">The file breaks a rule, or <c>another-place</c>: it has nothing on the grid.</exception>
    public static Raster ReadOnto(string path, Grid grid, DemReadOptions options)
    {
        var dem = DemReader.ReadOnto(path, grid, options, cubic: true);
        return dem.Values.Any(float.IsFinite) ? dem : throw new InvalidInputException(
            Path.GetFileName(path), "another-place", "no elevation on the ground of the reference", $"a DEM of {GridExtent.Describe(grid)} ({grid.Crs.Name})",
            "Check the file's reference system and corner coordinates, or take a DEM of this place.");
    }
}
