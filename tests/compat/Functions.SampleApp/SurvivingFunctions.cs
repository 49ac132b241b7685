using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Tests.Functions.SampleApp;

/// <summary>Functions that tests kill in the middle.</summary>
public static class SurvivingFunctions
{
    /// <summary>Rounds of parallel activities, a timer and a child in each. Every activity's execution makes a mark of its own; the output holds those taken.</summary>
    [Function("Rounds")]
    public static async Task<List<string>> Rounds([OrchestrationTrigger] TaskOrchestrationContext context, int rounds)
    {
        var marks = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            var r = round;
            marks.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(i => context.CallActivityAsync<string>("Mark", $"{r}.{i}"))));
            await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            marks.Add(await context.CallSubOrchestratorAsync<string>("Child", $"{r}.child"));
        }

        return marks;
    }

    [Function("Child")]
    public static Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context, string name) => context.CallActivityAsync<string>("Mark", name);

    [Function("Mark")]
    public static async Task<string> Mark([ActivityTrigger] string name)
    {
        await Task.Delay(60);
        return $"{name}:{Guid.NewGuid():N}";
    }

    /// <summary>Takes one event each round and begins anew, until it has as many as asked.</summary>
    [Function("Gather")]
    public static async Task<int[]> Gather([OrchestrationTrigger] TaskOrchestrationContext context, int[] taken)
    {
        taken = [.. taken, await context.WaitForExternalEvent<int>("value")];
        await context.CallActivityAsync<string>("Mark", "gather");
        if (taken.Length < 12)
        {
            context.ContinueAsNew(taken);
        }

        return taken;
    }

    [Function("Sleep")]
    public static async Task<DateTime> Sleep([OrchestrationTrigger] TaskOrchestrationContext context, double seconds)
    {
        await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        return context.CurrentUtcDateTime;
    }
}
