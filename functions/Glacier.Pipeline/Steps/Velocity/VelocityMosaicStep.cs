using System.Diagnostics;
using System.Text.Json;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Products;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>
/// All pairs as one map and one per year, with the profile, the stakes, the figures and the quicklook: <c>velocity/velocity.tif</c>, <c>.nc</c>, <c>.png</c>,
/// <c>.json</c> and so on, and what became of every pair: <see cref="OutcomesName"/>. Pairs that do not exist because the renderer failed are left out.
/// </summary>
public static class VelocityMosaicStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "velocity";

    /// <summary>Name of the list of <see cref="PairOutcome"/> below the glacier's folder.</summary>
    public const string OutcomesName = VelocityPlan.Folder + "pairs.json";

    private const int Version = 1;

    /// <summary>Asks for the mosaic, unless it is there.</summary>
    /// <returns>Its key; null where it is done.</returns>
    public static async Task<string?> SendAsync(Workbench bench, GlacierId glacier, string instance, CancellationToken cancellation = default)
    {
        var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
        var made = await bench.ManifestAsync(glacier, VelocityPlanStep.Step, cancellation);
        var inputs = new List<string> { made.Key };
        foreach (var target in plan.Targets())
            inputs.Add((await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, target.Step), cancellation))?.Key ?? "none");
        var job = new RenderJob(ProductKey.Of(Step, Version, inputs).Value, instance, glacier, Step, Activity.Current?.Id) { VelocityMosaic = new VelocityMosaicJob(made.Key) };
        return await RendererWork.SendAsync(bench, job, cancellation);
    }

    /// <summary>Makes the mosaic, unless it is there.</summary>
    /// <exception cref="ArgumentException">The job asks for no mosaic, or for one of a plan that holds no longer.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.VelocityMosaic ?? throw new ArgumentException("the job asks for no mosaic", nameof(envelope)));
        if ((await bench.ManifestAsync(glacier, VelocityPlanStep.Step, cancellation)).Key != job.Plan)
        {
            throw new ArgumentException("the plan has changed since this was asked for", nameof(envelope));
        }

        return await bench.OnceAsync(
            glacier, Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
                var outcomes = await OutcomesAsync(bench, glacier, plan, cancellation);
                await File.WriteAllTextAsync(folder.File(OutcomesName), JsonSerializer.Serialize(outcomes, PipelineJson.Indented), cancellation);
                var good = outcomes.Where(outcome => outcome.Figures is not null).ToList();
                if (good.Count > 0)
                    await WriteAsync(bench, glacier, plan, outcomes, good, folder, cancellation);
            },
            cancellation);
    }

    private static async Task<List<PairOutcome>> OutcomesAsync(Workbench bench, GlacierId glacier, VelocityPlan plan, CancellationToken cancellation)
    {
        var outcomes = new List<PairOutcome>();
        foreach (var target in plan.Targets())
        {
            if (await bench.Stores.ReadJsonAsync<PairOutcome>(BlobNames.Product(glacier, target.Outcome), cancellation) is { } outcome)
                outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static async Task WriteAsync(
        Workbench bench, GlacierId glacier, VelocityPlan plan, List<PairOutcome> outcomes, List<PairOutcome> good, WorkFolder folder, CancellationToken cancellation)
    {
        var ice = plan.Ice is null ? null : Array.ConvertAll((await bench.ReadImageAsync(glacier, plan.Ice, cancellation)).Values, value => value > 0.5f);
        var methods = new List<MethodVelocity>();
        foreach (var method in plan.Methods)
        {
            var pairs = good.Where(outcome => outcome.Target.Method == method).ToList();
            if (pairs.Count == 0)
            {
                continue;
            }

            // the mosaic reads the pairs one after the other, and asks from a thread of its own
            var means = await Task.Run(() => StagedMosaic.Of(plan.Grid, ice, pairs.Count, k => MapAsync(bench, glacier, plan.Grid, pairs[k].Target, cancellation).GetAwaiter().GetResult()), cancellation);
            methods.Add(new MethodVelocity(method, means.All, [.. pairs.Select(pair => pair.Figures!.With(pair.Target, means.All))], means.ByYear));
        }

        var background = await bench.ReadImageAsync(glacier, VelocitySceneStep.Band(good[0].Target.First), cancellation);
        var series = new VelocitySeries(
            methods, background, Sources(plan, good), plan.Warnings, [.. outcomes.Select(outcome => outcome.Refused).OfType<SkippedInput>()]);
        var line = plan.Line?.Select(point => (point[0], point[1])).ToList();
        VelocityFiles.Write(Path.GetDirectoryName(folder.File(VelocityPlan.Folder + "velocity.tif"))!, series, line, plan.Stakes);
    }

    private static async Task<VelocityMap> MapAsync(Workbench bench, GlacierId glacier, Grid grid, VelocityTarget target, CancellationToken cancellation)
    {
        using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, target.Map), cancellation);
        return VelocityCog.Read(file.Path, grid, target.First, target.Second);
    }

    private static List<string> Sources(VelocityPlan plan, List<PairOutcome> good)
    {
        var used = good.SelectMany(outcome => new[] { outcome.Target.First, outcome.Target.Second }).ToHashSet();
        return [.. plan.Scenes.Where(scene => used.Contains(scene.Date)).Select(scene => scene.File)];
    }
}
