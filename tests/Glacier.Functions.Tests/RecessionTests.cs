using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;

namespace Glacier.Functions.Tests;

public sealed class RecessionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Dropped_dems_become_views_change_a_film_and_a_page_whose_catalogue_links_resolve()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var clock = Stopwatch.StartNew();
        await pipeline.DropAsync("demo", SmallSeries.Dems(3).Append(SmallSeries.Settings));
        await pipeline.CompletedAsync("demo", TimeSpan.FromMinutes(2));
        var products = await pipeline.ProductsAsync("demo");
        output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, {products.Count} products");
        foreach (var name in new[] { "films/main-survey/film.mp4", "films/main-survey/film.gif", "recession.json", "profiles.csv", "outlines.gpkg", "outlines.geojson", "index.html" })
            Assert.Contains("demo/" + name, products.Keys);

        var container = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products);
        await HttpAnswersAsync(pipeline.Api);
        Assert.Contains("demo/index.html", (await container.GetBlobClient("index.html").DownloadContentAsync()).Value.Content.ToString());
        foreach (var name in products.Keys.Where(name => name.StartsWith("demo/stac/", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse((await container.GetBlobClient(name).DownloadContentAsync()).Value.Content);
            var hrefs = json.RootElement.GetProperty("assets").EnumerateObject().Select(asset => asset.Value.GetProperty("href").GetString()!)
                .Concat(json.RootElement.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("href").GetString()!));
            foreach (var href in hrefs)
                Assert.Contains(new Uri(new Uri("http://host/" + name), href).AbsolutePath[1..], products.Keys);
        }
    }

    private static async Task HttpAnswersAsync(Uri api)
    {
        using var client = new HttpClient { BaseAddress = api };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
        using var all = JsonDocument.Parse(await client.GetStringAsync("/api/glaciers"));
        Assert.Equal("demo", Assert.Single(all.RootElement.EnumerateArray()).GetProperty("glacier").GetString());
        using var one = JsonDocument.Parse(await client.GetStringAsync("/api/glaciers/demo"));
        Assert.Contains("\"done\"", one.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/glaciers/nowhere")).StatusCode);
        async Task<HttpStatusCode> RenderAsync(string style) =>
            (await client.PostAsync("/api/glaciers/demo/render", new StringContent($$"""{ "view": "main", "style": "{{style}}" }""", Encoding.UTF8, "application/json"))).StatusCode;
        Assert.Equal(HttpStatusCode.Accepted, await RenderAsync("survey"));
        Assert.Equal(HttpStatusCode.BadRequest, await RenderAsync("oil"));
    }

    [Fact]
    public async Task One_dem_still_gets_its_view_and_page()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        await pipeline.DropAsync("single", SmallSeries.Dems(1).Append(SmallSeries.Settings));
        await pipeline.CompletedAsync("single", TimeSpan.FromMinutes(2));
        var products = await pipeline.NamesAsync(Containers.Products, "single/");
        Assert.Contains("single/index.html", products);
        Assert.Contains(products, name => name.EndsWith("view.png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_style_gets_its_pictures_and_a_film_of_its_own()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var settings = ("glacier.json", Encoding.UTF8.GetBytes("""{ "size": [160, 90], "styles": ["survey", "photo"], "photoSeed": 2 }"""));
        await pipeline.DropAsync("both", SmallSeries.Dems(2).Append(settings));
        await pipeline.CompletedAsync("both", TimeSpan.FromMinutes(2));
        var products = await pipeline.NamesAsync(Containers.Products, "both/");
        Assert.Contains("both/films/main-survey/film.mp4", products);
        Assert.Contains("both/films/main-photo/film.mp4", products);
        var container = pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products);
        var painted = products.Where(name => name.EndsWith("main-photo/view.png", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, painted.Length);
        foreach (var name in painted)
        {
            var picture = (await container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray();
            Assert.Contains("trainedAlgorithmicMedia", Encoding.Latin1.GetString(picture), StringComparison.Ordinal);
        }

        var page = (await container.GetBlobClient("both/index.html").DownloadContentAsync()).Value.Content.ToString();
        Assert.Contains("films/main-photo/film.mp4", page, StringComparison.Ordinal);
    }
}
