using DurableTask.Core.Exceptions;
using Glacier.Tests.Functions.Samples;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions.Durable;

public class OrchestrationTests(Azurite storage)
{
    [Fact]
    public async Task Sequence_runs_in_order_and_gives_its_output()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("Sequence");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, result.RuntimeStatus);
        Assert.Equal(["Hello Bern!", "Hello Brig!", "Hello Sion!"], result.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Fan_out_of_50_comes_back_whole()
    {
        await using var app = await App.StartAsync(storage);
        Assert.Equal(50 * 51 * 101 / 6, (await app.RunAsync("FanOut", 50)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Sub_orchestrations_give_their_results_and_are_instances_themselves()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("Family", null, "family/1");
        Assert.Equal(14 + 5 + 1, result.ReadOutputAs<int>());
        var child = await app.Client.GetInstanceAsync("family/1/child", true);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "14"), (child!.RuntimeStatus, child.SerializedOutput));
        Assert.Equal("FanOut", child.Name);
    }

    [Fact]
    public async Task Timer_fires_within_a_second_after_it_is_due()
    {
        await using var app = await App.StartAsync(storage);
        Assert.InRange((await app.RunAsync("Wait", 1.5)).ReadOutputAs<double>(), 1.5, 2.5);
    }

    [Fact]
    public async Task ContinueAsNew_goes_on_with_the_new_input_and_an_empty_history()
    {
        await using var app = await App.StartAsync(storage);
        Assert.Equal(8 * 4, (await app.RunAsync("Count", new[] { 8, 0 })).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Custom_status_shows_and_is_limited_to_16_KB()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Status", 9_000);
        await app.Client.WaitForInstanceStartAsync(id);
        await app.UntilAsync(async () => (await app.Client.GetInstanceAsync(id, true))!.SerializedCustomStatus is not null);
        Assert.Contains("waiting", (await app.Client.GetInstanceAsync(id, true))!.SerializedCustomStatus);
        await app.Client.RaiseEventAsync(id, "grow");
        Assert.False((await app.EndAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Large_values_of_half_a_megabyte_travel_beside_messages()
    {
        await using var app = await App.StartAsync(storage);
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i:D9}é"));
        var result = await app.RunAsync("Large", text);
        Assert.Equal(text + text + text + text, result.ReadOutputAs<string>());
        Assert.Equal(text, result.ReadInputAs<string>());
    }

    [Fact]
    public async Task New_guids_are_distinct_and_the_same_in_every_replay()
    {
        await using var app = await App.StartAsync(storage);
        var ids = (await app.RunAsync("Ids")).ReadOutputAs<Guid[]>()!;
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(5, id.Version));
    }

    [Fact]
    public async Task A_live_id_refuses_a_start_and_an_ended_one_is_replaced()
    {
        await using var app = await App.StartAsync(storage);
        await app.Client.ScheduleNewOrchestrationInstanceAsync("Expect", 30.0, new StartOrchestrationOptions("one"));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => app.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", new StartOrchestrationOptions("one")));
        await app.Client.RaiseEventAsync("one", "arrived", "yes");
        Assert.Equal("yes", (await app.EndAsync("one")).ReadOutputAs<string>());
        Assert.Equal(3, (await app.RunAsync("Sequence", null, "one")).ReadOutputAs<string[]>()!.Length);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Sequence", new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
    }

    [Fact]
    public async Task Of_many_starts_of_one_id_at_once_exactly_one_wins()
    {
        await using var app = await App.StartAsync(storage);
        var key = "race" + Guid.NewGuid();
        var starts = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                await app.Client.ScheduleNewOrchestrationInstanceAsync("Retry", new Trial(key, 0, 1), new StartOrchestrationOptions("race"));
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));
        await app.EndAsync("race");
        Assert.Equal(1, starts.Sum());
        await Task.Delay(1000);
        Assert.Equal(1, SampleOrchestrations.Counts[key]);
    }

    [Fact]
    public async Task Start_at_waits_until_then()
    {
        await using var app = await App.StartAsync(storage);
        var at = DateTimeOffset.UtcNow.AddSeconds(2);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Sequence", new StartOrchestrationOptions(StartAt: at));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await app.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.True((await app.EndAsync(id)).LastUpdatedAt >= at);
    }

    [Fact]
    public async Task Two_hosts_share_a_hub()
    {
        var hub = App.NewHub();
        await using var one = await App.StartAsync(storage, hub);
        await using var two = await App.StartAsync(storage, hub);
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).Client.ScheduleNewOrchestrationInstanceAsync("FanOut", 10)));
        foreach (var id in ids)
        {
            Assert.Equal(385, (await one.EndAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact]
    public async Task Replay_safe_loggers_write_each_line_once()
    {
        var lines = new LogLines();
        await using var app = await App.StartAsync(storage, null, services => services.AddLogging(logging => logging.AddProvider(lines)));
        var key = Guid.NewGuid().ToString();
        await app.RunAsync("LogLines", key);
        Assert.Equal([$"{key} step 0", $"{key} step 1", $"{key} step 2"], lines.Of("Sample"));
    }
}
