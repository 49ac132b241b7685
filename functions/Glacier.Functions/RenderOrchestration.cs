using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>Pictures to be made, at most <see cref="RenderOrchestration.BatchSize"/>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Targets">The pictures.</param>
/// <param name="DeadlineSeconds">How long they may take before they are asked for once more.</param>
public sealed record RenderBatch(GlacierId Glacier, IReadOnlyList<RenderTarget> Targets, double DeadlineSeconds);

/// <summary>One message per picture; waits for each result with a deadline, asks once more for those missing, then reports them as failed.</summary>
public static class RenderOrchestration
{
    /// <summary>Pictures of one orchestration, so that no history grows with the series.</summary>
    public const int BatchSize = 64;

    private const int Attempts = 2;

    /// <summary>Makes the pictures.</summary>
    /// <returns>One line per picture that could not be made.</returns>
    [Function(nameof(RenderOrchestration))]
    public static async Task<List<string>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<RenderBatch>()!;
        var failures = new List<string>();
        var missing = batch.Targets;
        for (var attempt = 1; attempt <= Attempts && missing.Count > 0; attempt++)
            missing = await AskAsync(context, batch, missing, failures);
        failures.AddRange(missing.Select(target => $"{target.Epoch} {target.View} {target.Style}: no picture came in {Attempts} × {batch.DeadlineSeconds} s"));
        return failures;
    }

    private static async Task<IReadOnlyList<RenderTarget>> AskAsync(
        TaskOrchestrationContext context, RenderBatch batch, IReadOnlyList<RenderTarget> targets, List<string> failures)
    {
        var keys = await context.CallActivityAsync<List<string?>>(
            nameof(Activities.SendRenderJobs), new SendRequest(batch.Glacier, targets, context.InstanceId), Round.Retry);
        using var cancel = new CancellationTokenSource();
        var waiting = targets.Zip(keys).Where(pair => pair.Second is not null)
            .ToDictionary(pair => context.WaitForExternalEvent<RenderResult>(RenderJob.EventName(pair.Second!), cancel.Token) as Task, pair => pair.First);
        if (waiting.Count == 0)
        {
            return [];
        }

        var deadline = context.CreateTimer(TimeSpan.FromSeconds(batch.DeadlineSeconds), cancel.Token);
        while (waiting.Count > 0)
        {
            var first = await Task.WhenAny(waiting.Keys.Append(deadline));
            if (first == deadline)
            {
                break;
            }

            waiting.Remove(first);
            if (await (Task<RenderResult>)first is { Error: { } error } result)
                failures.Add($"{result.Epoch} {result.View} {result.Style}: {error}");
        }

        cancel.Cancel();
        return [.. targets.Where(waiting.ContainsValue)];
    }
}
