using MaxRev.Gdal.Core;
using OSGeo.GDAL;

namespace Gdal.Tests;

/// <summary>What the genuine bindings do for rasters, and this project relies on.</summary>
public sealed class RasterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compat-gdal-").FullName;

    public RasterTests()
    {
        GdalBase.ConfigureAll();
        OSGeo.GDAL.Gdal.UseExceptions();
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Configuring_twice_is_harmless()
    {
        Parallel.For(0, 8, _ => GdalBase.ConfigureAll());
        Assert.True(OSGeo.GDAL.Gdal.GetDriverCount() > 10);
        Assert.True(int.Parse(OSGeo.GDAL.Gdal.VersionInfo("VERSION_NUM")) >= 3000000);
    }

    [Fact]
    public void A_missing_file_throws_ApplicationException()
    {
        var error = Assert.Throws<ApplicationException>(() => OSGeo.GDAL.Gdal.Open(Path.Combine(_folder, "none.tif"), Access.GA_ReadOnly));
        Assert.Contains("none.tif", error.Message, StringComparison.Ordinal);
        Assert.Throws<ApplicationException>(() => Memory(4, 4).ReadRaster(3, 3, 4, 4, new float[16], 4, 4, 0, 0));
    }

    [Fact]
    public void Every_overload_of_ReadRaster_and_WriteRaster_moves_the_same_numbers()
    {
        var band = Memory(3, 2);
        band.WriteRaster(0, 0, 3, 2, new double[] { 1, 2, 3, 4, 5, 6 }, 3, 2, 0, 0);
        var bytes = new byte[6];
        var shorts = new short[6];
        var ints = new int[6];
        var floats = new float[6];
        band.ReadRaster(0, 0, 3, 2, bytes, 3, 2, 0, 0);
        band.ReadRaster(0, 0, 3, 2, shorts, 3, 2, 0, 0);
        band.ReadRaster(0, 0, 3, 2, ints, 3, 2, 0, 0);
        band.ReadRaster(0, 0, 3, 2, floats, 3, 2, 0, 0);
        Assert.Equal<byte>([1, 2, 3, 4, 5, 6], bytes);
        Assert.Equal<short>([1, 2, 3, 4, 5, 6], shorts);
        Assert.Equal<int>([1, 2, 3, 4, 5, 6], ints);
        Assert.Equal<float>([1, 2, 3, 4, 5, 6], floats);
        var window = new float[2];
        band.ReadRaster(1, 1, 2, 1, window, 2, 1, 0, 0);
        Assert.Equal<float>([5, 6], window);
    }

    [Fact]
    public void A_window_read_smaller_is_resampled_as_asked()
    {
        var band = Memory(4, 4);
        band.WriteRaster(0, 0, 4, 4, [.. Enumerable.Range(0, 16).Select(i => (float)i)], 4, 4, 0, 0);
        var values = new float[4];
        using var extra = new RasterIOExtraArg { eResampleAlg = RIOResampleAlg.GRIORA_Average };
        band.ReadRaster(0, 0, 4, 4, values, 2, 2, 0, 0, extra);
        Assert.Equal<float>([2.5f, 4.5f, 10.5f, 12.5f], values);
    }

    [Fact]
    public void Bands_are_interleaved_by_pixel_spacing()
    {
        using var driver = OSGeo.GDAL.Gdal.GetDriverByName("MEM")!;
        using var dataset = driver.Create("", 2, 1, 3, DataType.GDT_Byte, null);
        dataset.WriteRaster(0, 0, 2, 1, new byte[] { 1, 2, 3, 4, 5, 6 }, 2, 1, 3, null, 3, 6, 1);
        var second = new byte[2];
        dataset.GetRasterBand(2)!.ReadRaster(0, 0, 2, 1, second, 2, 1, 0, 0);
        Assert.Equal<byte>([2, 5], second);
    }

    [Fact]
    public void A_GeoTIFF_keeps_place_system_nodata_and_metadata()
    {
        var path = Path.Combine(_folder, "ä b.tif");
        using (var driver = OSGeo.GDAL.Gdal.GetDriverByName("GTiff")!)
        using (var dataset = driver.Create(path, 32, 16, 1, DataType.GDT_Float32, ["TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16"]))
        {
            using var srs = new OSGeo.OSR.SpatialReference("");
            srs.ImportFromEPSG(32632);
            dataset.SetSpatialRef(srs);
            dataset.SetGeoTransform([400000, 10, 0, 5000000, 0, -10]);
            dataset.SetMetadataItem("TIFFTAG_DATETIME", "2018:09:13 00:00:00", null);
            using var band = dataset.GetRasterBand(1)!;
            band.SetNoDataValue(-9999);
            band.SetUnitType("m");
            band.Fill(7, 0);
            dataset.FlushCache();
        }

        using var read = OSGeo.GDAL.Gdal.Open(path, Access.GA_ReadOnly)!;
        var affine = new double[6];
        read.GetGeoTransform(affine);
        Assert.Equal([400000, 10, 0, 5000000, 0, -10], affine);
        Assert.Equal("32632", read.GetSpatialRef()!.GetAuthorityCode(null));
        Assert.Contains("UTM zone 32N", read.GetProjection(), StringComparison.Ordinal);
        Assert.Equal("2018:09:13 00:00:00", read.GetMetadataItem("TIFFTAG_DATETIME", null));
        Assert.Contains("AREA_OR_POINT=Area", read.GetMetadata(""));
        Assert.Equal("GTiff", read.GetDriver().ShortName);
        Assert.Equal([path], read.GetFileList());
        using var first = read.GetRasterBand(1)!;
        first.GetNoDataValue(out var noData, out var has);
        first.GetBlockSize(out var width, out var height);
        first.GetStatistics(0, 1, out var minimum, out var maximum, out _, out _);
        Assert.Equal((-9999.0, 1, 16, 16, 7.0, 7.0, "m"), (noData, has, width, height, minimum, maximum, first.GetUnitType()));
        Assert.Throws<ApplicationException>(() => read.GetRasterBand(2));
    }

    [Fact]
    public void A_dataset_without_georeference_has_the_identity()
    {
        using var driver = OSGeo.GDAL.Gdal.GetDriverByName("MEM")!;
        using var dataset = driver.Create("", 2, 2, 1, DataType.GDT_Byte, null);
        var affine = new double[6];
        dataset.GetGeoTransform(affine);
        Assert.Equal([0, 1, 0, 0, 0, 1], affine);
        Assert.Null(dataset.GetSpatialRef());
        Assert.Equal("", dataset.GetProjection());
    }

    [Fact]
    public void The_list_of_drivers_limits_what_opens()
    {
        var path = Path.Combine(_folder, "a.tif");
        using (var driver = OSGeo.GDAL.Gdal.GetDriverByName("GTiff")!)
        {
            driver.Create(path, 2, 2, 1, DataType.GDT_Byte, null).Dispose();
        }

        using var opened = OSGeo.GDAL.Gdal.OpenEx(path, (uint)GdalConst.OF_RASTER, ["GTiff"], null, null);
        Assert.NotNull(opened);
        using var refused = OSGeo.GDAL.Gdal.OpenEx(path, (uint)GdalConst.OF_RASTER, ["HFA"], null, null);
        Assert.Null(refused);
    }

    [Fact]
    public void A_picture_is_coded_in_memory()
    {
        var name = $"/vsimem/{Guid.NewGuid():N}.png";
        using (var png = OSGeo.GDAL.Gdal.GetDriverByName("PNG")!)
        {
            using var memory = OSGeo.GDAL.Gdal.GetDriverByName("MEM")!;
            using var picture = memory.Create("", 2, 2, 1, DataType.GDT_Byte, null);
            picture.GetRasterBand(1)!.WriteRaster(0, 0, 2, 2, new byte[] { 1, 2, 3, 4 }, 2, 2, 0, 0);
            png.CreateCopy(name, picture, 0, ["ZLEVEL=9"], null, null).Dispose();
        }

        var file = OSGeo.GDAL.Gdal.VSIFOpenL(name, "rb");
        OSGeo.GDAL.Gdal.VSIFSeekL(file, 0, SeekOrigin.End);
        var bytes = new byte[OSGeo.GDAL.Gdal.VSIFTellL(file)];
        OSGeo.GDAL.Gdal.VSIFSeekL(file, 0, SeekOrigin.Begin);
        Assert.Equal(bytes.Length, OSGeo.GDAL.Gdal.VSIFReadL(bytes, 0, bytes.Length, file));
        Assert.Equal(0, OSGeo.GDAL.Gdal.VSIFCloseL(file));
        Assert.Equal(0, OSGeo.GDAL.Gdal.Unlink(name));
        Assert.Equal("PNG"u8.ToArray(), bytes[1..4]);

        var copy = $"/vsimem/{Guid.NewGuid():N}.png";
        OSGeo.GDAL.Gdal.FileFromMemBuffer(copy, bytes);
        using (var read = OSGeo.GDAL.Gdal.Open(copy, Access.GA_ReadOnly)!)
        {
            var values = new byte[4];
            read.GetRasterBand(1)!.ReadRaster(0, 0, 2, 2, values, 2, 2, 0, 0);
            Assert.Equal<byte>([1, 2, 3, 4], values);
        }

        OSGeo.GDAL.Gdal.Unlink(copy);
    }

    [Fact]
    public void Warp_and_translate_take_the_tools_arguments()
    {
        using var memory = OSGeo.GDAL.Gdal.GetDriverByName("MEM")!;
        using var source = memory.Create("", 8, 8, 1, DataType.GDT_Float32, null);
        source.SetGeoTransform([500000, 10, 0, 5000000, 0, -10]);
        using var srs = new OSGeo.OSR.SpatialReference("");
        srs.ImportFromEPSG(32632);
        source.SetSpatialRef(srs);
        source.GetRasterBand(1)!.Fill(5, 0);
        var calls = 0;
        using var warpOptions = new GDALWarpAppOptions(["-of", "MEM", "-tr", "20", "20", "-r", "bilinear"]);
        using var warped = OSGeo.GDAL.Gdal.Warp(
            "",
            [source],
            warpOptions,
            (_, _, _) =>
            {
                calls++;
                return 1;
            },
            null)!;
        Assert.Equal((4, 4), (warped.RasterXSize, warped.RasterYSize));
        Assert.True(calls > 0);
        using var translateOptions = new GDALTranslateOptions(["-of", "MEM", "-srcwin", "0", "0", "3", "2", "-ot", "Int16"]);
        using var translated = OSGeo.GDAL.Gdal.wrapper_GDALTranslate("", source, translateOptions, null, null)!;
        Assert.Equal((3, 2, DataType.GDT_Int16), (translated.RasterXSize, translated.RasterYSize, translated.GetRasterBand(1)!.DataType));
    }

    [Fact]
    public void Datasets_of_their_own_threads_do_not_disturb_each_other()
    {
        var path = Path.Combine(_folder, "t.tif");
        using (var driver = OSGeo.GDAL.Gdal.GetDriverByName("GTiff")!)
        using (var dataset = driver.Create(path, 64, 64, 1, DataType.GDT_Float32, ["COMPRESS=DEFLATE"]))
        {
            dataset.GetRasterBand(1)!.Fill(3, 0);
        }

        Parallel.For(0, 32, i =>
        {
            if (i % 4 == 0)
            {
                var error = Assert.Throws<ApplicationException>(() => OSGeo.GDAL.Gdal.Open($"{path}.{i}", Access.GA_ReadOnly));
                Assert.Contains($".{i}", error.Message, StringComparison.Ordinal);
                return;
            }

            using var dataset = OSGeo.GDAL.Gdal.Open(path, Access.GA_ReadOnly)!;
            var values = new float[64 * 64];
            dataset.GetRasterBand(1)!.ReadRaster(0, 0, 64, 64, values, 64, 64, 0, 0);
            Assert.All(values, value => Assert.Equal(3, value));
        });
    }

    private static Band Memory(int width, int height)
    {
        using var driver = OSGeo.GDAL.Gdal.GetDriverByName("MEM")!;
        return driver.Create("", width, height, 1, DataType.GDT_Float64, null).GetRasterBand(1)!;
    }
}
