using System.Globalization;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Writes Cloud Optimized GeoTIFF: float32, tiles of 512, overviews by averaging, DEFLATE, NaN as nodata.</summary>
public static class Cog
{
    /// <summary>Metadata item that keeps an epoch of which only the year is known.</summary>
    internal const string EpochItem = "EPOCH";

    private const int BlockRows = 512;

    /// <summary>Writes a raster; the same raster gives the same bytes. The file appears under its name only when it is complete.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="raster">Values and place.</param>
    /// <param name="epoch">Survey date, kept in the TIFF date tag.</param>
    /// <param name="metadata">More items for the file's metadata.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Raster raster, Epoch? epoch = null, IReadOnlyDictionary<string, string>? metadata = null, string unit = "m")
    {
        WholeFile.Write(path, ".tif", temporary =>
        {
            using var memory = new ArrayDataset(raster.Values, raster.Grid);
            Copy(memory.Dataset, memory.Band, temporary, epoch, metadata, unit);
        });
    }

    /// <summary>Writes a raster that is computed while it is written and never whole in memory, by way of an uncompressed file beside it.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="grid">Size and place.</param>
    /// <param name="fill">Gets the first row and an array of whole rows to fill: 512, the last time what is left.</param>
    /// <param name="epoch">Survey date, kept in the TIFF date tag.</param>
    /// <param name="metadata">More items for the file's metadata.</param>
    /// <param name="unit">Unit of the values.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteByRows(
        string path, Grid grid, Action<int, float[]> fill, Epoch? epoch = null, IReadOnlyDictionary<string, string>? metadata = null, string unit = "m")
    {
        GdalEnvironment.Ensure();
        WholeFile.Write(path, ".tif", temporary =>
        {
            var rows = temporary + ".rows";
            try
            {
                using var driver = Gdal.GetDriverByName("GTiff")!;
                using var dataset = driver.Create(rows, grid.Width, grid.Height, 1, DataType.GDT_Float32, ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER"]);
                ArrayDataset.Place(dataset, grid);
                using var band = dataset.GetRasterBand(1)!;
                band.SetNoDataValue(double.NaN);
                var values = new float[Math.Min(BlockRows, grid.Height) * grid.Width];
                for (var row = 0; row < grid.Height; row += BlockRows)
                {
                    var count = Math.Min(BlockRows, grid.Height - row);
                    Array.Resize(ref values, count * grid.Width);
                    fill(row, values);
                    band.WriteRaster(0, row, grid.Width, count, values, grid.Width, count, 0, 0);
                }

                Copy(dataset, band, temporary, epoch, metadata, unit);
            }
            finally
            {
                File.Delete(rows);
            }
        });
    }

    private static void Copy(Dataset source, Band band, string path, Epoch? epoch, IReadOnlyDictionary<string, string>? metadata, string unit)
    {
        foreach (var (name, value) in (metadata ?? new Dictionary<string, string>()).OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            source.SetMetadataItem(name, value, null);
        }

        if (epoch is { } date)
        {
            source.SetMetadataItem("TIFFTAG_DATETIME", date.Date.ToString("yyyy':'MM':'dd", CultureInfo.InvariantCulture) + " 00:00:00", null);
            source.SetMetadataItem(EpochItem, date.ToString(), null);
        }

        band.SetUnitType(unit);
        using var driver = Gdal.GetDriverByName("COG")!;
        string[] options = ["COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"];
        using var written = driver.CreateCopy(path, source, 0, options, null, null);
        written.FlushCache();
    }
}
