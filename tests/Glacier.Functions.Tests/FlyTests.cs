using System.Text;
using Glacier.Functions.Tests.Faults;
using Glacier.Pipeline.Storage;

namespace Glacier.Functions.Tests;

public class FlyTests
{
    private static readonly (string, byte[]) _settings = ("glacier.json", Encoding.UTF8.GetBytes("""
        {
          "size": [160, 90],
          "flights": [
            { "name": "never", "path": "flyover", "years": "1800", "frames": 8, "size": [160, 90] },
            { "name": "round", "path": "orbit", "style": "photo3d", "frames": 20, "size": [160, 90] }
          ]
        }
        """));

    [Fact]
    public async Task Flights_and_models_are_published_and_killed_at_random_moments_they_are_those_of_an_undisturbed_run()
    {
        var files = SmallSeries.Dems(2).Append(_settings).ToList();
        SortedDictionary<string, string> undisturbed;
        var started = DateTime.UtcNow;
        await using (var pipeline = await RunningPipeline.StartAsync())
        {
            await pipeline.DropAsync("small", files);
            await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(5));
            undisturbed = await pipeline.ProductsAsync("small");
            foreach (var name in new[] { "flights/round/fly.mp4", "flights/round/poster.jpg", "flights/round/cameras.json", "flights/round/fly.json", "models/model_1930-09-01.glb", "models/model_2020-09-01.glb" })
            {
                Assert.Contains("small/" + name, undisturbed.Keys);
            }

            Assert.Equal(20, undisturbed.Keys.Count(name => name.StartsWith("small/flights/round/frames/frame_", StringComparison.Ordinal)));

            // a flight that cannot be flown says why and stops nothing
            Assert.DoesNotContain(undisturbed.Keys, name => name.StartsWith("small/flights/never/", StringComparison.Ordinal));
            using var status = await pipeline.StatusAsync("small");
            Assert.Contains("Take one of the years surveyed", status!.RootElement.GetProperty("failures")[0].GetString(), StringComparison.Ordinal);

            var page = await TextAsync(pipeline, "index.html");
            Assert.Contains("flights/round/fly.mp4", page, StringComparison.Ordinal);
            Assert.Contains("models/model_2020-09-01.glb", page, StringComparison.Ordinal);
            Assert.DoesNotContain("frame_0000", page, StringComparison.Ordinal);
            var assets = (await pipeline.JsonAsync(Containers.Products, "small/stac/collection.json")).GetProperty("assets").EnumerateObject().ToList();
            Assert.Contains(assets, asset => asset.Value.GetProperty("type").GetString() == "model/gltf-binary");
            Assert.Contains(assets, asset => asset.Value.GetProperty("href").GetString() == "../flights/round/fly.mp4");
            Assert.DoesNotContain(assets, asset => asset.Value.GetProperty("href").GetString()!.Contains("frame_", StringComparison.Ordinal));
        }

        var takes = DateTime.UtcNow - started;
        var random = new Random(7);
        await using var disturbed = await RunningPipeline.StartAsync();
        await disturbed.DropAsync("small", files);
        for (var kill = 0; kill < 6; kill++)
        {
            await Task.Delay(takes * (0.05 + (random.NextDouble() * 0.25)));
            disturbed.KillAndRestart(RunningPipeline.Programs[kill % 2]);
        }

        await disturbed.CompletedAsync("small", TimeSpan.FromMinutes(8));
        Assert.Equal(undisturbed, await disturbed.ProductsAsync("small"));

        // a flight no longer asked for goes with all that belongs to it
        await disturbed.DropAsync("small", [SmallSeries.Settings]);
        await WaitAsync(async () => !(await disturbed.NamesAsync(Containers.Products, "small/")).Any(name => name.Contains("flights/", StringComparison.Ordinal) || name.EndsWith(".glb", StringComparison.Ordinal)));
    }

    private static async Task WaitAsync(Func<Task<bool>> met)
    {
        for (var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(3); !await met(); await Task.Delay(300))
        {
            Assert.True(DateTime.UtcNow < deadline, "flights and models of settings that ask for none are still there");
        }
    }

    private static async Task<string> TextAsync(RunningPipeline pipeline, string name) =>
        (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("small/" + name).DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content.ToString();
}
