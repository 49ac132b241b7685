using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;
using Glacier.Tests;

namespace Glacier.Functions.Tests;

public sealed class VelocityTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Dropped_scenes_become_a_velocity_map_with_all_that_belongs_to_it_and_another_scene_costs_its_own_pairs_only()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var clock = Stopwatch.StartNew();

        // nine scenes by two methods: 72 comparisons, more than one batch
        await pipeline.DropAsync("sliding", [SmallScenes.Settings("""{ "methods": ["hs", "ncc"] }""")]);
        await pipeline.DropAsync("sliding", [SmallScenes.Outline], Containers.Outlines);
        await pipeline.DropAsync("sliding", SmallScenes.Images(9).Append(SmallScenes.Stakes), Containers.Scenes);

        // a slow machine may have gone round for settings and outline alone before the scenes came
        await UntilAsync(async () => (await pipeline.NamesAsync(Containers.Products, "sliding/velocity/")).Contains("sliding/velocity/velocity.json"), pipeline);
        await pipeline.CompletedAsync("sliding", s_patience);
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s");
        var products = await pipeline.ProductsAsync("sliding");
        Assert.Empty(await pipeline.NamesAsync(Containers.Quarantine, ""));
        foreach (var name in new[] { "velocity.tif", "velocity.nc", "velocity.png", "velocity.json", "profile.csv", "stakes.csv" })
            Assert.Contains("sliding/velocity/" + name, products.Keys);
        Assert.Equal(72, products.Keys.Count(name => name.Contains("/pairs/", StringComparison.Ordinal) && name.EndsWith(".tif", StringComparison.Ordinal)));

        foreach (var method in new[] { "hs", "ncc" })
        {
            var found = (await pipeline.JsonAsync(Containers.Products, "sliding/velocity/velocity.json")).GetProperty("methods").GetProperty(method);

            // chips of 32 pixels hold standing ground almost everywhere on so small a block of ice
            var least = method == "hs" ? 0.9 : 0.3;
            Assert.InRange(found.GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble() / SmallScenes.Speed, least, 1.1);
            Assert.Equal(36, found.GetProperty("pairs").GetInt32());
            Assert.Equal(JsonValueKind.Null, found.GetProperty("seconds").ValueKind);
        }

        await PublishedAsync(pipeline, products.Keys);
        var before = await WrittenAsync(pipeline);
        await pipeline.DropAsync("sliding", [SmallScenes.Image(85)], Containers.Scenes);
        await UntilAsync(async () => (await WrittenAsync(pipeline)).Count > before.Count, pipeline);
        await pipeline.CompletedAsync("sliding", s_patience);
        var after = await WrittenAsync(pipeline);
        Assert.Equal(before.Count + 16, after.Count);
        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
    }

    private static async Task PublishedAsync(RunningPipeline pipeline, ICollection<string> products)
    {
        var container = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products);
        var page = (await container.GetBlobClient("sliding/index.html").DownloadContentAsync()).Value.Content.ToString();
        foreach (var text in new[] { "How fast the ice moves", "velocity/velocity.png", "velocity/velocity.nc", "9 satellite images", "36 of 36 pairs", "<th scope=\"row\">upper</th>", "<th scope=\"row\">2020</th>" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain("ynthetic images", page, StringComparison.Ordinal);
        Assert.Contains("sliding/velocity/velocity.png", (await container.GetBlobClient("index.html").DownloadContentAsync()).Value.Content.ToString(), StringComparison.Ordinal);

        var item = await pipeline.JsonAsync(Containers.Products, "sliding/stac/velocity.json");
        Assert.Equal("EPSG:32632", item.GetProperty("properties").GetProperty("proj:code").GetString());
        var bands = item.GetProperty("assets").GetProperty("velocity").GetProperty("bands").EnumerateArray().Select(band => band.GetProperty("name").GetString());
        Assert.Equal(["vx", "vy", "v", "v_error", "count", "vx_error", "vy_error"], bands);
        foreach (var name in products.Where(name => name.StartsWith("sliding/stac/", StringComparison.Ordinal)))
        {
            var json = await pipeline.JsonAsync(Containers.Products, name);
            var hrefs = json.GetProperty("assets").EnumerateObject().Select(asset => asset.Value).Concat(json.GetProperty("links").EnumerateArray()).Select(link => link.GetProperty("href").GetString()!);
            foreach (var href in hrefs)
                Assert.Contains(new Uri(new Uri("http://host/" + name), href).AbsolutePath[1..], products);
        }

        using var client = new HttpClient { BaseAddress = pipeline.Api };
        using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/glaciers/sliding/velocity"));
        Assert.Contains("sliding/velocity/velocity.tif", answer.RootElement.GetProperty("products").EnumerateArray().Select(name => name.GetString()));
        Assert.True(answer.RootElement.GetProperty("velocity").TryGetProperty("methods", out _));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/glaciers/nowhere/velocity")).StatusCode);
    }

    // when each pair's map was written
    private static async Task<Dictionary<string, DateTimeOffset>> WrittenAsync(RunningPipeline pipeline)
    {
        var written = new Dictionary<string, DateTimeOffset>();
        await foreach (var blob in new BlobStores(pipeline.Storage).ListAsync(Containers.Products, "sliding/velocity/pairs/"))
        {
            if (blob.Address.Name.EndsWith(".tif", StringComparison.Ordinal))
                written[blob.Address.Name] = blob.Uploaded;
        }

        return written;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, RunningPipeline pipeline)
    {
        for (var deadline = DateTime.UtcNow + s_patience; !await holds(); await Task.Delay(200))
            Assert.True(DateTime.UtcNow < deadline, $"nothing new came; status: {(await pipeline.StatusAsync("sliding"))?.RootElement.GetRawText()}");
    }
}
