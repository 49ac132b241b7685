using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Rasters;

public sealed class TiledDemTests : IDisposable
{
    private readonly GdalCommand _gdal = new();

    public void Dispose() => _gdal.Dispose();

    [Theory]
    [InlineData("TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32")]
    [InlineData("BLOCKYSIZE=7", "COMPRESS=LZW", "TILED=NO")]
    [InlineData("BLOCKYSIZE=300", "COMPRESS=DEFLATE", "TILED=NO")]
    public void Samples_equal_those_of_the_whole_raster(string one, string two, string three)
    {
        var source = CogTests.Relief(310, 300);
        source[100, 63] = float.NaN;
        Cog.Write(_gdal.File("source.tif"), source);
        var path = _gdal.File("tiled.tif");
        _gdal.Run("gdal_translate", "-q", "-co", one, "-co", two, "-co", three, _gdal.File("source.tif"), path);
        using var dem = new TiledDem(path, cacheBytes: 60_000);
        var random = new Random(5);
        var count = 5000;
        var (x, y, z) = (new double[count], new double[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            (x[i], y[i]) = source.Transform.ToMap((random.NextDouble() * 330) - 10, (random.NextDouble() * 320) - 10);
        }

        // pixel centres and the hole's surroundings as well
        (x[0], y[0]) = source.Transform.ToMap(0.5, 0.5);
        (x[1], y[1]) = source.Transform.ToMap(309.5, 299.5);
        (x[2], y[2]) = source.Transform.ToMap(100.2, 63.9);
        dem.SampleMany(x, y, z);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(source.Sample(x[i], y[i]), z[i]);
            Assert.Equal(z[i], dem.Sample(x[i], y[i]));
        }

        Assert.Contains(z, float.IsNaN);
        Assert.True(z.Count(float.IsFinite) > 4000);
    }

    [Fact]
    public void Samples_equal_GDALs_bilinear()
    {
        var source = CogTests.Relief(120, 110);
        var path = _gdal.File("a.tif");
        Cog.Write(path, source);

        // a grid shifted by a third of a pixel asks gdalwarp for bilinear values between the pixels
        var (west, north) = source.Transform.ToMap(10.3, 12.6);
        _gdal.Run(
            "gdalwarp", "-q", "-r", "bilinear", "-te", Text(west), Text(north - (25 * 60)), Text(west + (25 * 80)), Text(north), "-ts", "80", "60", path, _gdal.File("b.tif"));
        var reference = _gdal.Pixels(_gdal.File("b.tif"));
        using var dem = new TiledDem(path);
        for (var i = 0; i < reference.Length; i++)
        {
            Assert.Equal(reference[i], dem.Sample(west + (25 * ((i % 80) + 0.5)), north - (25 * ((i / 80) + 0.5))), 1e-3);
        }
    }

    [Fact]
    public void Many_threads_may_sample_at_once()
    {
        var source = CogTests.Relief(600, 500);
        var path = _gdal.File("a.tif");
        Cog.Write(path, source);
        using var dem = new TiledDem(path);
        Parallel.For(0, 2000, i =>
        {
            var (x, y) = source.Transform.ToMap(1 + (i * 0.29), 1 + (i * 0.24));
            Assert.Equal(source.Sample(x, y), dem.Sample(x, y));
        });
    }

    [Fact]
    public void Degrees_are_refused()
    {
        var path = _gdal.Relief("a.tif", 40, 40, "EPSG:4326", 8, 46, 0.001);
        Assert.Equal("not-normalised", Assert.Throws<InvalidInputException>(() => new TiledDem(path)).Rule);
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
