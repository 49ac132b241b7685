using Glacier.Tests;

namespace Glacier.Functions.Tests.Faults;

public class KilledProcessTests
{
    private const int Kills = 20;
    private const int Rounds = 2;

    [Fact]
    public async Task Runs_killed_at_random_moments_end_with_the_products_of_an_undisturbed_run()
    {
        var files = SmallSeries.Dems(4).Append(SmallSeries.Settings).ToList();
        SortedDictionary<string, string> undisturbed;
        TimeSpan takes;
        await using (var pipeline = await RunningPipeline.StartAsync())
        {
            var started = DateTime.UtcNow;
            await pipeline.DropAsync("small", files);
            await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(2));
            takes = DateTime.UtcNow - started;
            undisturbed = await pipeline.ProductsAsync("small");
        }

        Assert.Contains(undisturbed.Keys, name => name.EndsWith("recession.json", StringComparison.Ordinal));
        Assert.Contains(undisturbed.Keys, name => name.EndsWith(".mp4", StringComparison.Ordinal));
        Assert.Equal(4, undisturbed.Keys.Count(name => name.EndsWith("view.png", StringComparison.Ordinal)));

        var random = new Random(20);
        for (var round = 0; round < Rounds; round++)
        {
            await using var pipeline = await RunningPipeline.StartAsync();
            await pipeline.DropAsync("small", files);
            for (var kill = 0; kill < Kills / Rounds; kill++)
            {
                await Task.Delay(takes * (random.NextDouble() * 0.5));
                pipeline.KillAndRestart(RunningPipeline.Programs[random.Next(RunningPipeline.Programs.Count)]);
            }

            await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(3));
            Assert.Equal(undisturbed, await pipeline.ProductsAsync("small"));
            Assert.Empty(await pipeline.NamesAsync("quarantine", ""));
        }
    }

    [Fact]
    public Task Velocities_killed_at_random_moments_are_those_of_an_undisturbed_run() => KilledAsync(4, "small/velocity/velocity.tif", async pipeline =>
    {
        await pipeline.DropAsync("small", [SmallScenes.Settings("""{ "methods": ["hs"] }""")]);
        await pipeline.DropAsync("small", [SmallScenes.Outline], "outlines");
        await pipeline.DropAsync("small", SmallScenes.Images(4).Append(SmallScenes.Stakes), "scenes");
    });

    [Fact]
    public Task Panoramas_killed_at_random_moments_are_those_of_an_undisturbed_run() =>
        KilledAsync(6, "small/panorama/flight.mp4", pipeline => PanoramaTests.DropAsync(pipeline, SmallSeries.Dems(2), """{ "width": 512, "frames": 96 }"""));

    private static async Task KilledAsync(int seed, string product, Func<RunningPipeline, Task> drop)
    {
        SortedDictionary<string, string> undisturbed;
        var started = DateTime.UtcNow;
        await using (var pipeline = await RunningPipeline.StartAsync())
        {
            await drop(pipeline);
            await pipeline.CompletedAsync("small", TimeSpan.FromMinutes(5));
            undisturbed = await pipeline.ProductsAsync("small");
        }

        var takes = DateTime.UtcNow - started;
        Assert.Contains(product, undisturbed.Keys);
        var random = new Random(seed);
        await using var disturbed = await RunningPipeline.StartAsync();
        await drop(disturbed);
        for (var kill = 0; kill < 6; kill++)
        {
            await Task.Delay(takes * (random.NextDouble() * 0.4));
            disturbed.KillAndRestart(RunningPipeline.Programs[random.Next(RunningPipeline.Programs.Count)]);
        }

        await disturbed.CompletedAsync("small", TimeSpan.FromMinutes(8));
        Assert.Equal(undisturbed, await disturbed.ProductsAsync("small"));
        Assert.Empty(await disturbed.NamesAsync("quarantine", ""));
    }
}
