using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Glacier.Tests.Functions.Durable;

public class EventTests(Azurite storage)
{
    [Fact]
    public async Task An_event_in_time_is_taken_by_name_without_regard_to_case()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Expect", 30.0);
        await app.Client.RaiseEventAsync(id, "aRRIVED", "here");
        Assert.Equal("here", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_does_not_come_times_out()
    {
        await using var app = await App.StartAsync(storage);
        Assert.Equal("too late", (await app.RunAsync("Expect", 1.0)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_before_the_wait_are_kept_in_order()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Collect", 5);
        for (var i = 1; i <= 5; i++)
        {
            await app.Client.RaiseEventAsync(id, "value", i);
        }

        await Task.Delay(300);
        await app.Client.RaiseEventAsync(id, "go");
        Assert.Equal(Enumerable.Range(1, 5), (await app.EndAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task ContinueAsNew_neither_loses_nor_repeats_events()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("SumEvents", Array.Empty<int>());
        await Task.WhenAll(Enumerable.Range(1, 10).Select(i => app.Client.RaiseEventAsync(id, "value", i)));
        Assert.Equal(Enumerable.Range(1, 10), (await app.EndAsync(id)).ReadOutputAs<int[]>()!.Order());
    }

    [Fact]
    public async Task Orchestrations_send_events_to_one_another()
    {
        await using var app = await App.StartAsync(storage);
        var listener = await app.Client.ScheduleNewOrchestrationInstanceAsync("Expect", 30.0);
        await app.RunAsync("Talk", listener, "talker");
        Assert.Equal("from talker", (await app.EndAsync(listener)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_to_nobody_is_dropped()
    {
        await using var app = await App.StartAsync(storage);
        await app.Client.RaiseEventAsync("nobody", "value", 1);
        Assert.Null(await app.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task A_suspended_instance_keeps_its_events_until_it_is_resumed()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Expect", 60.0);
        await app.Client.WaitForInstanceStartAsync(id);
        await app.Client.SuspendInstanceAsync(id);
        await app.UntilAsync(async () => (await app.Client.GetInstanceAsync(id))!.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await app.Client.RaiseEventAsync(id, "Arrived", "kept");
        await Task.Delay(500);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await app.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await app.Client.ResumeInstanceAsync(id);
        Assert.Equal("kept", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Termination_ends_an_instance_and_when_recursive_its_children()
    {
        await using var app = await App.StartAsync(storage);
        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("ParentOf", "Collect0", new StartOrchestrationOptions("p"));
        await app.UntilAsync(async () => await app.Client.GetInstanceAsync("p-c") is { IsRunning: true });
        await app.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true));
        var parent = await app.EndAsync("p");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (parent.RuntimeStatus, parent.ReadOutputAs<string>()));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await app.EndAsync("p-c")).RuntimeStatus);
    }

    [Fact]
    public async Task A_query_gives_pages_by_prefix_and_status_and_a_purge_removes_them()
    {
        await using var app = await App.StartAsync(storage);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => app.RunAsync("FanOut", 1, $"q/{i}")));
        await app.Client.ScheduleNewOrchestrationInstanceAsync("Expect", 60.0, new StartOrchestrationOptions("other"));
        var query = new OrchestrationQuery(InstanceIdPrefix: "q/", PageSize: 2, Statuses: [OrchestrationRuntimeStatus.Completed]);
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in app.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([2, 2, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(5, (await app.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]))).PurgedInstanceCount);
        Assert.Null(await app.Client.GetInstanceAsync("q/0"));
        Assert.NotNull(await app.Client.GetInstanceAsync("other"));
    }
}
