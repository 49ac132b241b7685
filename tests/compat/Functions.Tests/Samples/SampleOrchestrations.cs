using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Glacier.Tests.Functions.Samples;

/// <summary>What an orchestration is given that tries an activity again: how often it fails, and how often it is tried.</summary>
public sealed record Trial(string Key, int Failures, int Attempts, bool Refuse = false);

/// <summary>The orchestrations the tests run.</summary>
public static class SampleOrchestrations
{
    /// <summary>How often each key was reached; what a test counts.</summary>
    internal static readonly ConcurrentDictionary<string, int> Counts = new();

    /// <summary>What changes between replays for the orchestrators that are not deterministic.</summary>
    internal static readonly ConcurrentDictionary<string, bool> Switches = new();

    [Function("Sequence")]
    public static async Task<List<string>> Sequence([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var outputs = new List<string>();
        foreach (var city in new[] { "Bern", "Brig", "Sion" })
        {
            outputs.Add(await context.CallActivityAsync<string>("Greet", city));
        }

        return outputs;
    }

    [Function("Greet")]
    public static string Greet([ActivityTrigger] string name) => $"Hello {name}!";

    [Function("FanOut")]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var squares = await Task.WhenAll(Enumerable.Range(1, count).Select(n => context.CallActivityAsync<int>("Square", n)));
        return squares.Sum();
    }

    [Function("Square")]
    public static async Task<int> Square([ActivityTrigger] int n)
    {
        await Task.Yield();
        return n * n;
    }

    [Function("Retry")]
    public static async Task<int> Retry([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var trial = context.GetInput<Trial>()!;
        var policy = new RetryPolicy(trial.Attempts, TimeSpan.FromMilliseconds(100), 2) { HandleFailure = failure => !trial.Refuse || !failure.IsCausedBy<InvalidOperationException>() };
        return await context.CallActivityAsync<int>("FailSome", trial, TaskOptions.FromRetryPolicy(policy));
    }

    [Function("RetryByHandler")]
    public static async Task<int> RetryByHandler([OrchestrationTrigger] TaskOrchestrationContext context, Trial trial) =>
        await context.CallActivityAsync<int>("FailSome", trial, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < trial.Attempts));

    [Function("FailSome")]
    public static int FailSome([ActivityTrigger] Trial trial)
    {
        var tries = Counts.AddOrUpdate(trial.Key, 1, (_, count) => count + 1);
        return tries > trial.Failures ? tries : throw new InvalidOperationException($"try {tries} fails", new ArgumentException("the deeper cause"));
    }

    [Function("Missing")]
    public static async Task Missing([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync("NoSuchActivity", null, new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(1))));

    [Function("CatchFailure")]
    public static async Task<string> CatchFailure([OrchestrationTrigger] TaskOrchestrationContext context, string key)
    {
        try
        {
            await context.CallActivityAsync<int>("FailSome", new Trial(key, 1, 1));
            return "no failure";
        }
        catch (TaskFailedException failure)
        {
            var details = failure.FailureDetails;
            return $"{failure.TaskName}#{failure.TaskId}|{details.ErrorType}|{details.ErrorMessage}|{details.InnerFailure?.ErrorType}"
                + $"|{details.IsCausedBy<InvalidOperationException>()}|{details.IsCausedBy<TimeoutException>()}";
        }
    }

    [Function("Wait")]
    public static async Task<double> Wait([OrchestrationTrigger] TaskOrchestrationContext context, double seconds)
    {
        var begun = context.CurrentUtcDateTime;
        await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        return (context.CurrentUtcDateTime - begun).TotalSeconds;
    }

    [Function("Expect")]
    public static async Task<string> Expect([OrchestrationTrigger] TaskOrchestrationContext context, double seconds)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("Arrived", TimeSpan.FromSeconds(seconds));
        }
        catch (OperationCanceledException)
        {
            return "too late";
        }
    }

    [Function("Collect")]
    public static async Task<List<int>> Collect([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        await context.WaitForExternalEvent<object>("go");
        var values = new List<int>();
        while (values.Count < count)
        {
            values.Add(await context.WaitForExternalEvent<int>("Value"));
        }

        return values;
    }

    [Function("Collect0")]
    public static Task<string> Collect0([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("never");

    [Function("Family")]
    public static async Task<int> Family([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.CallSubOrchestratorAsync<int>("FanOut", 3, new SubOrchestrationOptions(instanceId: context.InstanceId + "/child"));
        var second = await Task.WhenAll(context.CallSubOrchestratorAsync<int>("FanOut", 2), context.CallSubOrchestratorAsync<int>("FanOut", 1));
        return first + second.Sum();
    }

    [Function("ParentOf")]
    public static async Task<string> ParentOf([OrchestrationTrigger] TaskOrchestrationContext context, string child) =>
        await context.CallSubOrchestratorAsync<string>(child, context.InstanceId + "-c", new SubOrchestrationOptions(instanceId: context.InstanceId + "-c"));

    [Function("Count")]
    public static async Task<int> Count([OrchestrationTrigger] TaskOrchestrationContext context, int[] state)
    {
        state[1] += await context.CallActivityAsync<int>("Square", 2);
        if (--state[0] > 0)
        {
            context.ContinueAsNew(state);
            return -1;
        }

        return state[1];
    }

    /// <summary>Takes one event each round and begins anew; what comes in between must neither be lost nor come twice.</summary>
    [Function("SumEvents")]
    public static async Task<int[]> SumEvents([OrchestrationTrigger] TaskOrchestrationContext context, int[] taken)
    {
        var value = await context.WaitForExternalEvent<int>("value");
        await context.CallActivityAsync<int>("Square", value);
        taken = [.. taken, value];
        if (taken.Length < 10)
        {
            context.ContinueAsNew(taken);
        }

        return taken;
    }

    [Function("Status")]
    public static async Task<bool> Status([OrchestrationTrigger] TaskOrchestrationContext context, int size)
    {
        context.SetCustomStatus(new { step = "waiting", size });
        await context.WaitForExternalEvent<object>("grow");
        try
        {
            context.SetCustomStatus(new string('x', size));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [Function("Drift")]
    public static async Task<int> Drift([OrchestrationTrigger] TaskOrchestrationContext context, string key)
    {
        if (Switches.TryGetValue(key, out var changed) && changed)
        {
            return await context.CallActivityAsync<int>("Square", 1);
        }

        Switches[key] = true;
        await context.CallActivityAsync<string>("Greet", key);
        return await context.CallActivityAsync<int>("Square", 2);
    }

    [Function("AwaitDelay")]
    public static async Task AwaitDelay([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await Task.Delay(20);
        await context.CallActivityAsync<string>("Greet", "nobody");
    }

    [Function("AwaitDelayLater")]
    public static async Task AwaitDelayLater([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var never = context.WaitForExternalEvent<int>("never");
        await Task.WhenAny(never, Task.Delay(200));
        await context.CallActivityAsync<string>("Greet", "nobody");
    }

    [Function("Large")]
    public static async Task<string> Large([OrchestrationTrigger] TaskOrchestrationContext context, string text)
    {
        var twice = await context.CallActivityAsync<string>("Double", text);
        var four = await context.CallSubOrchestratorAsync<string>("LargeChild", twice);
        return four;
    }

    [Function("LargeChild")]
    public static Task<string> LargeChild([OrchestrationTrigger] TaskOrchestrationContext context, string text) => context.CallActivityAsync<string>("Double", text);

    [Function("Double")]
    public static string Double([ActivityTrigger] string text) => text + text;

    [Function("Ids")]
    public static async Task<Guid[]> Ids([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var ids = new List<Guid> { context.NewGuid(), context.NewGuid() };
        await context.CallActivityAsync<string>("Greet", "x");
        var again = new[] { context.NewGuid() };
        return [.. ids, .. again];
    }

    [Function("Talk")]
    public static async Task<string> Talk([OrchestrationTrigger] TaskOrchestrationContext context, string listener)
    {
        context.SendEvent(listener, "ARRIVED", "from " + context.InstanceId);
        await context.CallActivityAsync<string>("Greet", "x");
        return "sent";
    }

    [Function("LogLines")]
    public static async Task LogLines([OrchestrationTrigger] TaskOrchestrationContext context, string key)
    {
        var logger = context.CreateReplaySafeLogger("Sample");
        for (var i = 0; i < 3; i++)
        {
            logger.LogInformation("{Key} step {Step}", key, i);
            await context.CallActivityAsync<string>("Greet", "x");
        }
    }
}
