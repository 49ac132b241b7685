using Glacier.Terrain.Rasters;
using Glacier.Tests;

namespace Glacier.Terrain.Tests.Rasters;

public sealed class DemReaderTests : IDisposable
{
    private readonly GdalCommand _gdal = new();

    public void Dispose() => _gdal.Dispose();

    [Fact]
    public void A_projected_metric_DEM_is_read_pixel_for_pixel()
    {
        var path = RealData.Path("aletsch", "Aletsch_2009.tif");
        var raster = DemReader.Read(path);
        Assert.Equal((132, 225), (raster.Width, raster.Height));
        Assert.Equal(32632, raster.Crs.Epsg);
        Assert.Equal(100, raster.Transform.PixelWidth, 6);
        Assert.Equal(_gdal.Pixels(path), raster.Values);
    }

    [Fact]
    public void Inspect_agrees_with_gdalinfo()
    {
        var path = RealData.Path("aletsch", "Aletsch_2009.tif");
        var info = DemReader.Inspect(path);
        var reference = _gdal.Run("gdalinfo", "-json", "-stats", path);
        using var json = System.Text.Json.JsonDocument.Parse(reference);
        var band = json.RootElement.GetProperty("bands")[0];
        Assert.Equal(band.GetProperty("minimum").GetDouble(), info.Minimum, 1e-2);
        Assert.Equal(band.GetProperty("maximum").GetDouble(), info.Maximum, 1e-2);
        var ring = json.RootElement.GetProperty("wgs84Extent").GetProperty("coordinates")[0].EnumerateArray().ToList();
        Assert.InRange(info.West, 5, ring.Min(p => p[0].GetDouble()) + 1e-6);
        Assert.InRange(info.North, ring.Max(p => p[1].GetDouble()) - 1e-6, 48);
        Assert.Equal(Epoch.OfYear(2009), info.Epoch);
        Assert.Equal("m", info.VerticalUnit);
        Assert.Equal(32632, info.Epsg);
    }

    [Fact]
    public void Nothing_is_written_beside_an_input()
    {
        var path = _gdal.Relief("dem_2001.tif", 40, 30, "EPSG:32632", 400000, 5100000, 50);
        var before = Directory.GetFiles(_gdal.Folder).Order().ToList();
        var bytes = File.ReadAllBytes(path);
        DemReader.Inspect(path);
        DemReader.Read(path);
        Assert.Equal(before, Directory.GetFiles(_gdal.Folder).Order());
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("x_2001.tif", "Float64", "GTiff")]
    [InlineData("x_2001.tif", "Float32", "GTiff")]
    [InlineData("x_2001.tif", "UInt32", "GTiff")]
    [InlineData("x_2001.tif", "Int32", "GTiff")]
    [InlineData("x_2001.tif", "Int16", "GTiff")]
    [InlineData("x_2001.tif", "UInt16", "GTiff")]
    [InlineData("x_2001.img", "Float32", "HFA")]
    [InlineData("x_2001.asc", "Float32", "AAIGrid")]
    public void Every_type_and_format_gives_the_same_relief(string name, string type, string format)
    {
        var path = _gdal.Relief(name, 50, 40, "EPSG:32632", 400000, 5100000, 50, "-ot", type, "-of", format, "-a_nodata", "0");
        var raster = DemReader.Read(path);
        var info = DemReader.Inspect(path);
        Assert.Equal(format, info.Driver);
        Assert.Equal(0, info.VoidFraction);
        var tolerance = type.StartsWith("Float", StringComparison.Ordinal) ? 2e-3 : 0.501;
        for (var row = 0; row < 40; row++)
        {
            for (var column = 0; column < 50; column++)
            {
                Assert.Equal(GdalCommand.Height(column, row), raster[column, row], tolerance);
            }
        }
    }

    [Fact]
    public void Signed_bytes_keep_their_sign()
    {
        var bytes = _gdal.Relief(
            "x_2001.tif", 30, 30, "EPSG:32632", 400000, 5100000, 50, "-ot", "Byte", "-scale", "300", "3700", "0", "255", "-co", "PIXELTYPE=SIGNEDBYTE", "-a_nodata", "none");
        var stored = _gdal.Pixels(bytes);
        var values = DemReader.Read(bytes).Values;
        Assert.Contains(values, value => value < 0);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal((sbyte)(byte)stored[i], values[i]);
        }
    }

    [Fact]
    public void Scale_and_offset_of_the_band_apply()
    {
        var plain = DemReader.Read(_gdal.Relief("a_2001.tif", 40, 40, "EPSG:32632", 400000, 5100000, 50));
        var scaled = DemReader.Read(_gdal.Relief("b_2001.tif", 40, 40, "EPSG:32632", 400000, 5100000, 50, "-a_scale", "0.5", "-a_offset", "100"));
        Assert.Equal((plain[7, 9] * 0.5) + 100, scaled[7, 9], 1e-3);
    }

    [Theory]
    [InlineData("ft", 0.3048)]
    [InlineData("us-ft", 1200.0 / 3937)]
    public void Feet_become_metres_when_the_caller_says_so(string unit, double metres)
    {
        var path = _gdal.Relief("a_2001.tif", 40, 40, "EPSG:32632", 400000, 5100000, 50);
        var raw = DemReader.Read(path);
        var read = DemReader.Read(path, new DemReadOptions(VerticalUnit: unit));
        Assert.Equal(raw[3, 4] * metres, read[3, 4], 1e-3);
        Assert.Equal(unit, DemReader.Inspect(path, new DemReadOptions(VerticalUnit: unit)).VerticalUnit);
    }

    [Fact]
    public void Feet_become_metres_when_the_vertical_system_says_so()
    {
        // UTM 32N with NAVD88 height in US survey feet
        var feet = _gdal.Relief("a_2001.tif", 40, 40, "EPSG:32611+6360", 400000, 5100000, 50);
        Assert.Equal("us-ft", DemReader.Inspect(feet).VerticalUnit);
        var raster = DemReader.Read(feet);
        Assert.Equal(GdalCommand.Height(3, 4) * 1200 / 3937, raster[3, 4], 1e-2);
        Assert.Equal(32611, raster.Crs.Epsg);
    }

    [Fact]
    public void Nodata_becomes_NaN()
    {
        var source = _gdal.Relief("a_2001.tif", 40, 40, "EPSG:32632", 400000, 5100000, 50);
        var holed = _gdal.File("b_2001.tif");
        var pixel = _gdal.Pixels(source)[(5 * 40) + 6];
        _gdal.Run("gdal_translate", "-q", "-a_nodata", pixel.ToString("R", System.Globalization.CultureInfo.InvariantCulture), source, holed);
        var raster = DemReader.Read(holed);
        Assert.True(float.IsNaN(raster[6, 5]));
        Assert.InRange(DemReader.Inspect(holed).VoidFraction * 1600, 0.999, 16);
    }

    [Theory]
    [InlineData("EPSG:4326", 8.0, 46.4, 0.0005, 32632)]
    [InlineData("EPSG:4326", -73.1, -46.6, 0.0005, 32718)]
    [InlineData("EPSG:2926", 1200000, 200000, 200, 32610)]
    public void Degrees_and_feet_are_brought_to_the_local_UTM_zone_as_gdalwarp_does(string crs, double west, double south, double cell, int utm)
    {
        var path = _gdal.Relief("a_2001.tif", 60, 50, crs, west, south, cell);
        var raster = DemReader.Read(path);
        Assert.Equal(utm, raster.Crs.Epsg);
        var t = raster.Transform;
        var (east, low) = t.ToMap(raster.Width, raster.Height);
        var reference = _gdal.File("warped.tif");
        _gdal.Run(
            "gdalwarp", "-q", "-t_srs", $"EPSG:{utm}", "-r", "bilinear", "-et", "0", "-dstnodata", "nan", "-ot", "Float32", "-te", Text(t.West), Text(low), Text(east),
            Text(t.North), "-ts", $"{raster.Width}", $"{raster.Height}", path, reference);
        AssertClose(_gdal.Pixels(reference), raster.Values, 1e-3);
        Assert.True(raster.Values.Count(float.IsFinite) > 2000);
    }

    [Fact]
    public void A_rotated_DEM_is_turned_north_up()
    {
        var path = _gdal.Relief("a_2001.tif", 60, 60, "EPSG:32632", 400000, 5100000, 50);
        var text = File.ReadAllText(WriteVrt(path));
        Assert.Contains("GeoTransform", text, StringComparison.Ordinal);
        var rotated = _gdal.File("r_2001.tif");
        _gdal.Run("gdal_translate", "-q", _gdal.File("r.vrt"), rotated);
        var raster = DemReader.Read(rotated);

        // centre of pixel (30, 30) of the rotated file
        const double cos = 0.8660254037844387 * 50, sin = 0.5 * 50;
        var (x, y) = (400000 + (30.5 * cos) + (30.5 * sin), 5100000 + (30.5 * sin) - (30.5 * cos));
        Assert.Equal(GdalCommand.Height(30, 30), raster.Sample(x, y), 25.0);
        Assert.True(raster.Transform.PixelWidth > 0 && raster.Width > 60);
    }

    [Fact]
    public void A_DEM_is_read_onto_a_grid_as_gdalwarp_does()
    {
        var path = RealData.Path("hintereisferner", "hef_srtm.tif");
        var info = DemReader.Inspect(path, new DemReadOptions(RequireEpoch: false));
        var crs = ReferenceSystem.FromEpsg(32632);
        var (x, y) = crs.FromWgs84((info.West + info.East) / 2, (info.South + info.North) / 2);
        var grid = new Grid(80, 70, new GeoTransform(x - 2000, y + 1750, 50, 50), crs);
        var raster = DemReader.ReadOnto(path, grid);
        var reference = _gdal.File("warped.tif");
        _gdal.Run(
            "gdalwarp", "-q", "-t_srs", "EPSG:32632", "-r", "bilinear", "-et", "0", "-dstnodata", "nan", "-ot", "Float32",
            "-te", Text(x - 2000), Text(y - 1750), Text(x + 2000), Text(y + 1750), "-ts", "80", "70", path, reference);
        AssertClose(_gdal.Pixels(reference), raster.Values, 1e-3);
    }

    [Fact]
    public void Coarser_than_twice_is_averaged()
    {
        var path = _gdal.Relief("a_2001.tif", 64, 64, "EPSG:32632", 400000, 5100000, 50);
        var fine = DemReader.Read(path);
        var coarse = DemReader.ReadOnto(path, new Grid(8, 8, new GeoTransform(400000, fine.Transform.North, 400, 400), fine.Crs));
        var sum = 0.0;
        for (var i = 0; i < 64; i++)
        {
            sum += fine[8 + (i % 8), 16 + (i / 8)];
        }

        Assert.Equal(sum / 64, coarse[1, 2], 1e-2);
    }

    [Fact]
    public void SRTM_tiles_and_USGS_DEMs_are_read()
    {
        var degrees = 1.0 / 1200;
        var big = _gdal.Relief("a_2001.tif", 1201, 1201, "EPSG:4326", 8 - (degrees / 2), 46 - (degrees / 2), degrees, "-ot", "Int16");
        var hgt = _gdal.File("N46E008.hgt");
        _gdal.Run("gdal_translate", "-q", "-of", "SRTMHGT", big, hgt);
        var info = DemReader.Inspect(hgt, new DemReadOptions(Epoch: Epoch.OfYear(2000)));
        Assert.Equal(("SRTMHGT", 2000), (info.Driver, info.Epoch!.Value.Year));
        Assert.Equal(32632, DemReader.Read(hgt).Crs.Epsg);

        var dem = _gdal.File("x_1999.dem");
        _gdal.Run("gdal_translate", "-q", "-of", "USGSDEM", "-srcwin", "0", "0", "300", "300", "-projwin_srs", "EPSG:4326", big, dem);
        Assert.Equal("USGSDEM", DemReader.Inspect(dem).Driver);
    }

    [Fact]
    public void The_date_comes_from_the_caller_then_the_name_then_the_tag()
    {
        var path = _gdal.Relief("a.tif", 40, 40, "EPSG:32632", 400000, 5100000, 50, "-mo", "TIFFTAG_DATETIME=2011:08:30 10:00:00");
        Assert.Equal(new Epoch(new DateOnly(2011, 8, 30)), DemReader.Inspect(path).Epoch);
        var named = _gdal.File("a_2012.tif");
        File.Copy(path, named);
        Assert.Equal(Epoch.OfYear(2012), DemReader.Inspect(named).Epoch);
        Assert.Equal(Epoch.OfYear(1990), DemReader.Inspect(named, new DemReadOptions(Epoch: Epoch.OfYear(1990))).Epoch);
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (float.IsFinite(expected[i]) || float.IsFinite(actual[i]))
            {
                Assert.Equal(expected[i], actual[i], tolerance);
            }
        }
    }

    private string WriteVrt(string source)
    {
        var vrt = _gdal.File("r.vrt");
        _gdal.Run("gdal_translate", "-q", "-of", "VRT", source, vrt);
        var text = File.ReadAllText(vrt);
        var start = text.IndexOf("<GeoTransform>", StringComparison.Ordinal);
        var end = text.IndexOf("</GeoTransform>", StringComparison.Ordinal);
        File.WriteAllText(vrt, text[..start] + "<GeoTransform>400000, 43.30127018922194, 25, 5100000, 25, -43.30127018922194" + text[end..]);
        return vrt;
    }
}
