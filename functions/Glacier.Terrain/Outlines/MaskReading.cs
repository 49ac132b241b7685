using Glacier.Terrain.Rasters;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Terrain.Outlines;

/// <summary>A raster of 0 and 1 (255 or nodata: unknown, counted as no ice) as an outline.</summary>
internal static class MaskReading
{
    private const double Ignore = 255;

    public static OutlineFeature Read(string path, ReferenceSystem crs)
    {
        var file = Path.GetFileName(path);
        using var dataset = Open(path, file);
        if ((long)dataset.RasterXSize * dataset.RasterYSize > DemSource.MaximumPixels || dataset.RasterCount != 1)
        {
            throw NotAnOutline(file, $"{dataset.RasterXSize} × {dataset.RasterYSize} pixels, {dataset.RasterCount} bands");
        }

        using var srs = dataset.GetSpatialRef() ?? throw new InvalidInputException(
            file, "no-crs", "none", "a coordinate reference system", "State it: gdal_translate -a_srs EPSG:CODE IN OUT.tif.");
        srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        var affine = new double[6];
        dataset.GetGeoTransform(affine);
        if (affine[2] != 0 || affine[4] != 0 || affine[1] <= 0 || affine[5] >= 0)
        {
            throw new InvalidInputException(file, "no-position", "a rotated or unplaced mask", "a north-up mask", "Rectify it: gdalwarp -r near IN OUT.tif.");
        }

        var grid = new Grid(dataset.RasterXSize, dataset.RasterYSize, new GeoTransform(affine[0], affine[3], affine[1], -affine[5]), ReferenceSystem.Of(srs));
        Epoch? epoch = EpochOfName.TryParse(file, out var named) ? named : null;
        var outline = OutlineMask.Polygonize(Ice(dataset, file), grid, 0, epoch);
        if (outline.Geometry.IsEmpty)
        {
            throw new InvalidInputException(file, "no-outline", "no pixel of ice", "a mask with ice pixels (1)", "Check the mask's values: 1 is ice, 0 is none.");
        }

        return new OutlineFeature(outline.To(crs), new Dictionary<string, object>());
    }

    private static Dataset Open(string path, string file)
    {
        try
        {
            return DemSource.OpenRaster(path);
        }
        catch (InvalidInputException e) when (e.Rule == "not-a-raster")
        {
            throw NotAnOutline(file, e.Found);
        }
    }

    private static bool[] Ice(Dataset dataset, string file)
    {
        using var band = dataset.GetRasterBand(1)!;
        band.GetNoDataValue(out var noData, out var hasNoData);
        var width = dataset.RasterXSize;
        var mask = new bool[width * dataset.RasterYSize];
        var line = new double[width];
        for (var row = 0; row < dataset.RasterYSize; row++)
        {
            try
            {
                band.ReadRaster(0, row, width, 1, line, width, 1, 0, 0);
            }
            catch (ApplicationException e)
            {
                throw DemSource.Damaged(file, e);
            }

            for (var column = 0; column < width; column++)
            {
                var value = line[column];
                if (value is not (0 or 1 or Ignore) && !double.IsNaN(value) && (hasNoData == 0 || value != noData))
                {
                    throw NotAnOutline(file, FormattableString.Invariant($"a raster with the value {value}"));
                }

                mask[(row * width) + column] = value == 1;
            }
        }

        return mask;
    }

    private static InvalidInputException NotAnOutline(string file, string found) => new(
        file, "not-an-outline", found, "polygons (GeoPackage, GeoJSON, shapefile) or a raster mask of 0 and 1", "Export the glacier outline as GeoPackage.");
}
