using System.Text.Json;
using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;

namespace Glacier.Functions.Tests;

public sealed class OutlineTests
{
    [Fact]
    public async Task Dropped_scenes_become_outlines_and_the_ice_of_elevation_models_that_have_none()
    {
        var dems = SmallSeries.Dems(2);
        await using var pipeline = await RunningPipeline.StartAsync();
        var scenes = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Scenes);
        foreach (var (name, content) in new[] { ("s_1990-08-20.tif", IceSquare.Scene(dems[0], 16)), ("s_2020-08-15.tif", IceSquare.Scene(dems[0], 8)), ("grey_2021-08-15.tif", IceSquare.Scene(dems[0], 8, bands: 1)) })
        {
            await scenes.GetBlobClient("small/" + name).UploadAsync(new BinaryData(content), overwrite: true, TestContext.Current.CancellationToken);
        }

        await pipeline.DropAsync("small", dems.Append(SmallSeries.Settings));
        await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(5));
        var products = await pipeline.NamesAsync(Containers.Products, "small/");
        foreach (var date in new[] { "1990-08-20", "2020-08-15" })
        {
            foreach (var file in new[] { "outline.gpkg", "outline.geojson", "mask.tif", "probability.tif", "confidence.tif", "outline.png", "outline.json", "outcome.json" })
            {
                Assert.Contains($"small/outlines/{date}/{file}", products);
            }

            Assert.Contains($"small/stac/outline-{date}.json", products);
        }

        // 16 × 16 and 8 × 8 pixels of 100 m, the corners rounded
        var areas = new[] { await AreaAsync(pipeline, "1990-08-20"), await AreaAsync(pipeline, "2020-08-15") };
        Assert.InRange(areas[0], 2.1, 2.6);
        Assert.InRange(areas[1], 0.4, 0.65);

        // both squares lie about one middle: the line is as long as the larger, and the smaller ends 4 of its 16 pixels before it
        using var history = await JsonAsync(pipeline, "outlines/history.json");
        var lengths = history.RootElement.EnumerateArray().Where(row => row.GetProperty("length").ValueKind == JsonValueKind.Number).Select(row => row.GetProperty("length").GetDouble()).ToArray();
        Assert.Equal(2, lengths.Length);
        Assert.InRange(lengths[0] - lengths[1], 250, 700);
        Assert.Contains("small/outlines/history.csv", products);
        Assert.Contains("small/outlines/length.geojson", products);

        // a scene of one band still serves for velocity: no quarantine, and the reason among the products
        Assert.DoesNotContain(await pipeline.NamesAsync(Containers.Quarantine, "small/"), name => name.Contains("grey", StringComparison.Ordinal));
        using var refused = await JsonAsync(pipeline, "outlines/2021-08-15/outcome.json");
        Assert.Equal("which-bands", refused.RootElement.GetProperty("refused").GetProperty("rule").GetString());
        using var ice = await JsonAsync(pipeline, "ice.json");

        // the survey of 1930 is far from any scene; that of 2020 takes its ice from the scene of its summer
        Assert.Equal(["difference", "outline"], ice.RootElement.EnumerateArray().Select(survey => survey.GetProperty("source").GetString()));
        var page = (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("small/index.html").DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString();
        Assert.Contains("Where the ice is", page, StringComparison.Ordinal);
        Assert.Contains("id=\"ice-area-title\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"ice-length-title\"", page, StringComparison.Ordinal);
    }

    private static async Task<double> AreaAsync(RunningPipeline pipeline, string date)
    {
        using var outline = await JsonAsync(pipeline, $"outlines/{date}/outline.json");
        return outline.RootElement.GetProperty("area_km2").GetDouble();
    }

    private static async Task<JsonDocument> JsonAsync(RunningPipeline pipeline, string name) => JsonDocument.Parse(
        (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("small/" + name).DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content);
}
