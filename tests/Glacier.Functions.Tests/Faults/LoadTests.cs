using Glacier.Pipeline.Storage;

namespace Glacier.Functions.Tests.Faults;

public class LoadTests
{
    private const int Glaciers = 20;
    private const int DemsEach = 10;

    [Fact]
    public async Task Two_hundred_dems_of_twenty_glaciers_dropped_at_once_are_all_done_in_flat_memory()
    {
        await using var pipeline = await RunningPipeline.StartAsync();
        var names = Enumerable.Range(0, Glaciers).Select(k => $"glacier-{k:D2}").ToList();
        await Task.WhenAll(names.Select((name, k) => pipeline.DropAsync(name, SmallSeries.Dems(DemsEach, raised: k).Append(SmallSeries.Settings))));

        var half = new Dictionary<string, double>();
        for (var k = 0; k < names.Count; k++)
        {
            await pipeline.CompletedAsync(names[k], TimeSpan.FromMinutes(30), () => Look(pipeline));
            if (k == names.Count / 2)
            {
                half = RunningPipeline.Programs.ToDictionary(program => program, program => pipeline.PeakMegabytes[program]);
            }
        }

        foreach (var name in names)
        {
            var products = await pipeline.NamesAsync(Containers.Products, name + "/");
            Assert.Equal(DemsEach, products.Count(product => product.EndsWith("view.png", StringComparison.Ordinal)));
            Assert.Contains($"{name}/recession.json", products);
        }

        // twenty glaciers published side by side: none may be missing on the front page
        var front = (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("index.html").DownloadContentAsync()).Value.Content.ToString();
        Assert.All(names, name => Assert.Contains($"{name}/index.html", front));
        Assert.Empty(await pipeline.NamesAsync(Containers.Quarantine, ""));
        foreach (var program in RunningPipeline.Programs)
        {
            // the second half of the work may not need more than the first did, but for the garbage collector's breathing
            Assert.True(pipeline.PeakMegabytes[program] < (1.5 * half[program]) + 100, $"{program}: {half[program]:F0} MB at half, {pipeline.PeakMegabytes[program]:F0} MB in the end");
            Assert.True(pipeline.PeakMegabytes[program] < 1500, $"{program}: {pipeline.PeakMegabytes[program]:F0} MB");
            TestContext.Current.SendDiagnosticMessage("{0}: peak {1:F0} MB", program, pipeline.PeakMegabytes[program]);
        }
    }

    private static void Look(RunningPipeline pipeline)
    {
        foreach (var program in RunningPipeline.Programs)
        {
            pipeline.Megabytes(program);
        }
    }
}
