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
}
