using Glacier.Terrain;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>An outline as the mask of a DEM's pixels.</summary>
internal static class IceArgument
{
    /// <summary>The pixels inside an outline.</summary>
    /// <param name="file">Name of the outline's file, for the error.</param>
    /// <param name="outline">The outline in the grid's system.</param>
    /// <param name="grid">The DEM's grid.</param>
    /// <exception cref="InvalidInputException">Rule <c>another-place</c>: no pixel of the grid lies inside.</exception>
    public static bool[] Mask(string file, Outline outline, Grid grid)
    {
        var mask = OutlineMask.Rasterize(outline, grid);
        return mask.Contains(true) ? mask : throw new InvalidInputException(
            Path.GetFileName(file), "another-place", "no ice on the ground of the DEM", $"an outline within {GridExtent.Describe(grid)} ({grid.Crs.Name})",
            "Check the outline's reference system, or take the outline of this glacier.");
    }

    /// <summary>The pixels inside the outline of a file.</summary>
    /// <exception cref="InvalidInputException">The file breaks a rule on outlines, or lies elsewhere.</exception>
    public static bool[] Mask(string file, Grid grid) => Mask(file, OutlineFile.Read(file, grid.Crs, grid), grid);
}
