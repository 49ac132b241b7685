using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
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
        try
        {
            await RunRoundAsync(context, request, round);
            if (!arrived.IsCompleted)
                await round.EndAsync();
        }
        catch (TaskFailedException failed)
        {
            await round.FailAsync(failed);
        }

        if (arrived.IsCompleted)
        {
            context.ContinueAsNew(request);
        }

        return round.Progress;
    }

    private static async Task RunRoundAsync(TaskOrchestrationContext context, RecessionRequest request, Round round)
    {
        var glacier = request.Glacier;
        await round.BeginAsync("inspect", 1);
        await context.CallActivityAsync(nameof(Activities.BeginRound), glacier, Round.Retry);
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
            return;
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
        await round.BeginAsync("publish");
        await round.OnceAsync<int>(nameof(Activities.Publish), glacier);
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
