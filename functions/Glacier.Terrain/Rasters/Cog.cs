using System.Globalization;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Writes Cloud Optimized GeoTIFF: float32, tiles of 512, overviews by averaging, DEFLATE, NaN as nodata.</summary>
public static class Cog
{
    /// <summary>Metadata item that keeps an epoch of which only the year is known.</summary>
    internal const string EpochItem = "EPOCH";

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
            using (var memory = new ArrayDataset(raster.Values, raster.Grid))
            {
                foreach (var (name, value) in (metadata ?? new Dictionary<string, string>()).OrderBy(item => item.Key, StringComparer.Ordinal))
                {
                    memory.Dataset.SetMetadataItem(name, value, null);
                }

                if (epoch is { } date)
                {
                    memory.Dataset.SetMetadataItem("TIFFTAG_DATETIME", date.Date.ToString("yyyy':'MM':'dd", CultureInfo.InvariantCulture) + " 00:00:00", null);
                    memory.Dataset.SetMetadataItem(EpochItem, date.ToString(), null);
                }

                memory.Band.SetUnitType(unit);
                using var driver = Gdal.GetDriverByName("COG")!;
                string[] options = ["COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"];
                using var written = driver.CreateCopy(temporary, memory.Dataset, 0, options, null, null);
                written.FlushCache();
            }
        });
    }
}
