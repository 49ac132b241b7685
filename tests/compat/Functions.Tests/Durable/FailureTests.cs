using Glacier.Tests.Functions.Samples;
using Microsoft.DurableTask.Client;

namespace Glacier.Tests.Functions.Durable;

public class FailureTests(Azurite storage)
{
    [Fact]
    public async Task Retries_go_on_until_success_with_growing_pauses()
    {
        await using var app = await App.StartAsync(storage);
        var begun = DateTime.UtcNow;
        Assert.Equal(4, (await app.RunAsync("Retry", new Trial(NewKey(), 3, 5))).ReadOutputAs<int>());
        Assert.True(DateTime.UtcNow - begun >= TimeSpan.FromMilliseconds(100 + 200 + 400));
    }

    [Fact]
    public async Task Retries_give_up_after_the_last_attempt()
    {
        await using var app = await App.StartAsync(storage);
        var key = NewKey();
        var result = await app.RunAsync("Retry", new Trial(key, 9, 3));
        Assert.Equal((OrchestrationRuntimeStatus.Failed, 3), (result.RuntimeStatus, SampleOrchestrations.Counts[key]));
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", result.FailureDetails!.ErrorType);
        Assert.Contains("try 3 fails", result.FailureDetails.ErrorMessage);
        Assert.True(result.FailureDetails.InnerFailure!.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task A_failure_that_HandleFailure_refuses_is_not_tried_again()
    {
        await using var app = await App.StartAsync(storage);
        var key = NewKey();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await app.RunAsync("Retry", new Trial(key, 9, 5, Refuse: true))).RuntimeStatus);
        Assert.Equal(1, SampleOrchestrations.Counts[key]);
    }

    [Fact]
    public async Task A_retry_handler_decides_by_the_number_of_attempts()
    {
        await using var app = await App.StartAsync(storage);
        Assert.Equal(3, (await app.RunAsync("RetryByHandler", new Trial(NewKey(), 2, 5))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_missing_activity_fails_at_once_whatever_the_retries()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("Missing");
        Assert.Contains("NoSuchActivity", result.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task A_missing_orchestrator_fails_the_instance()
    {
        await using var app = await App.StartAsync(storage);
        Assert.Contains("NoSuchOrchestrator", (await app.RunAsync("NoSuchOrchestrator")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Details_of_an_exception_reach_the_orchestrator()
    {
        await using var app = await App.StartAsync(storage);
        var details = (await app.RunAsync("CatchFailure", NewKey())).ReadOutputAs<string>()!.Split('|');
        Assert.Equal(["FailSome#0", "System.InvalidOperationException", "try 1 fails", "System.ArgumentException", "True", "False"], details);
    }

    [Fact]
    public async Task A_failed_child_fails_its_parent_with_the_childs_details()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("ParentOf", "Missing");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
        Assert.Contains("NoSuchActivity", result.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Code_that_asks_for_something_else_in_a_replay_fails_as_not_deterministic()
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync("Drift", NewKey());
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", result.FailureDetails!.ErrorType);
        Assert.Contains("Greet", result.FailureDetails.ErrorMessage);
        Assert.Contains("Square", result.FailureDetails.ErrorMessage);
    }

    [Theory]
    [InlineData("AwaitDelay")]
    [InlineData("AwaitDelayLater")]
    public async Task Awaiting_what_is_not_durable_fails_the_orchestration(string orchestrator)
    {
        await using var app = await App.StartAsync(storage);
        var result = await app.RunAsync(orchestrator);
        Assert.Equal("System.InvalidOperationException", result.FailureDetails!.ErrorType);
        Assert.Contains("invalid asynchronous invocation", result.FailureDetails.ErrorMessage);
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
