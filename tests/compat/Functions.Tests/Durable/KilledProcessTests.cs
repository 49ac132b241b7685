using System.Text.Json;
using Azure.Storage.Blobs;

namespace Glacier.Tests.Functions.Durable;

public class KilledProcessTests(Azurite storage)
{
    private const int Kills = 6;
    private const int Rounds = 5;

    [Fact]
    public async Task Killed_at_random_moments_everything_ends_and_every_activity_counts_once()
    {
        var random = new Random();
        var hub = App.NewHub();
        await using var watcher = await App.StartAsync(storage, hub, null, "AzureFunctionsJobHost:functions:0=none");
        var process = await SampleProcess.StartAsync(storage, hub);
        try
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => watcher.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", Rounds)));
            var gatherer = await watcher.Client.ScheduleNewOrchestrationInstanceAsync("Gather", Array.Empty<int>());
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.WhenAll(
                    watcher.Client.RaiseEventAsync(gatherer, "value", (2 * kill) + 1),
                    watcher.Client.RaiseEventAsync(gatherer, "VALUE", (2 * kill) + 2),
                    Task.Delay(random.Next(100, 700)));
                process.Dispose();
                process = await SampleProcess.StartAsync(storage, hub);
            }

            foreach (var id in ids)
            {
                var marks = (await watcher.EndAsync(id)).ReadOutputAs<string[]>()!;
                var names = Enumerable.Range(0, Rounds).SelectMany(r => Enumerable.Range(0, 6).Select(i => $"{r}.{i}").Append($"{r}.child"));
                Assert.Equal(names, marks.Select(mark => mark.Split(':')[0]));
                await AssertOneOutcomePerTaskAsync(hub, id, marks);
            }

            Assert.Equal(Enumerable.Range(1, 2 * Kills), (await watcher.EndAsync(gatherer)).ReadOutputAs<int[]>()!.Order());
        }
        finally
        {
            process.Dispose();
        }
    }

    [Fact]
    public async Task A_timer_fires_in_the_next_process()
    {
        var hub = App.NewHub();
        await using var watcher = await App.StartAsync(storage, hub, null, "AzureFunctionsJobHost:functions:0=none");
        var first = await SampleProcess.StartAsync(storage, hub);
        var due = DateTime.UtcNow.AddSeconds(4);
        var id = await watcher.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", 4.0);
        await watcher.Client.WaitForInstanceStartAsync(id);
        first.Dispose();
        using var second = await SampleProcess.StartAsync(storage, hub);
        Assert.InRange((await watcher.EndAsync(id)).ReadOutputAs<DateTime>(), due, due.AddSeconds(6));
    }

    /// <summary>Reads the history itself: no task has two outcomes, and what it took is what the orchestrator gave.</summary>
    private async Task AssertOneOutcomePerTaskAsync(string hub, string id, string[] marks)
    {
        var container = new BlobContainerClient(storage.ConnectionString, hub + "-history");
        var blob = Assert.Single(container.GetBlobs(prefix: $"history/{id}/").ToList());
        var history = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString();
        var outcomes = history.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("received").EnumerateArray())
            .Where(received => received.TryGetProperty("taskId", out _))
            .ToList();
        Assert.Equal(outcomes.Count, outcomes.Select(outcome => outcome.GetProperty("taskId").GetInt32()).Distinct().Count());
        var taken = outcomes.Where(outcome => outcome.TryGetProperty("payload", out _))
            .Select(outcome => JsonSerializer.Deserialize<string>(outcome.GetProperty("payload").GetProperty("text").GetString()!)!);
        Assert.Equal(marks.Order(), taken.Order());
    }
}
