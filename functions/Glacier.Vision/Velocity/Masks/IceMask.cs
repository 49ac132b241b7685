using Glacier.Terrain;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Masks;

/// <summary>Which pixels are ice, from an outline or a mask picture.</summary>
public static class IceMask
{
    /// <summary>Reads ice.</summary>
    /// <param name="path">RGI, GeoPackage, GeoJSON or shapefile outlines, or a raster: 1 is ice. A picture without a place (JPEG, PNG) counts as bright = ice, pixel by pixel.</param>
    /// <param name="grid">Grid of the scenes.</param>
    /// <returns>One flag per pixel; none is true where the outline has no ice on the grid.</returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">Rules of <see cref="OutlineFile"/>; <c>mask-size</c>; <c>no-place</c>: outlines for scenes without a place.</exception>
    public static bool[] Read(string path, Grid grid)
    {
        var file = Path.GetFileName(path);
        if (IsPicture(path))
        {
            var info = ImageReader.Inspect(path);
            if (!info.IsPlaced)
            {
                return Pixels(path, info, grid);
            }
        }

        if (grid.Crs.Wkt.Length == 0)
        {
            throw new InvalidInputException(
                file, "no-place", "map coordinates, while the scenes have no reference system", "a mask picture of the scenes' size, or georeferenced scenes",
                "Give a mask as PNG or JPEG (white is ice), or georeference the scenes.");
        }

        return OutlineMask.Rasterize(OutlineFile.Read(path, grid.Crs, grid), grid);
    }

    private static bool IsPicture(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".TIF" or ".TIFF";

    private static bool[] Pixels(string path, ImageInfo info, Grid grid)
    {
        if (info.Grid.Width != grid.Width || info.Grid.Height != grid.Height)
        {
            throw new InvalidInputException(
                info.File, "mask-size", $"{info.Grid.Width} × {info.Grid.Height} pixels", $"{grid.Width} × {grid.Height} pixels, as the scenes have", "Cut the mask to the scenes' frame.");
        }

        // every band must be bright: masks are often painted over a dimmed picture
        var least = ImageReader.ReadBand(path, 1, 1).Values;
        for (var band = 2; band <= Math.Min(info.Bands.Count, 3); band++)
        {
            var other = ImageReader.ReadBand(path, band, 1).Values;
            for (var i = 0; i < least.Length; i++)
            {
                least[i] = Math.Min(least[i], other[i]);
            }
        }

        var brightest = least.Where(float.IsFinite).DefaultIfEmpty(0).Max();
        return Array.ConvertAll(least, value => brightest > 0 && value > 0.6f * brightest);
    }
}
