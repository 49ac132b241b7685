using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>Panoramas and frames to be made.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Work">What the plan asks for.</param>
/// <param name="DeadlineSeconds">How long nothing may come from the renderer before the missing work is asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record PanoramaRequest(GlacierId Glacier, PanoramaWork Work, double DeadlineSeconds, RoundProgress Progress);

/// <summary>Pieces of a flight, at most <see cref="QueuedWork.BatchSize"/>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Firsts">First frame of each piece.</param>
/// <param name="DeadlineSeconds">How long nothing may come before the missing ones are asked for once more.</param>
/// <param name="Progress">How far the round is that this is a part of.</param>
public sealed record PanoramaBatch(GlacierId Glacier, IReadOnlyList<int> Firsts, double DeadlineSeconds, RoundProgress Progress);

/// <summary>Lights to be sent, and the orchestration that waits for them.</summary>
public sealed record PanoramasToSend(GlacierId Glacier, IReadOnlyList<string> Illuminations, string Instance);

/// <summary>Pieces of a flight to be sent, and the orchestration that waits for them.</summary>
public sealed record PanoramaFramesToSend(GlacierId Glacier, IReadOnlyList<int> Firsts, string Instance);

/// <summary>
/// How a scene and the latest DEM become a panorama in every light and a flight: pictures and frames through the renderer's queue, the videos, the page. Part of its
/// glacier's round, after the DEMs, whose surface it shows, and before the velocities, which may take hours.
/// </summary>
public static class PanoramaOrchestration
{
    /// <summary>Makes what the plan asks for.</summary>
    /// <returns>The round's progress with what this has added.</returns>
    [Function(nameof(PanoramaOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<PanoramaRequest>()!;
        var (glacier, work) = (request.Glacier, request.Work);
        var round = new Round(context, glacier, request.Progress);
        var firsts = Enumerable.Range(0, (work.Frames + PanoramaPlan.FramesPerJob - 1) / PanoramaPlan.FramesPerJob).Select(k => k * PanoramaPlan.FramesPerJob).ToList();
        await round.BeginAsync("panorama", work.Illuminations.Count + firsts.Count + (firsts.Count > 0 ? 1 : 0));
        if (work.Illuminations.Count > 0)
        {
            var failures = await QueuedWork.DoAsync(
                context, work.Illuminations, request.DeadlineSeconds, nameof(PanoramaActivities.SendPanoramas), missing => new PanoramasToSend(glacier, missing, context.InstanceId), name => $"panorama {name}");
            round.Advance(work.Illuminations.Count, failures);
            await round.SaveAsync();
        }

        // one batch after the other, as with pairs: no history grows with the flight
        foreach (var some in firsts.Chunk(QueuedWork.BatchSize))
        {
            round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
                nameof(PanoramaBatchOrchestration), new PanoramaBatch(glacier, some, request.DeadlineSeconds, round.Progress)));
        }

        if (firsts.Count > 0)
        {
            await round.OnceAsync<string?>(nameof(PanoramaActivities.FilmPanoramaFlight), glacier);
        }

        await context.CallActivityAsync<int>(nameof(Activities.Publish), glacier, Round.Retry);
        return round.Progress;
    }
}

/// <summary>One message per piece of a flight.</summary>
public static class PanoramaBatchOrchestration
{
    /// <summary>Has the frames made.</summary>
    /// <returns>The round's progress with these frames; one failure per piece that could not be made.</returns>
    [Function(nameof(PanoramaBatchOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var batch = context.GetInput<PanoramaBatch>()!;
        var round = new Round(context, batch.Glacier, batch.Progress);
        var failures = await QueuedWork.DoAsync(
            context, batch.Firsts, batch.DeadlineSeconds, nameof(PanoramaActivities.SendPanoramaFrames), firsts => new PanoramaFramesToSend(batch.Glacier, firsts, context.InstanceId), first => $"flight from frame {first}");
        round.Advance(batch.Firsts.Count, failures);
        await round.SaveAsync();
        return round.Progress;
    }
}

/// <summary>The activities on panoramas: each calls one step. Running any of them twice costs time, never correctness.</summary>
public sealed class PanoramaActivities(Workbench bench)
{
    /// <summary>Cuts the tile, chooses place and path; what is to be made.</summary>
    [Function(nameof(PlanPanorama))]
    public Task<PanoramaWork> PlanPanorama([ActivityTrigger] GlacierId glacier) => PanoramaPlanStep.RunAsync(bench, glacier);

    /// <summary>Sends lights to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendPanoramas))]
    public Task<IReadOnlyList<string?>> SendPanoramas([ActivityTrigger] PanoramasToSend request) =>
        PanoramaPictureStep.SendAsync(bench, request.Glacier, request.Illuminations, request.Instance);

    /// <summary>Sends pieces of the flight to the renderer; their keys, null for those that are there.</summary>
    [Function(nameof(SendPanoramaFrames))]
    public Task<IReadOnlyList<string?>> SendPanoramaFrames([ActivityTrigger] PanoramaFramesToSend request) => PanoramaFramesStep.SendAsync(bench, request.Glacier, request.Firsts, request.Instance);

    /// <summary>Makes the videos of the frames there are.</summary>
    [Function(nameof(FilmPanoramaFlight))]
    public async Task<string?> FilmPanoramaFlight([ActivityTrigger] GlacierId glacier) => (await PanoramaFlightStep.RunAsync(bench, glacier))?.Key;
}
