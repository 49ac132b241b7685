using System.Globalization;
using System.Runtime.InteropServices;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>One band of a file of several.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of the values; empty for a count.</param>
/// <param name="Values">width × height values, NaN where nothing is known.</param>
public sealed record NamedBand(string Name, string Unit, float[] Values);

/// <summary>Several named bands in one Cloud Optimized GeoTIFF.</summary>
public static class BandFile
{
    private const int BlockRows = 512;

    /// <summary>Writes float32 bands in tiles of 512 with overviews, DEFLATE, NaN as nodata. The file appears under its name only when it is complete.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="grid">Size and place of every band.</param>
    /// <param name="bands">At least one.</param>
    /// <param name="metadata">Items for the file's metadata.</param>
    /// <exception cref="ArgumentException">No band, or one of another size.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCog(string path, Grid grid, IReadOnlyList<NamedBand> bands, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (bands.Count == 0 || bands.Any(band => band.Values.Length != (long)grid.Width * grid.Height))
        {
            throw new ArgumentException($"bands of {grid.Width} × {grid.Height} values are needed", nameof(bands));
        }

        WholeFile.Write(path, ".tif", temporary =>
        {
            var pins = new List<GCHandle>();
            try
            {
                using var memory = new ArrayDataset(bands[0].Values, grid);
                foreach (var band in bands.Skip(1))
                {
                    pins.Add(GCHandle.Alloc(band.Values, GCHandleType.Pinned));
                    memory.Dataset.AddBand(DataType.GDT_Float32, ["DATAPOINTER=" + pins[^1].AddrOfPinnedObject().ToInt64().ToString(CultureInfo.InvariantCulture)]);
                }

                for (var k = 0; k < bands.Count; k++)
                {
                    using var band = memory.Dataset.GetRasterBand(k + 1)!;
                    band.SetDescription(bands[k].Name);
                    band.SetUnitType(bands[k].Unit);
                    band.SetNoDataValue(double.NaN);
                }

                foreach (var (name, value) in (metadata ?? new Dictionary<string, string>()).OrderBy(item => item.Key, StringComparer.Ordinal))
                {
                    memory.Dataset.SetMetadataItem(name, value, null);
                }

                using var driver = Gdal.GetDriverByName("COG")!;
                string[] options = ["COMPRESS=DEFLATE", "PREDICTOR=YES", "BLOCKSIZE=512", "OVERVIEW_RESAMPLING=AVERAGE", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"];
                using var written = driver.CreateCopy(temporary, memory.Dataset, 0, options, null, null);
                written.FlushCache();
            }
            finally
            {
                pins.ForEach(pin => pin.Free());
            }
        });
    }

    /// <summary>Reads every band of a file that <see cref="WriteCog"/> wrote.</summary>
    /// <param name="path">File to read.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException"><c>truncated</c>: the file is damaged.</exception>
    public static IReadOnlyList<NamedBand> Read(string path)
    {
        GdalEnvironment.Ensure();
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file", path);
        }

        try
        {
            // the bands lie interleaved: one open file decodes each block once for all of them
            using var dataset = Gdal.OpenEx(Path.GetFullPath(path), (uint)(GdalConst.OF_RASTER | GdalConst.OF_READONLY | GdalConst.OF_VERBOSE_ERROR), ["GTiff"], null, null)!;
            var (width, height) = (dataset.RasterXSize, dataset.RasterYSize);
            var bands = Enumerable.Range(0, dataset.RasterCount).Select(_ => new float[checked(width * height)]).ToArray();
            for (var row = 0; row < height; row += BlockRows)
            {
                var rows = Math.Min(BlockRows, height - row);
                for (var k = 0; k < bands.Length; k++)
                {
                    using var band = dataset.GetRasterBand(k + 1)!;
                    var part = new float[width * rows];
                    band.ReadRaster(0, row, width, rows, part, width, rows, 0, 0);
                    part.CopyTo(bands[k].AsSpan(row * width));
                }
            }

            return [.. bands.Select((values, k) =>
            {
                using var band = dataset.GetRasterBand(k + 1)!;
                return new NamedBand(band.GetDescription(), band.GetUnitType(), values);
            })];
        }
        catch (ApplicationException damaged)
        {
            throw DemSource.Damaged(Path.GetFileName(path), damaged);
        }
    }
}
