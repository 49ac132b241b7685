using System.Text.Json;
using OSGeo.GDAL;

namespace Glacier.Cli.Tests.Commands;

public sealed class OutlineCommandTests : IDisposable
{
    private const int Size = 80;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_scene_becomes_every_file_and_the_input_stays_untouched()
    {
        Directory.CreateDirectory(_work.File("in"));
        var scene = Scene("in/s_2019-08-21.tif");
        var dem = _work.Dem("in/dem.tif", Size, Size, elevation: (column, row) => 2000 + (20 * row));
        var state = WorkFolder.State(_work.File("in"));
        var facts = GlacierProcess.Run("outline", scene, "--dem", dem, "--method", "ratio", "--out", _work.File("out"), "--json").Json;
        Assert.Equal(state, WorkFolder.State(_work.File("in")));
        Assert.Equal(
            ["confidence.tif", "mask.tif", "outline.geojson", "outline.gpkg", "outline.json", "outline.png", "probability.tif"],
            Directory.GetFiles(_work.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["collection.json", "outline-2019-08-21.json"], Directory.GetFiles(_work.File("out/stac")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // 40 × 40 pixels of 30 m, the corners rounded by smoothing
        var glacier = Assert.Single(facts.GetProperty("glaciers").EnumerateArray());
        Assert.Equal(1.44, glacier.GetProperty("area_km2").GetDouble(), 0.04);
        Assert.Equal("2019-08-21", glacier.GetProperty("src_date").GetString());
        Assert.Equal(2000 + (20 * 20), glacier.GetProperty("zmin_m").GetDouble(), 25.0);
        Assert.Equal(0, glacier.GetProperty("aspect_deg").GetDouble() % 360, 2.0);
        using var item = JsonDocument.Parse(File.ReadAllText(_work.File("out/stac/outline-2019-08-21.json")));
        Assert.Equal(7, item.RootElement.GetProperty("assets").EnumerateObject().Count());
    }

    [Fact]
    public void Without_a_network_its_method_is_refused_by_name_and_the_ratio_is_what_is_used()
    {
        var scene = Scene("s_2019-08-21.tif");
        var facts = GlacierProcess.Run("outline", scene, "--out", _work.File("out"), "--json").Json;
        Assert.Contains(facts.GetProperty("method").GetString(), (string[])["ratio", "glavitu"]);
        var wrong = GlacierProcess.Run("outline", scene, "--method", "magic", "--out", _work.File("out"));
        Assert.Equal(ExitCode.BadUsage, wrong.ExitCode);
        Assert.Contains("glavitu or ratio", wrong.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B2,B3,B4", "band-count")]
    [InlineData("B8,B4,B3,B2", "band-order")]
    public void Wrong_bands_are_one_line_with_the_rule(string bands, string rule)
    {
        var answer = GlacierProcess.Run("outline", Scene("s_2019-08-21.tif"), "--bands", bands, "--out", _work.File("out"));
        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains(rule, Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Tiles_are_measured_and_the_calibration_is_fitted_on_validation_tiles_only()
    {
        Directory.CreateDirectory(_work.File("tiles/images"));
        Directory.CreateDirectory(_work.File("tiles/masks"));
        Scene("tiles/images/a_1.tif");
        Write(_work.File("tiles/masks/a_1.tif"), 1, (_, i) => IsIce(i) ? 1 : 0, DataType.GDT_Byte);
        var answer = GlacierProcess.Run("outline", "--evaluate", _work.File("tiles"), "--part", "all", "--method", "ratio", "--out", _work.File("out"));
        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("| tiles | 1 |", answer.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_work.File("out/reliability_ratio.png")) && File.Exists(_work.File("out/examples_ratio.png")));
        var inside = GlacierProcess.Run("outline", "--evaluate", _work.File("tiles"), "--part", "all", "--method", "ratio", "--within", _work.File("tiles/masks/a_1.tif"), "--out", _work.File("out"));
        Assert.Contains("| pixels scored | 1,600 |", inside.Output, StringComparison.Ordinal);
        var nowhere = GlacierProcess.Run("outline", "--evaluate", _work.File("tiles"), "--part", "all", "--method", "ratio", "--within", "atlantis", "--out", _work.File("out"));
        Assert.Equal(ExitCode.Failed, nowhere.ExitCode);
        Assert.Contains("no-area", Assert.Single(nowhere.ErrorLines), StringComparison.Ordinal);
        var refused = GlacierProcess.Run("outline", "--evaluate", _work.File("tiles"), "--part", "all", "--method", "ratio", "--calibrate", _work.File("k.json"), "--out", _work.File("out"));
        Assert.Equal(ExitCode.BadUsage, refused.ExitCode);
    }

    private static bool IsIce(int i) => i % Size is >= 20 and < 60 && i / Size is >= 20 and < 60;

    private string Scene(string name)
    {
        double[] ice = [6200, 6200, 6000, 4800], rock = [1000, 1300, 1600, 2200];
        Write(_work.File(name), 4, (band, i) => (IsIce(i) ? ice : rock)[band], DataType.GDT_UInt16);
        return _work.File(name);
    }

    private static void Write(string path, int bands, Func<int, int, double> value, DataType type)
    {
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var file = driver.Create(path, Size, Size, bands, type, [])!;
        file.SetGeoTransform([WorkFolder.West, WorkFolder.Pixel, 0, WorkFolder.North, 0, -WorkFolder.Pixel]);
        using var system = new OSGeo.OSR.SpatialReference("");
        system.ImportFromEPSG(32632);
        file.SetSpatialRef(system);
        string[] names = ["B2", "B3", "B4", "B8"];
        for (var k = 0; k < bands; k++)
        {
            using var band = file.GetRasterBand(k + 1)!;
            band.SetDescription(names[k]);
            band.WriteRaster(0, 0, Size, Size, [.. Enumerable.Range(0, Size * Size).Select(i => value(k, i))], Size, Size, 0, 0);
        }

        file.FlushCache();
    }
}
