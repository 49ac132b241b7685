using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;

namespace Glacier.Functions.Tests;

public class PanoramaTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_dropped_scene_beside_elevation_models_becomes_a_panorama_in_every_light_and_a_flight()
    {
        var dems = SmallSeries.Dems(2);
        await using var pipeline = await RunningPipeline.StartAsync();
        await DropAsync(pipeline, dems, """{ "width": 64, "frames": 20 }""");
        await pipeline.CompletedAsync("small", s_patience);
        var products = await pipeline.NamesAsync(Containers.Products, "small/panorama/");
        foreach (var light in new[] { "noon", "evening", "overcast" })
        {
            foreach (var file in new[] { "panorama.png", "depth.tif", "panorama.json", "panorama.js" })
                Assert.Contains($"small/panorama/{light}/{file}", products);
        }

        Assert.Contains("small/panorama/flight.mp4", products);
        Assert.Contains("small/panorama/flight_depth.mp4", products);
        Assert.Equal(2 * 20, products.Count(name => name.Contains("/frames/", StringComparison.Ordinal)));
        Assert.Empty(await pipeline.NamesAsync(Containers.Quarantine, ""));

        // the later scene has one band only: it is passed over, and the reason stays
        var plan = await pipeline.JsonAsync(Containers.Products, "small/panorama/plan.json");
        Assert.Equal("2020-08-15", plan.GetProperty("scene").GetString());
        Assert.Equal("2020-09-01", plan.GetProperty("survey").GetString());
        Assert.Equal(["wrong-bands"], plan.GetProperty("refused").EnumerateArray().Select(refused => refused.GetProperty("rule").GetString()));
        var facts = await pipeline.JsonAsync(Containers.Products, "small/panorama/noon/panorama.json");
        Assert.Equal(2, facts.GetProperty("camera").GetProperty("above_ground_m").GetDouble(), 1e-3);
        Assert.Equal("geometry from DEM", facts.GetProperty("model").GetString());

        var item = await pipeline.JsonAsync(Containers.Products, "small/stac/panorama.json");
        Assert.StartsWith("Synthetic", item.GetProperty("assets").GetProperty("noon-panorama-png").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(item.GetProperty("assets").EnumerateObject(), asset => asset.Name.Contains("frames", StringComparison.Ordinal));
        var page = await PageAsync(pipeline);
        foreach (var text in new[] { "Stand on the glacier", "panorama/noon/panorama.js", "panorama/flight.mp4", "id=\"sphere\"", "around.js", "satellite image of 2020-08-15" })
            Assert.Contains(text, page, StringComparison.Ordinal);

        // another light costs that light, no flight; none wished for, none left
        var before = await WrittenAsync(pipeline);
        await pipeline.DropAsync("small", [SmallSeries.With("""{ "width": 64, "frames": 20, "illuminations": ["noon"] }""")]);
        await UntilAsync(pipeline, async () => !(await pipeline.NamesAsync(Containers.Products, "small/panorama/evening/")).Any());
        await pipeline.CompletedAsync("small", s_patience);
        var after = await WrittenAsync(pipeline);
        Assert.All(after.Where(product => product.Key.Contains("/frames/", StringComparison.Ordinal) || product.Key.Contains("/noon/", StringComparison.Ordinal)), product => Assert.Equal(before[product.Key], product.Value));
        await pipeline.DropAsync("small", [SmallSeries.With("""{ "enabled": false }""")]);
        await UntilAsync(pipeline, async () => !(await pipeline.NamesAsync(Containers.Products, "small/panorama/")).Any());
        await UntilAsync(pipeline, async () => !(await PageAsync(pipeline)).Contains("Stand on the glacier", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_place_off_the_tile_and_a_way_that_leaves_it_are_told_and_cost_nothing_else()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        await DropAsync(pipeline, SmallSeries.Dems(2), """{ "width": 64, "at": [0, 0], "line": [[0, 0], [1000, 0]], "frames": 8 }""");
        await pipeline.CompletedAsync("small", s_patience);
        Assert.DoesNotContain(await pipeline.NamesAsync(Containers.Products, "small/panorama/"), name => name.EndsWith(".png", StringComparison.Ordinal) || name.EndsWith(".mp4", StringComparison.Ordinal));
        var plan = await pipeline.JsonAsync(Containers.Products, "small/panorama/plan.json");
        Assert.Equal(["wrong-bands", "camera-outside-tile", "path-leaves-tile"], plan.GetProperty("refused").EnumerateArray().Select(refused => refused.GetProperty("rule").GetString()));
        Assert.Contains("a camera at 0, 0", await PageAsync(pipeline), StringComparison.Ordinal);
        Assert.Contains("small/recession.json", await pipeline.NamesAsync(Containers.Products, "small/"));
    }

    internal static async Task DropAsync(RunningPipeline pipeline, IReadOnlyList<(string Name, byte[] Content)> dems, string panorama)
    {
        await pipeline.DropAsync("small", [SmallSeries.With(panorama)]);
        await pipeline.DropAsync("small", [("s_2020-08-15.tif", IceSquare.Scene(dems[0], 40, bands: 3)), ("grey_2021-08-15.tif", IceSquare.Scene(dems[0], 8, bands: 1))], Containers.Scenes);
        await pipeline.DropAsync("small", dems);
    }

    private static async Task<string> PageAsync(RunningPipeline pipeline) =>
        (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("small/index.html").DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString();

    private static async Task<Dictionary<string, DateTimeOffset>> WrittenAsync(RunningPipeline pipeline)
    {
        var written = new Dictionary<string, DateTimeOffset>();
        await foreach (var blob in new BlobStores(pipeline.Storage).ListAsync(Containers.Products, "small/panorama/"))
            written[blob.Address.Name] = blob.Uploaded;
        return written;
    }

    private static async Task UntilAsync(RunningPipeline pipeline, Func<Task<bool>> holds)
    {
        for (var deadline = DateTime.UtcNow + s_patience; !await holds(); await Task.Delay(200))
            Assert.True(DateTime.UtcNow < deadline, $"nothing new came; status: {(await pipeline.StatusAsync("small"))?.RootElement.GetRawText()}");
    }
}
