using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>A glacier's scenes to be compared.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="DeadlineSeconds">How long nothing may come from the renderer before the missing work is asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record VelocityRequest(GlacierId Glacier, double DeadlineSeconds, RoundProgress Progress);

/// <summary>Pairs to be compared, at most <see cref="QueuedWork.BatchSize"/>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Targets">The pairs.</param>
/// <param name="DeadlineSeconds">How long nothing may come before the missing ones are asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record VelocityBatch(GlacierId Glacier, IReadOnlyList<VelocityTarget> Targets, double DeadlineSeconds, RoundProgress Progress);

/// <summary>
/// How scenes become velocities: plan, every scene onto one grid, without the cloudy ones every pair through the renderer's queue, the mosaic, the page. Part of its glacier's round, so
/// that one instance at a time writes a glacier's products.
/// </summary>
public static class VelocityOrchestration
{
    /// <summary>Compares the scenes.</summary>
    /// <returns>The round's progress with what this has added.</returns>
    [Function(nameof(VelocityOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<VelocityRequest>()!;
        var glacier = request.Glacier;
        var round = new Round(context, glacier, request.Progress);
        await round.BeginAsync("velocity", 1);
        var scenes = await round.OnceAsync<List<DateOnly>>(nameof(VelocityActivities.PlanVelocity), glacier);
        if (scenes.Count > 0)
        {
            round.Expect(scenes.Count + 3);
            await round.ForEachAsync<DateOnly, string>(nameof(VelocityActivities.PlaceScene), scenes, date => new SceneRequest(glacier, date));
            round.Expect(await round.OnceAsync<int>(nameof(VelocityActivities.FindClouds), new CloudRequest(glacier, scenes)));
            await CompareAsync(context, request, round);
            var failures = await QueuedWork.DoAsync(
                context, ["velocity"], request.DeadlineSeconds, nameof(VelocityActivities.SendVelocityMosaic), _ => new MosaicRequest(glacier, context.InstanceId), name => name);
            round.Advance(1, failures);
            await round.OnceAsync<int>(nameof(VelocityActivities.JudgeScenes), glacier);
        }

        await context.CallActivityAsync<int>(nameof(Activities.Publish), glacier, Round.Retry);
        return round.Progress;
    }

    // one batch after the other: neither payload nor history grows with the square of the scenes, and every batch's deadline begins when its turn comes
    private static async Task CompareAsync(TaskOrchestrationContext context, VelocityRequest request, Round round)
    {
        for (var skip = 0; ; skip += QueuedWork.BatchSize)
        {
            var targets = await context.CallActivityAsync<List<VelocityTarget>>(
                nameof(VelocityActivities.ListPairs), new PairsRequest(request.Glacier, skip, QueuedWork.BatchSize), Round.Retry);
            if (targets.Count > 0)
            {
                round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
                    nameof(VelocityBatchOrchestration), new VelocityBatch(request.Glacier, targets, request.DeadlineSeconds, round.Progress)));
            }

            if (targets.Count < QueuedWork.BatchSize)
                return;
        }
    }
}

/// <summary>One message per pair and method.</summary>
public static class VelocityBatchOrchestration
{
    /// <summary>Has the pairs compared.</summary>
    /// <returns>The round's progress with these pairs; one failure per pair that could not be done.</returns>
    [Function(nameof(VelocityBatchOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<VelocityBatch>()!;
        var round = new Round(context, batch.Glacier, batch.Progress);
        await QueuedWork.DoTellingAsync(
            context, round, batch.Targets, batch.DeadlineSeconds, nameof(VelocityActivities.SendVelocityPairs),
            targets => new PairsToSend(batch.Glacier, targets, context.InstanceId), target => target.ToString());
        await round.SaveAsync();
        return round.Progress;
    }
}
