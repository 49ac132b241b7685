using Glacier.Terrain.Rasters;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Terrain.Tests.Rasters;

public sealed class ImageReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("images-").FullName;

    static ImageReaderTests() => Gdal.AllRegister();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void A_black_collar_is_unknown_and_a_dark_lake_inside_is_not()
    {
        // black frame of 8 pixels; a black square in the middle; in the second band the frame's right side is bright
        var path = Write("a_2020-07-01.tif", 2, 32632, (band, c, r) => c is < 8 or >= 56 || r is < 8 or >= 56 ? (band == 2 && c >= 56 ? 90 : 0) : c is > 28 and < 36 && r is > 28 and < 36 ? 0 : 120);
        var raster = ImageReader.ReadBand(path, 1);
        Assert.True(float.IsNaN(raster[3, 30]));
        Assert.Equal(0, raster[32, 32]);
        Assert.Equal(0, raster[60, 30]);
        Assert.Equal(120, raster[20, 20]);
    }

    [Fact]
    public void A_picture_without_a_place_is_counted_in_its_pixel_size_and_has_no_system()
    {
        var path = Write("b_2020-07-01.tif", 1, null, (_, c, r) => 50 + c + r);
        Assert.Equal("no-pixel-size", Assert.Throws<InvalidInputException>(() => ImageReader.ReadBand(path, 1)).Rule);
        var raster = ImageReader.ReadBand(path, 1, 12.5);
        Assert.Equal(new GeoTransform(0, 64 * 12.5, 12.5, 12.5), raster.Transform);
        Assert.Equal("", raster.Crs.Wkt);
        Assert.False(ImageReader.Inspect(path).IsPlaced);
        Assert.Equal(new DateOnly(2020, 7, 1), ImageReader.Inspect(path).Epoch!.Value.Date);
    }

    [Fact]
    public void Degrees_become_metres_of_the_zone()
    {
        var path = Write("c_2020-07-01.tif", 1, 4326, (_, c, r) => 50 + c + (2 * r), [8.5, 0.001, 0, 46.5, 0, -0.001]);
        var raster = ImageReader.ReadBand(path, 1);
        Assert.Equal(32632, raster.Crs.Epsg);
        var (x, y) = raster.Crs.FromWgs84(8.5 + 0.0305, 46.5 - 0.0305);
        Assert.Equal(50 + 30 + 60, raster.Sample(x, y), 1.5f);
    }

    [Fact]
    public void A_raster_put_on_its_own_grid_is_itself_and_on_a_shifted_one_moves()
    {
        var raster = new Raster(40, 40, new GeoTransform(600_000, 5_200_000, 10, 10), ReferenceSystem.FromEpsg(32632), [.. Enumerable.Range(0, 1600).Select(i => (float)(3 * (i % 40)) + (i / 40))]);
        Assert.Equal(raster.Values, ImageReader.Onto(raster, raster.Grid).Values);
        var moved = ImageReader.Onto(raster, raster.Grid with { Transform = raster.Transform with { West = 600_025 } });
        Assert.Equal(raster[20, 20] + 7.5, moved[20, 20], 0.01);
        Assert.True(float.IsNaN(moved[39, 20]));
    }

    [Fact]
    public void Several_bands_come_back_with_names_units_and_gaps()
    {
        var grid = new Grid(64, 64, new GeoTransform(600_000, 5_200_000, 10, 10), ReferenceSystem.FromEpsg(32632));
        float[] Band(float value) => [.. Enumerable.Range(0, 64 * 64).Select(i => i == 0 ? float.NaN : value)];
        var path = Path.Combine(_folder, "bands_2020-07-01.tif");
        BandFile.WriteCog(path, grid, [new("first", "m/yr", Band(1)), new("second", "", Band(2))], new Dictionary<string, string> { ["method"] = "x" });
        Assert.Equal(["first", "second"], ImageReader.Inspect(path).Bands);
        Assert.Equal(2, ImageReader.ReadBand(path, 2)[5, 5]);
        Assert.True(float.IsNaN(ImageReader.ReadBand(path, 2)[0, 0]));
        Assert.Equal("no-such-band", Assert.Throws<InvalidInputException>(() => ImageReader.ReadBand(path, 3)).Rule);
        Assert.Throws<ArgumentException>(() => BandFile.WriteCog(path, grid, [new("first", "", new float[3])]));
    }

    private string Write(string name, int bands, int? epsg, Func<int, int, int, int> value, double[]? affine = null)
    {
        var path = Path.Combine(_folder, name);
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var file = driver.Create(path, 64, 64, bands, DataType.GDT_Byte, [])!;
        if (epsg is { } code)
        {
            using var system = new SpatialReference("");
            system.ImportFromEPSG(code);
            file.SetSpatialRef(system);
            file.SetGeoTransform(affine ?? [600_000, 10, 0, 5_200_000, 0, -10]);
        }

        for (var k = 1; k <= bands; k++)
        {
            using var band = file.GetRasterBand(k)!;
            var bytes = Enumerable.Range(0, 64 * 64).Select(i => (byte)Math.Min(value(k, i % 64, i / 64), 255)).ToArray();
            band.WriteRaster(0, 0, 64, 64, bytes, 64, 64, 0, 0);
        }

        return path;
    }
}
