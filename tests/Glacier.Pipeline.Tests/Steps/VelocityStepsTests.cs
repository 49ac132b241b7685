using System.Text;
using System.Text.Json.Nodes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Glacier.Vision.Velocity;
using OSGeo.GDAL;

namespace Glacier.Pipeline.Tests.Steps;

public class VelocityStepsTests
{
    private static (string, byte[]) Settings(string json) => ("glacier.json", Encoding.UTF8.GetBytes(json));

    [Fact]
    public async Task The_first_scene_waits_for_a_second_and_a_second_round_asks_for_nothing()
    {
        await using var steps = await StepRunner.StartAsync();
        await steps.DropAsync(Containers.Outlines, SmallScenes.Outline);
        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(0));
        Assert.Empty(await steps.RoundAsync());
        Assert.Contains("velocity comes with the next one, 10 to 120 days apart", await steps.TextAsync("index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("stac/collection.json", await steps.ProductsAsync());

        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(20));
        Assert.Equal([$"velocity-pair.2020-01-05_2020-01-25.{FlowMethods.Best}", "velocity"], await steps.RoundAsync());
        Assert.Contains("1 of 1 pairs agree", await steps.TextAsync("index.html"), StringComparison.Ordinal);
        Assert.Contains("stac/velocity.json", await steps.ProductsAsync());
        var products = await steps.ProductsAsync();
        Assert.Empty(await steps.RoundAsync());
        Assert.Equal(products, await steps.ProductsAsync());

        // a scene that is taken away takes its pairs and the mosaic with it
        await steps.RemoveAsync(Containers.Scenes, SmallScenes.Image(20).Name);
        await steps.RoundAsync();
        Assert.DoesNotContain(await steps.ProductsAsync(), name => name.EndsWith(".tif", StringComparison.Ordinal) && name.Contains("velocity_", StringComparison.Ordinal));
        Assert.DoesNotContain("velocity/velocity.tif", await steps.ProductsAsync());
    }

    [Fact]
    public async Task A_cloudy_scene_is_quarantined_and_released_when_one_comes_that_it_agrees_with()
    {
        await using var steps = await StepRunner.StartAsync();
        await steps.DropAsync(Containers.Dems, Settings("""{ "velocity": { "methods": ["hs"] } }"""));
        await steps.DropAsync(Containers.Outlines, SmallScenes.Outline);
        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(0), SmallScenes.Image(20), SmallScenes.Image(40, cloud: 3));
        await steps.RoundAsync();
        var cloudy = "scenes/g/" + SmallScenes.Image(40).Name;
        Assert.Equal(new() { [cloudy] = "all-cloud" }, await steps.RefusedAsync());
        Assert.Contains("3 satellite images, 1 of them clouded over or under fresh snow; 1 of 1 pairs agree", await steps.TextAsync("index.html"), StringComparison.Ordinal);

        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(60, cloud: 3));
        await steps.RoundAsync();
        Assert.Empty(await steps.RefusedAsync());
    }

    [Fact]
    public async Task Nothing_but_clouds_is_a_page_that_says_so()
    {
        await using var steps = await StepRunner.StartAsync();
        await steps.DropAsync(Containers.Outlines, SmallScenes.Outline);
        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(0, cloud: 1), SmallScenes.Image(20, cloud: 2));
        await steps.RoundAsync();
        Assert.Equal(2, (await steps.RefusedAsync()).Count);
        Assert.Contains("No two of the satellite images show the same ice", await steps.TextAsync("index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("velocity/velocity.tif", await steps.ProductsAsync());
    }

    [Fact]
    public async Task Pictures_without_a_place_need_a_pixel_size_and_take_a_mask_picture()
    {
        await using var steps = await StepRunner.StartAsync();
        await steps.DropAsync(Containers.Outlines, ("mask.png", Png(SmallScenes.Outline.Content, null)));
        await steps.DropAsync(Containers.Scenes, ("p_20200105.png", Png(SmallScenes.Image(0).Content, 10)), ("p_20200204.png", Png(SmallScenes.Image(30).Content, 10)));
        Assert.Empty(await steps.RoundAsync());
        Assert.All(await steps.RefusedAsync(), refused => Assert.Equal("no-pixel-size", refused.Value));

        await steps.DropAsync(Containers.Dems, Settings("""{ "scenes": { "pixelSize": 10 } }"""));
        await steps.RoundAsync();
        Assert.Empty(await steps.RefusedAsync());
        var found = JsonNode.Parse(await steps.TextAsync("velocity/velocity.json"))!;
        Assert.Equal(SmallScenes.Speed, (double)found["methods"]![FlowMethods.Best]!["on_ice"]!["median_m_per_year"]!, 0.1 * SmallScenes.Speed);
        Assert.Null(found["crs"]);
        Assert.Null(JsonNode.Parse(await steps.TextAsync("stac/velocity.json"))!["geometry"]);
    }

    [Fact]
    public async Task A_table_of_stakes_that_is_mended_changes_the_table_and_no_pair()
    {
        await using var steps = await StepRunner.StartAsync();
        await steps.DropAsync(Containers.Outlines, SmallScenes.Outline);
        await steps.DropAsync(Containers.Scenes, SmallScenes.Image(0), SmallScenes.Image(20), ("stakes.csv", "stake\n1\n"u8.ToArray()));
        await steps.RoundAsync();
        Assert.Equal(new() { ["scenes/g/stakes.csv"] = "not-stakes" }, await steps.RefusedAsync());
        await steps.DropAsync(Containers.Scenes, SmallScenes.Stakes);
        Assert.Equal(["velocity"], await steps.RoundAsync());
        Assert.Empty(await steps.RefusedAsync());
        var rows = (await steps.TextAsync("velocity/stakes.csv")).TrimEnd().Split('\n');
        Assert.Equal(4, rows.Length);

        // one pixel, not a median: the methods err by 0.17 pixels, a seventh of what the ice moves here
        Assert.Equal(SmallScenes.Speed, double.Parse(rows[1].Split(',')[4], System.Globalization.CultureInfo.InvariantCulture), 0.1 * SmallScenes.Speed);
        Assert.EndsWith(",,,", rows[3], StringComparison.Ordinal);
    }

    // the picture that a scene or an outline would be without its place
    private static byte[] Png(byte[] content, double? scale)
    {
        MaxRev.Gdal.Core.GdalBase.ConfigureAll();
        var folder = Directory.CreateTempSubdirectory("small-png-").FullName;
        try
        {
            var (source, target) = (Path.Combine(folder, scale is null ? "a.geojson" : "a.tif"), Path.Combine(folder, "a.png"));
            File.WriteAllBytes(source, content);
            var values = scale is { } s
                ? Array.ConvertAll(ImageReader.ReadBand(source, 1).Values, value => Math.Clamp(((value - 2000) / (float)s) + 128, 1, 255))
                : Array.ConvertAll(Glacier.Vision.Velocity.Masks.IceMask.Read(source, SmallScenes.Grid()), ice => ice ? 255f : 0);
            using var memory = Gdal.GetDriverByName("MEM")!.Create("", SmallScenes.Size, SmallScenes.Size, 1, DataType.GDT_Byte, []);
            using (var band = memory!.GetRasterBand(1)!)
                band.WriteRaster(0, 0, SmallScenes.Size, SmallScenes.Size, values, SmallScenes.Size, SmallScenes.Size, 0, 0);
            Gdal.GetDriverByName("PNG")!.CreateCopy(target, memory, 0, [], null, null)!.Dispose();
            return File.ReadAllBytes(target);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
