using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>A glacier's scenes to be mapped.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="DeadlineSeconds">How long nothing may come from the renderer before the missing work is asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record OutlineRequest(GlacierId Glacier, double DeadlineSeconds, RoundProgress Progress);

/// <summary>Scenes to be mapped, the strips that have been estimated of each (1: none), and the orchestration that waits for them.</summary>
public sealed record OutlinesToSend(GlacierId Glacier, IReadOnlyList<DateOnly> Dates, int Strips, string Instance);

/// <summary>A scene, and the strips that it is best mapped in: 0 where its ice cannot be mapped.</summary>
public sealed record PreparedScene(DateOnly Date, int Strips);

/// <summary>A large scene to be mapped.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Date">Day of the scene.</param>
/// <param name="Strips">Strips to map it in.</param>
/// <param name="DeadlineSeconds">How long nothing may come from the renderer before the missing work is asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record LargeSceneRequest(GlacierId Glacier, DateOnly Date, int Strips, double DeadlineSeconds, RoundProgress Progress);

/// <summary>Strips to be estimated, and the orchestration that waits for them.</summary>
public sealed record StripsToSend(GlacierId Glacier, DateOnly Date, IReadOnlyList<int> Numbers, int Strips, string Instance);

/// <summary>
/// How scenes become outlines: every scene made ready, then every one through the renderer's queue, large ones strip by strip. Part of its glacier's round, before the elevation models,
/// whose ice this may be.
/// </summary>
public static class OutlineOrchestration
{
    /// <summary>Maps the scenes.</summary>
    /// <returns>The round's progress with what this has added.</returns>
    [Function(nameof(OutlineOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<OutlineRequest>()!;
        var glacier = request.Glacier;
        var round = new Round(context, glacier, request.Progress);
        await round.BeginAsync("outlines", 1);
        var dates = await round.OnceAsync<List<DateOnly>>(nameof(OutlineActivities.ListOutlineScenes), glacier);
        round.Expect(2 * dates.Count);
        foreach (var some in dates.Chunk(QueuedWork.BatchSize))
        {
            var prepared = await Task.WhenAll(some.Select(date => round.OnceAsync<PreparedScene>(nameof(OutlineActivities.PrepareOutline), new SceneRequest(glacier, date))));
            var ready = prepared.Where(scene => scene.Strips == 1).Select(scene => scene.Date).ToList();
            var failures = ready.Count == 0 ? [] : await QueuedWork.DoAsync(
                context, ready, request.DeadlineSeconds, nameof(OutlineActivities.SendOutlines), missing => new OutlinesToSend(glacier, missing, 1, context.InstanceId), SceneDay.Text);
            foreach (var large in prepared.Where(scene => scene.Strips > 1))
            {
                round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
                    nameof(LargeSceneOrchestration), new LargeSceneRequest(glacier, large.Date, large.Strips, request.DeadlineSeconds, round.Progress)));
            }

            round.Advance(some.Length, failures);
            await round.SaveAsync();
        }

        round.Expect(1);
        await round.OnceAsync<string>(nameof(OutlineActivities.WriteOutlineHistory), glacier);
        return round.Progress;
    }
}

/// <summary>How a large scene becomes outlines: one message per strip, so that as many renderers as there are work on it, then one that makes a whole of them.</summary>
public static class LargeSceneOrchestration
{
    /// <summary>Maps the scene.</summary>
    /// <returns>The round's progress with the strips; one failure per strip that could not be done, and then no outline.</returns>
    [Function(nameof(LargeSceneOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<LargeSceneRequest>()!;
        var (glacier, date, strips) = (request.Glacier, request.Date, request.Strips);
        var round = new Round(context, glacier, request.Progress);
        round.Expect(strips);
        var failures = new List<string>();
        foreach (var some in Enumerable.Range(0, strips).Chunk(QueuedWork.BatchSize))
        {
            failures.AddRange(await QueuedWork.DoTellingAsync(
                context, round, some, request.DeadlineSeconds, nameof(OutlineActivities.SendOutlineStrips), missing => new StripsToSend(glacier, date, missing, strips, context.InstanceId),
                number => $"{SceneDay.Text(date)}, strip {number + 1} of {strips}"));
        }

        if (failures.Count == 0)
        {
            failures = await QueuedWork.DoAsync(
                context, [date], request.DeadlineSeconds, nameof(OutlineActivities.SendOutlines), missing => new OutlinesToSend(glacier, missing, strips, context.InstanceId), SceneDay.Text);
            round.Advance(0, failures);
            if (failures.Count == 0)
                await context.CallActivityAsync<int>(nameof(OutlineActivities.ForgetOutlineStrips), new StripsToSend(glacier, date, [], strips, context.InstanceId), Round.Retry);
        }

        await round.SaveAsync();
        return round.Progress;
    }
}

/// <summary>The activities on outlines: each calls one step. Running any of them twice costs time, never correctness.</summary>
public sealed class OutlineActivities(Workbench bench)
{
    /// <summary>Days of the good scenes.</summary>
    [Function(nameof(ListOutlineScenes))]
    public async Task<List<DateOnly>> ListOutlineScenes([ActivityTrigger] GlacierId glacier) =>
        [.. (await bench.ReadProductAsync<SceneSeries>(glacier, SceneSeries.FileName)).Scenes.Select(scene => scene.Date)];

    /// <summary>Makes a scene ready for the renderer.</summary>
    [Function(nameof(PrepareOutline))]
    public async Task<PreparedScene> PrepareOutline([ActivityTrigger] SceneRequest request) =>
        new(request.Date, await OutlineSceneStep.RunAsync(bench, request.Glacier, request.Date));

    /// <summary>Sends scenes to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendOutlines))]
    public Task<IReadOnlyList<string?>> SendOutlines([ActivityTrigger] OutlinesToSend request) => SceneOutlineStep.SendAsync(bench, request.Glacier, request.Dates, request.Strips, request.Instance);

    /// <summary>Sends strips of a large scene to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendOutlineStrips))]
    public Task<IReadOnlyList<string?>> SendOutlineStrips([ActivityTrigger] StripsToSend request) =>
        OutlineStripStep.SendAsync(bench, request.Glacier, request.Date, request.Numbers, request.Strips, request.Instance);

    /// <summary>Takes a mapped scene's strips away.</summary>
    /// <returns>How many there were.</returns>
    [Function(nameof(ForgetOutlineStrips))]
    public async Task<int> ForgetOutlineStrips([ActivityTrigger] StripsToSend request)
    {
        await OutlineStripStep.ForgetAsync(bench, request.Glacier, request.Date, request.Strips);
        return request.Strips;
    }

    /// <summary>Writes area and length of all mapped scenes.</summary>
    [Function(nameof(WriteOutlineHistory))]
    public async Task<string> WriteOutlineHistory([ActivityTrigger] GlacierId glacier) => (await OutlineHistoryStep.RunAsync(bench, glacier)).Key;
}
