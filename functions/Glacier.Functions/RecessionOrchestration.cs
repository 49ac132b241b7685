using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Glacier.Functions;

/// <summary>What a recession is begun with.</summary>
/// <param name="Glacier">The glacier; also the orchestration's id.</param>
/// <param name="QuietSeconds">The round begins when nothing has arrived for so long.</param>
/// <param name="RenderDeadlineSeconds">How long a picture may take.</param>
public sealed record RecessionRequest(GlacierId Glacier, double QuietSeconds, double RenderDeadlineSeconds);

/// <summary>How a DEM becomes a film (DESIGN section 3). One live instance per glacier; what arrives meanwhile makes it go round once more.</summary>
public static class RecessionOrchestration
{
    /// <summary>The external event that tells of an arrival.</summary>
    public const string Arrived = "arrived";

    /// <summary>Rounds, until nothing new has arrived.</summary>
    [Function(nameof(RecessionOrchestration))]
    public static async Task<RoundProgress> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<RecessionRequest>()!;
        var round = new Round(context, request.Glacier);
        await WaitUntilQuietAsync(context, request.QuietSeconds);
        var arrived = context.WaitForExternalEvent<string>(Arrived);
        var (any, failed) = (false, false);
        foreach (var part in new[] { RunOutlinesAsync, RunDemsAsync, RunPanoramaAsync, RunScenesAsync })
        {
            try
            {
                any |= await part(context, request, round);
            }
            catch (TaskFailedException failure)
            {
                // the other part's inputs do not wait for this one's repair
                failed = true;
                round.Note(failure);
            }
        }

        if (failed)
            await round.EndInFailureAsync();
        else if (!arrived.IsCompleted)
            await round.EndAsync(any);

        if (arrived.IsCompleted)
        {
            context.ContinueAsNew(request);
        }

        return round.Progress;
    }

    // before the DEMs: where nobody gave an outline, the ice of the scenes is theirs
    private static async Task<bool> RunOutlinesAsync(TaskOrchestrationContext context, RecessionRequest request, Round round)
    {
        var glacier = request.Glacier;
        await context.CallActivityAsync(nameof(Activities.BeginRound), glacier, Round.Retry);
        var page = await context.CallActivityAsync<InputPage>(nameof(VelocityActivities.ListScenes), new PageRequest(glacier, null), Round.Retry);
        if (page.Files.Count == 0)
        {
            return false;
        }

        await round.BeginAsync("scenes", 1);
        while (true)
        {
            round.Expect(page.Files.Count);
            await round.ForEachAsync<InputFile, string?>(nameof(VelocityActivities.InspectScene), page.Files, file => new InspectRequest(glacier, file));
            if (page.Next is not { } after)
                break;
            page = await context.CallActivityAsync<InputPage>(nameof(VelocityActivities.ListScenes), new PageRequest(glacier, after), Round.Retry);
        }

        if (await round.OnceAsync<int>(nameof(VelocityActivities.SurveyScenes), glacier) == 0)
        {
            return false;
        }

        round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
            nameof(OutlineOrchestration), new OutlineRequest(glacier, request.RenderDeadlineSeconds, round.Progress)));
        return true;
    }

    private static async Task<bool> RunDemsAsync(TaskOrchestrationContext context, RecessionRequest request, Round round)
    {
        var glacier = request.Glacier;
        await round.BeginAsync("inspect", 1);
        for (string? after = null; ;)
        {
            var page = await context.CallActivityAsync<InputPage>(nameof(Activities.ListDems), new PageRequest(glacier, after), Round.Retry);
            round.Expect(page.Files.Count);
            await round.ForEachAsync<InputFile, string?>(nameof(Activities.Inspect), page.Files, file => new InspectRequest(glacier, file));
            if ((after = page.Next) is null)
                break;
        }

        var survey = await round.OnceAsync<SurveyResult>(nameof(Activities.Survey), glacier);
        if (survey.Epochs.Count == 0)
        {
            return false;
        }

        var epochs = survey.Epochs;
        await round.BeginAsync("normalize", (epochs.Count * 3) + 4);
        await round.ForEachAsync<Epoch, string>(nameof(Activities.Normalize), epochs, epoch => new EpochRequest(glacier, epoch));
        await round.BeginAsync("coregister");
        await round.ForEachAsync<Epoch, string>(nameof(Activities.Coregister), epochs, epoch => new EpochRequest(glacier, epoch));
        await round.BeginAsync("outline");
        await round.OnceAsync<string>(nameof(Activities.Outline), glacier);
        var choices = await round.OnceAsync<List<RenderChoice>>(nameof(Activities.Plan), glacier);

        // the pictures are made elsewhere: contours and change are computed while they are
        await round.BeginAsync("render", (epochs.Count * choices.Count) + choices.Count);
        var rendering = RenderAsync(context, request, round, epochs, choices);
        await round.ForEachAsync<Epoch, string>(nameof(Activities.Contours), epochs, epoch => new EpochRequest(glacier, epoch));
        await round.OnceAsync<string>(nameof(Activities.Change), glacier);
        await rendering;

        await round.BeginAsync("film");
        await round.ForEachAsync<RenderChoice, string?>(nameof(Activities.Film), choices, choice => new FilmRequest(glacier, choice));
        var flights = await context.CallActivityAsync<List<string>>(nameof(FlyActivities.ListFlights), glacier, Round.Retry);
        if (flights.Count > 0)
        {
            round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(nameof(FlyOrchestration), new FlyRequest(glacier, flights, request.RenderDeadlineSeconds, round.Progress)));
        }

        await round.BeginAsync("publish");
        await round.OnceAsync<int>(nameof(Activities.Publish), glacier);
        return true;
    }

    // after the DEMs, whose surface is shown
    private static async Task<bool> RunPanoramaAsync(TaskOrchestrationContext context, RecessionRequest request, Round round)
    {
        var work = await context.CallActivityAsync<PanoramaWork>(nameof(PanoramaActivities.PlanPanorama), request.Glacier, Round.Retry);
        if (work.Illuminations.Count == 0 && work.Frames == 0)
        {
            return false;
        }

        round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
            nameof(PanoramaOrchestration), new PanoramaRequest(request.Glacier, work, request.RenderDeadlineSeconds, round.Progress)));
        return true;
    }

    // after the DEMs, whose ice serves where nobody gave an outline; the scenes were looked at before them
    private static async Task<bool> RunScenesAsync(TaskOrchestrationContext context, RecessionRequest request, Round round)
    {
        var glacier = request.Glacier;
        if (await context.CallActivityAsync<int>(nameof(VelocityActivities.SurveyScenes), glacier, Round.Retry) == 0)
        {
            return false;
        }

        round.Continue(await context.CallSubOrchestratorAsync<RoundProgress>(
            nameof(VelocityOrchestration), new VelocityRequest(glacier, request.RenderDeadlineSeconds, round.Progress)));
        return true;
    }

    private static async Task RenderAsync(
        TaskOrchestrationContext context, RecessionRequest request, Round round, IReadOnlyList<Epoch> epochs, IReadOnlyList<RenderChoice> choices)
    {
        var targets = choices.SelectMany(choice => epochs.Select(epoch => new RenderTarget(epoch, choice.View, choice.Style)));
        var batches = targets.Chunk(RenderOrchestration.BatchSize).Select(async batch =>
        {
            var failures = await context.CallSubOrchestratorAsync<List<string>>(
                nameof(RenderOrchestration), new RenderBatch(request.Glacier, batch, request.RenderDeadlineSeconds));
            round.Advance(batch.Length, failures);
        });
        await Task.WhenAll(batches);
    }

    private static async Task WaitUntilQuietAsync(TaskOrchestrationContext context, double seconds)
    {
        for (var more = true; more;)
        {
            using var cancel = new CancellationTokenSource();
            var arrival = context.WaitForExternalEvent<string>(Arrived, cancel.Token);
            var quiet = context.CreateTimer(TimeSpan.FromSeconds(seconds), cancel.Token);
            more = await Task.WhenAny(arrival, quiet) == arrival;
            cancel.Cancel();
        }
    }
}
