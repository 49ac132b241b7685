using Glacier.Terrain;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Products;
using Glacier.Vision.Outlines.Scenes;
using OSGeo.GDAL;

namespace Glacier.Vision.Tests.Outlines;

public sealed class SceneTests : IDisposable
{
    private static readonly string[] s_four = ["B2", "B3", "B4", "B8"];

    private readonly string _folder = Directory.CreateTempSubdirectory("scene-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(10_000, DataType.GDT_UInt16, "0–10 000")]
    [InlineData(1, DataType.GDT_Float32, "0–1")]
    [InlineData(255, DataType.GDT_Byte, "8 bits")]
    public void The_three_scales_of_reflectance_give_the_same_ice(double scale, DataType type, string unit)
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s_2019-08-21.tif"), s_four, scale, type));
        Assert.Equal(unit, scene.Scale.Unit);
        Assert.Equal(0.62f, scene.Read("B2", SceneFile.Side / 2, 1)![SceneFile.Side / 2], 0.003f);
        RequireSquare(scene);
    }

    [Fact]
    public void Bands_are_found_by_name_in_any_order_and_the_snow_index_is_used_where_there_is_short_wave_infrared()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s_2019-08-21.tif"), ["B12", "B8", "B4", "B3", "B2", "B11"]));
        Assert.Equal(["B2", "B3", "B4", "B8", "B11", "B12"], scene.Channels);
        Assert.Equal(0.48f, scene.Read("B8", 48, 1)![48], 0.001f);
        RequireSquare(scene);
    }

    [Fact]
    public void Names_can_be_stated_and_bands_left_out()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s_2019-08-21.tif"), ["B8", "XX", "B4", "B3", "B2"], named: false), ["B8", "-", "B4", "B3", "B2"]);
        RequireSquare(scene);
        Assert.Empty(scene.Warnings);
    }

    [Fact]
    public void Four_bands_without_names_are_taken_in_the_usual_order_with_a_warning()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s_2019-08-21.tif"), s_four, named: false));
        Assert.Contains("--bands", Assert.Single(scene.Warnings), StringComparison.Ordinal);
        RequireSquare(scene);
    }

    [Theory]
    [InlineData("which-bands", 3, null)]
    [InlineData("band-count", 4, "B2,B3,B4")]
    [InlineData("band-names", 4, "B2,B3,B4,B9x")]
    [InlineData("band-names", 4, "B2,B3,B4,B4")]
    [InlineData("missing-bands", 4, "B2,B3,B4,B11")]
    public void Wrong_bands_are_refused_with_the_rule(string rule, int count, string? stated)
    {
        var path = SceneFile.Write(File("s_2019-08-21.tif"), s_four[..count], named: false);
        Assert.Equal(rule, Assert.Throws<InvalidInputException>(() => OutlineScene.Open(path, stated?.Split(','))).Rule);
    }

    [Fact]
    public void Names_that_contradict_the_file_are_refused()
    {
        var path = SceneFile.Write(File("s_2019-08-21.tif"), s_four);
        Assert.Equal("band-order", Assert.Throws<InvalidInputException>(() => OutlineScene.Open(path, ["B8", "B3", "B4", "B2"])).Rule);
    }

    [Fact]
    public void A_scene_without_reference_system_is_refused() =>
        Assert.Equal("no-crs", Assert.Throws<InvalidInputException>(() => OutlineScene.Open(SceneFile.Write(File("s.tif"), s_four, epsg: 0))).Rule);

    [Fact]
    public void A_scene_of_nothing_but_cloud_is_refused()
    {
        var path = SceneFile.Write(File("s.tif"), s_four, all: [0.72f, 0.70f, 0.71f, 0.73f, 0.6f, 0.5f]);
        Assert.Equal("all-cloud", Assert.Throws<InvalidInputException>(() => OutlineScene.Open(path)).Rule);
    }

    [Fact]
    public void A_scene_of_nothing_but_snow_is_no_cloud()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s.tif"), s_four, all: [0.92f, 0.91f, 0.90f, 0.78f, 0.05f, 0.04f]));
        Assert.Equal(SceneFile.Side * SceneFile.Side, OutlineProduct.Of(scene, BandRatio.Method()).Ice.Count(ice => ice));
    }

    [Fact]
    public void Values_that_are_no_reflectance_are_refused()
    {
        var path = SceneFile.Write(File("s.tif"), s_four, 1_000_000, DataType.GDT_Float32);
        Assert.Equal("not-reflectance", Assert.Throws<InvalidInputException>(() => OutlineScene.Open(path)).Rule);
    }

    [Fact]
    public void A_dem_of_another_place_is_refused()
    {
        var scene = SceneFile.Write(File("s.tif"), s_four);
        var dem = SceneFile.Write(File("dem.tif"), ["B2"], 1000, DataType.GDT_Float32, west: 600_000);
        Assert.Equal("no-overlap", Assert.Throws<InvalidInputException>(() => OutlineScene.Open(scene, dem: dem)).Rule);
    }

    [Fact]
    public void A_scene_without_ice_has_none()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s.tif"), s_four, all: [0.10f, 0.13f, 0.16f, 0.22f, 0.28f, 0.25f]));
        Assert.Empty(OutlineProduct.Of(scene, BandRatio.Method()).Glaciers);
    }

    [Fact]
    public void Water_is_not_ice()
    {
        using var scene = OutlineScene.Open(SceneFile.Write(File("s.tif"), s_four, all: [0.09f, 0.10f, 0.08f, 0.03f, 0.02f, 0.01f]));
        Assert.Empty(OutlineProduct.Of(scene, BandRatio.Method()).Glaciers);
    }

    [Fact]
    public void Labels_of_unknown_values_put_a_tile_aside_and_the_others_are_measured()
    {
        Directory.CreateDirectory(File("t/images"));
        Directory.CreateDirectory(File("t/masks"));
        foreach (var (name, bad) in new[] { ("a_1", 0f), ("b_1", 7f) })
        {
            SceneFile.Write(File($"t/images/{name}.tif"), s_four);
            Mask(File($"t/masks/{name}.tif"), bad);
        }

        var tiles = OutlineTile.List(File("t"));
        var measured = OutlineEvaluation.Of(tiles, BandRatio.Method());
        Assert.Equal(("b_1.tif", "label-values"), (Assert.Single(measured.Left).File, measured.Left[0].Rule));
        var score = Assert.Single(measured.Scores);
        Assert.InRange(score.Iou, 0.95, 1);
        Assert.InRange(measured.Distance(0.5), 0, 10);
    }

    private static void RequireSquare(OutlineScene scene)
    {
        var product = OutlineProduct.Of(scene, BandRatio.Method());
        var wrong = Enumerable.Range(0, product.Ice.Length).Count(i => product.Ice[i] != SceneFile.IsIce(i));

        // smoothing rounds the four corners
        Assert.InRange(wrong, 0, 60);
        Assert.Single(product.Glaciers);
    }

    private static void Mask(string path, float bad)
    {
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var dataset = driver.Create(path, SceneFile.Side, SceneFile.Side, 1, DataType.GDT_Byte, null);
        using var band = dataset.GetRasterBand(1)!;
        var values = new double[SceneFile.Side * SceneFile.Side];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = SceneFile.IsIce(i) ? 1 : i == 5 ? bad : 0;
        }

        band.WriteRaster(0, 0, SceneFile.Side, SceneFile.Side, values, SceneFile.Side, SceneFile.Side, 0, 0);

        // as the Swiss masks: ground without ice is declared as nodata
        band.SetNoDataValue(0);
        dataset.FlushCache();
    }

    private string File(string name) => Path.Combine(_folder, name);
}
