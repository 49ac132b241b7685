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

/// <summary>Scenes to be mapped, and the orchestration that waits for them.</summary>
public sealed record OutlinesToSend(GlacierId Glacier, IReadOnlyList<DateOnly> Dates, string Instance);

/// <summary>A scene, and whether its ice can be mapped.</summary>
public sealed record PreparedScene(DateOnly Date, bool IsReady);

/// <summary>How scenes become outlines: every scene made ready, then every one through the renderer's queue. Part of its glacier's round, before the elevation models, whose ice this may be.</summary>
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
            var ready = prepared.Where(scene => scene.IsReady).Select(scene => scene.Date).ToList();
            var failures = ready.Count == 0 ? [] : await QueuedWork.DoAsync(
                context, ready, request.DeadlineSeconds, nameof(OutlineActivities.SendOutlines), missing => new OutlinesToSend(glacier, missing, context.InstanceId), SceneDay.Text);
            round.Advance(some.Length, failures);
            await round.SaveAsync();
        }

        round.Expect(1);
        await round.OnceAsync<string>(nameof(OutlineActivities.WriteOutlineHistory), glacier);
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
    public Task<IReadOnlyList<string?>> SendOutlines([ActivityTrigger] OutlinesToSend request) => SceneOutlineStep.SendAsync(bench, request.Glacier, request.Dates, request.Instance);

    /// <summary>Writes area and length of all mapped scenes.</summary>
    [Function(nameof(WriteOutlineHistory))]
    public async Task<string> WriteOutlineHistory([ActivityTrigger] GlacierId glacier) => (await OutlineHistoryStep.RunAsync(bench, glacier)).Key;
}
