using Glacier.Pipeline.Status;
using Glacier.Pipeline.Steps;
using Glacier.Pipeline.Storage;
using Glacier.Pipeline.Telemetry;
using Glacier.Terrain.Rasters;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Glacier.Functions;

/// <summary>A page of a glacier's DEMs.</summary>
public sealed record PageRequest(GlacierId Glacier, string? After);

/// <summary>A file to be looked at.</summary>
public sealed record InspectRequest(GlacierId Glacier, InputFile File);

/// <summary>An epoch to be worked on.</summary>
public sealed record EpochRequest(GlacierId Glacier, Epoch Epoch);

/// <summary>A film to be made.</summary>
public sealed record FilmRequest(GlacierId Glacier, RenderChoice Choice);

/// <summary>Jobs to be sent, and the orchestration that waits for them.</summary>
public sealed record SendRequest(GlacierId Glacier, IReadOnlyList<RenderTarget> Targets, string Instance);

/// <summary>The activities: each calls one step. Running any of them twice costs time, never correctness.</summary>
public sealed class Activities(Workbench bench)
{
    /// <summary>Writes down which inputs the round takes up.</summary>
    [Function(nameof(BeginRound))]
    public Task BeginRound([ActivityTrigger] GlacierId glacier) => RoundStep.BeginAsync(bench, glacier);

    /// <summary>Lists a page of DEM files.</summary>
    [Function(nameof(ListDems))]
    public Task<InputPage> ListDems([ActivityTrigger] PageRequest request) => RoundStep.PageAsync(bench, request.Glacier, request.After);

    /// <summary>Looks at one file; the rule it breaks, or null.</summary>
    [Function(nameof(Inspect))]
    public async Task<string?> Inspect([ActivityTrigger] InspectRequest request) => (await InspectStep.RunAsync(bench, request.Glacier, request.File)).Broken;

    /// <summary>Applies the series' rules and agrees on a grid.</summary>
    [Function(nameof(Survey))]
    public Task<SurveyResult> Survey([ActivityTrigger] GlacierId glacier) => SurveyStep.RunAsync(bench, glacier);

    /// <summary>Puts an epoch on the glacier's grid.</summary>
    [Function(nameof(Normalize))]
    public async Task<string> Normalize([ActivityTrigger] EpochRequest request) => (await NormalizeStep.RunAsync(bench, request.Glacier, request.Epoch)).Key;

    /// <summary>Aligns an epoch onto the reference.</summary>
    [Function(nameof(Coregister))]
    public async Task<string> Coregister([ActivityTrigger] EpochRequest request) => (await CoregisterStep.RunAsync(bench, request.Glacier, request.Epoch)).Key;

    /// <summary>Finds the ice of every epoch.</summary>
    [Function(nameof(Outline))]
    public async Task<string> Outline([ActivityTrigger] GlacierId glacier) => (await OutlineStep.RunAsync(bench, glacier)).Key;

    /// <summary>Chooses viewpoints, lines and scales; the viewpoints and styles to render.</summary>
    [Function(nameof(Plan))]
    public async Task<IReadOnlyList<RenderChoice>> Plan([ActivityTrigger] GlacierId glacier)
    {
        await PlanStep.RunAsync(bench, glacier);
        return await RenderStep.ChoicesAsync(bench, glacier);
    }

    /// <summary>Draws an epoch's contours.</summary>
    [Function(nameof(Contours))]
    public async Task<string> Contours([ActivityTrigger] EpochRequest request) => (await ContoursStep.RunAsync(bench, request.Glacier, request.Epoch)).Key;

    /// <summary>Sends render jobs; their keys, null for pictures that are there.</summary>
    [Function(nameof(SendRenderJobs))]
    public Task<IReadOnlyList<string?>> SendRenderJobs([ActivityTrigger] SendRequest request) =>
        RenderStep.SendAsync(bench, request.Glacier, request.Targets, request.Instance);

    /// <summary>Computes the change over the series.</summary>
    [Function(nameof(Change))]
    public async Task<string> Change([ActivityTrigger] GlacierId glacier) => (await ChangeStep.RunAsync(bench, glacier)).Key;

    /// <summary>Makes a film of the pictures there are.</summary>
    [Function(nameof(Film))]
    public async Task<string?> Film([ActivityTrigger] FilmRequest request) => (await FilmStep.RunAsync(bench, request.Glacier, request.Choice))?.Key;

    /// <summary>Publishes; the number of products.</summary>
    [Function(nameof(Publish))]
    public Task<int> Publish([ActivityTrigger] GlacierId glacier) => PublishStep.RunAsync(bench, glacier);

    /// <summary>Writes the glacier's status.</summary>
    [Function(nameof(SaveStatus))]
    public Task SaveStatus([ActivityTrigger] RoundProgress progress)
    {
        if (progress.Phase is "done" or "failed")
            PipelineTelemetry.RoundEnded(progress.Phase);
        if (progress.Phase == "failed")
            bench.Log.LogError(LogMessages.RoundFailed, progress.Glacier, string.Join("; ", progress.Failures));
        return GlacierStatus.SaveAsync(bench, progress);
    }
}
