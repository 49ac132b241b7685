using System.IO.Compression;
using Glacier.Terrain.Rasters;
using Glacier.Tests;
using OSGeo.GDAL;

namespace Glacier.Terrain.Tests.Rasters;

public sealed class BadInputTests : IDisposable
{
    private readonly GdalCommand _gdal = new();

    public void Dispose() => _gdal.Dispose();

    [Fact]
    public void Zero_bytes_are_refused()
    {
        File.WriteAllBytes(_gdal.File("a_2001.tif"), []);
        AssertRefused("empty-file", _gdal.File("a_2001.tif"));
    }

    [Fact]
    public void Text_is_no_raster()
    {
        File.WriteAllText(_gdal.File("a_2001.tif"), "no raster at all, only a line of text");
        AssertRefused("not-a-raster", _gdal.File("a_2001.tif"));
    }

    [Fact]
    public void A_renamed_ZIP_is_named_as_such()
    {
        using (var zip = ZipFile.Open(_gdal.File("a_2001.tif"), ZipArchiveMode.Create))
        {
            zip.CreateEntry("dem.tif");
            using var entry = zip.CreateEntry("b").Open();
            entry.Write(new byte[100]);
        }

        Assert.Contains("ZIP", AssertRefused("not-a-raster", _gdal.File("a_2001.tif")).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.02)]
    public void Truncation_is_detected(double part)
    {
        var path = _gdal.Relief("a_2001.tif", 200, 200, "EPSG:32632", 400000, 5100000, 50, "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * part)]);
        AssertRefused("truncated", path);
    }

    [Fact]
    public void Three_bands_are_refused()
    {
        var path = Relief("a_2001.tif", "-b", "1", "-b", "1", "-b", "1");
        AssertRefused("several-bands", path);
    }

    [Fact]
    public void A_missing_reference_system_is_refused()
    {
        _gdal.Run(
            "gdal_create", "-q", "-of", "GTiff", "-outsize", "32", "32", "-bands", "1", "-burn", "1200", "-ot", "Float32", "-a_ullr", "0", "3200", "3200", "0", "b_2001.tif");
        AssertRefused("no-crs", _gdal.File("b_2001.tif"));
    }

    [Fact]
    public void A_missing_position_is_refused()
    {
        _gdal.Run("gdal_create", "-q", "-of", "GTiff", "-outsize", "32", "32", "-bands", "1", "-burn", "1200", "-ot", "Float32", "-a_srs", "EPSG:32632", "b_2001.tif");
        AssertRefused("no-position", _gdal.File("b_2001.tif"));
    }

    [Fact]
    public void Nodata_everywhere_is_refused()
    {
        _gdal.Run(
            "gdal_create", "-q", "-of", "GTiff", "-outsize", "32", "32", "-bands", "1", "-burn", "-9999", "-a_nodata", "-9999", "-ot", "Float32",
            "-a_srs", "EPSG:32632", "-a_ullr", "0", "3200", "3200", "0", "b_2001.tif");
        AssertRefused("all-nodata", _gdal.File("b_2001.tif"));
    }

    [Theory]
    [InlineData("-32768")]
    [InlineData("9001")]
    [InlineData("-501")]
    public void Elevations_of_no_mountain_are_refused(string value)
    {
        _gdal.Run(
            "gdal_create", "-q", "-of", "GTiff", "-outsize", "32", "32", "-bands", "1", "-burn", value, "-ot", "Float32",
            "-a_srs", "EPSG:32632", "-a_ullr", "0", "3200", "3200", "0", "b_2001.tif");
        AssertRefused("elevations-out-of-range", _gdal.File("b_2001.tif"));
        Assert.Equal("elevations-out-of-range", Assert.Throws<InvalidInputException>(() => DemReader.Read(_gdal.File("b_2001.tif"))).Rule);
    }

    [Fact]
    public void A_DEM_without_date_is_refused_by_Inspect_only()
    {
        var path = Relief("undated.tif");
        AssertRefused("no-date", path);
        Assert.Null(DemReader.Inspect(path, new DemReadOptions(RequireEpoch: false)).Epoch);
        Assert.Equal(40, DemReader.Read(path).Width);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 400)]
    public void Too_small_is_refused(int width, int height)
    {
        var path = _gdal.File("a_2001.tif");
        _gdal.Run("gdal_translate", "-q", "-srcwin", "0", "0", $"{Math.Min(width, 40)}", $"{Math.Min(height, 30)}", Relief("b_2001.tif"), path);
        AssertRefused("too-small", path);
    }

    [Fact]
    public void A_sparse_giant_is_refused()
    {
        _gdal.Run(
            "gdal_create", "-q", "-of", "GTiff", "-outsize", "60000", "60000", "-bands", "1", "-ot", "Float32", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES",
            "-co", "BIGTIFF=YES", "-a_nodata", "-9999", "-a_srs", "EPSG:32632", "-a_ullr", "0", "600000", "600000", "0", "b_2001.tif");
        AssertRefused("too-large", _gdal.File("b_2001.tif"));
    }

    [Fact]
    public void A_mask_is_no_DEM()
    {
        AssertRefused("mask-not-elevations", RealData.Path("aletsch", "icemask_1880.tif"));

        // without a date and with "-" for its unit: that it is a mask comes first
        AssertRefused("mask-not-elevations", RealData.Path("aletsch", "rgi6_mask.tif"));
    }

    [Fact]
    public void A_mask_is_called_a_mask_whatever_its_unit()
    {
        var (relief, mask) = (Relief("a_2001.tif"), _gdal.File("mask_2001.tif"));
        _gdal.Run("gdal_translate", "-q", "-ot", "Byte", "-scale", "0", "4000", "0", "1", relief, mask);
        SetUnit(mask, "class");

        AssertRefused("mask-not-elevations", mask);
    }

    [Theory]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData(" m ", null)]
    [InlineData("K", "unknown-vertical-unit")]
    public void A_dash_for_a_unit_states_none(string unit, string? rule)
    {
        var path = Relief("a_2001.tif");
        SetUnit(path, unit);

        if (rule is null)
        {
            Assert.Equal("m", DemReader.Inspect(path).VerticalUnit);
        }
        else
        {
            AssertRefused(rule, path);
        }
    }

    [Theory]
    [InlineData("a..2001.tif")]
    [InlineData("a\n2001.tif")]
    public void A_name_that_climbs_is_refused(string name)
    {
        AssertRefused("bad-name", _gdal.File(name));
        Assert.Equal("bad-name", Assert.Throws<InvalidInputException>(() => InputName.Require($"aletsch/{name}")).Rule);
    }

    [Fact]
    public void A_name_of_300_characters_is_refused() => AssertRefused("bad-name", _gdal.File(new string('a', 296) + ".tif"));

    [Fact]
    public void Formats_that_name_other_files_are_not_opened()
    {
        var path = Relief("a_2001.tif");
        _gdal.Run("gdal_translate", "-q", "-of", "VRT", path, _gdal.File("b_2001.tif"));
        AssertRefused("not-a-raster", _gdal.File("b_2001.tif"));
    }

    [Fact]
    public void An_unknown_unit_is_refused()
    {
        var path = Relief("a_2001.tif");
        Assert.Equal("unknown-vertical-unit", Assert.Throws<InvalidInputException>(() => DemReader.Inspect(path, new DemReadOptions(VerticalUnit: "fathom"))).Rule);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_bad_input() => Assert.Throws<FileNotFoundException>(() => DemReader.Inspect(_gdal.File("none_2001.tif")));

    private static void SetUnit(string path, string unit)
    {
        Gdal.AllRegister();
        using var file = Gdal.Open(path, Access.GA_Update)!;
        using var band = file.GetRasterBand(1)!;
        band.SetUnitType(unit);
    }

    private static InvalidInputException AssertRefused(string rule, string path)
    {
        var error = Assert.Throws<InvalidInputException>(() => DemReader.Inspect(path));
        Assert.Equal(rule, error.Rule);
        Assert.NotEmpty(error.Found);
        Assert.NotEmpty(error.Expected);
        Assert.NotEmpty(error.Fix);
        return error;
    }

    private string Relief(string name, params string[] arguments) => _gdal.Relief(name, 40, 30, "EPSG:32632", 400000, 5100000, 50, arguments);
}
