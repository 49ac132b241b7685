using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using OSGeo.GDAL;

namespace Glacier.Functions.Tests.Faults;

public class BadInputTests
{
    [Fact]
    public async Task Every_bad_file_is_quarantined_with_its_reason_and_the_rest_of_the_series_completes()
    {
        var good = SmallSeries.Dems(3);
        var folder = Directory.CreateTempSubdirectory("bad-input-").FullName;
        try
        {
            var bad = BadFiles(folder, good).ToList();
            await using var pipeline = await RunningPipeline.StartAsync();
            await pipeline.DropAsync("small", good.Append(SmallSeries.Settings).Concat(bad.Select(file => (file.Name, file.Content))));
            await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(4));

            var reasons = new Dictionary<string, JsonElement>();
            var container = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Quarantine);
            foreach (var name in (await pipeline.NamesAsync(Containers.Quarantine, "")).Where(name => name.EndsWith(".reason.json", StringComparison.Ordinal)))
            {
                using var json = JsonDocument.Parse((await container.GetBlobClient(name).DownloadContentAsync()).Value.Content);
                var reason = json.RootElement.Clone();
                reasons[reason.GetProperty("file").GetString()!.Split('/')[^1]] = reason;
            }

            foreach (var (name, _, rule) in bad)
            {
                var reason = reasons.SingleOrDefault(found => name.StartsWith(found.Key[..Math.Min(found.Key.Length, 60)], StringComparison.Ordinal)).Value;
                Assert.True(reason.ValueKind == JsonValueKind.Object, $"{name[..Math.Min(name.Length, 40)]} is not in quarantine; there are {string.Join(", ", reasons.Keys)}");
                Assert.Equal((name, rule), (name, reason.GetProperty("rule").GetString()));
                foreach (var field in new[] { "found", "expected", "how_to_fix" })
                {
                    Assert.False(string.IsNullOrWhiteSpace(reason.GetProperty(field).GetString()), $"{name}: {field}");
                }
            }

            Assert.Equal(bad.Count, reasons.Count);
            var products = await pipeline.NamesAsync(Containers.Products, "small/");
            Assert.Equal(good.Count, products.Count(product => product.EndsWith("view.png", StringComparison.Ordinal)));
            Assert.Contains("small/recession.json", products);
            Assert.Contains(products, product => product.EndsWith(".mp4", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, byte[] Content, string Rule)> BadFiles(string folder, IReadOnlyList<(string Name, byte[] Content)> good)
    {
        var dem = good[0].Content;
        yield return ("truncated_1951.tif", dem[..(dem.Length / 2)], "truncated");
        yield return ("text_1952.tif", Encoding.UTF8.GetBytes("this is not a raster, whatever its name says\n"), "not-a-raster");
        yield return ("bands_1953.tif", Made(folder, bands: 3), "several-bands");
        yield return ("nowhere_1954.tif", Made(folder, crs: false), "no-crs");
        yield return ("void_1955.tif", Made(folder, value: -9999, nodata: -9999), "all-nodata");
        yield return ("orbit_1956.tif", Made(folder, value: 20_000), "elevations-out-of-range");
        yield return ("undated.tif", Made(folder), "no-date");
        yield return ("zz-again_1930.09.01.tif", SmallSeries.Dems(1, raised: 3)[0].Content, "same-date-twice");
        yield return ("elsewhere_1957.tif", Made(folder, epsg: 32718), "another-place");
        yield return ("dot_1958.tif", Made(folder, size: 1), "too-small");
        yield return ("giant_1959.tif", Made(folder, size: 60_000, sparse: true), "too-large");
        yield return ("empty_1961.tif", [], "empty-file");
        yield return ("zip_1962.tif", Zip(dem), "not-a-raster");
        yield return ("up..up_1963.tif", dem, "file-name");
        yield return ($"long_1964_{new string('x', 300)}.tif", dem, "file-name");
    }

    private static byte[] Made(
        string folder, int size = 64, int bands = 1, bool crs = true, int epsg = 32632, double value = 2000, double? nodata = null, bool sparse = false)
    {
        MaxRev.Gdal.Core.GdalBase.ConfigureAll();
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".tif");
        using (var driver = Gdal.GetDriverByName("GTiff")!)
        using (var file = driver.Create(path, size, size, bands, DataType.GDT_Float32, sparse ? ["SPARSE_OK=TRUE", "TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=YES"] : [])!)
        {
            file.SetGeoTransform([640_000, 100, 0, 5_190_000, 0, -100]);
            if (crs)
            {
                file.SetProjection(ReferenceSystem.FromEpsg(epsg).Wkt);
            }

            for (var band = 1; band <= bands && !sparse; band++)
            {
                using var one = file.GetRasterBand(band)!;
                if (nodata is { } missing)
                {
                    one.SetNoDataValue(missing);
                }

                one.WriteRaster(0, 0, size, size, Enumerable.Range(0, size * size).Select(i => (float)(value + (nodata is null ? i % 7 : 0))).ToArray(), size, size, 0, 0);
            }
        }

        return File.ReadAllBytes(path);
    }

    private static byte[] Zip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("dem.tif").Open())
        {
            entry.Write(content);
        }

        return memory.ToArray();
    }
}
