using System.Diagnostics;
using System.Text.Json;
using Glacier.Pipeline.Messages;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Products;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>Two scenes compared by one method: asked for by the orchestration, done by the renderer. A map and a <see cref="PairOutcome"/>, or the outcome alone.</summary>
public static class VelocityPairStep
{
    private const int Version = 1;

    /// <summary>Sends a job for every pair that has no outcome yet.</summary>
    /// <returns>Per pair its key; null where it is done.</returns>
    public static async Task<IReadOnlyList<string?>> SendAsync(
        Workbench bench, GlacierId glacier, IReadOnlyList<VelocityTarget> targets, string instance, CancellationToken cancellation = default)
    {
        var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
        var ice = plan.Ice is null ? null : await bench.Stores.FindAsync(BlobNames.Product(glacier, plan.Ice), cancellation);
        var scenes = new Dictionary<DateOnly, string>();
        foreach (var date in targets.SelectMany(target => new[] { target.First, target.Second }).Distinct())
            scenes[date] = (await bench.ManifestAsync(glacier, VelocitySceneStep.Step(date), cancellation)).Key;
        var keys = new List<string?>();
        foreach (var target in targets)
        {
            var options = new { target, plan.Options, model = FlowMethods.Version(target.Method) };
            var key = ProductKey.Of(VelocityTarget.Kind, Version, [scenes[target.First], scenes[target.Second], ice?.Sha256 ?? "no ice mask"], options);
            var job = new RenderJob(key.Value, instance, glacier, target.Step, Activity.Current?.Id)
            {
                VelocityPair = new VelocityPairJob(target.First, target.Second, target.Method, plan.Options, plan.Ice),
            };
            keys.Add(await RendererWork.SendAsync(bench, job, cancellation));
        }

        return keys;
    }

    /// <summary>Compares a pair, unless it is done.</summary>
    /// <exception cref="ArgumentException">The job asks for no pair, or for a method that does not exist.</exception>
    public static async Task<StepManifest> RunAsync(Workbench bench, RenderJob envelope, CancellationToken cancellation = default)
    {
        var (glacier, job) = (envelope.Glacier, envelope.VelocityPair ?? throw new ArgumentException("the job asks for no pair", nameof(envelope)));
        var target = new VelocityTarget(job.First, job.Second, job.Method);
        return await bench.OnceAsync(
            glacier, target.Step, new ProductKey(envelope.Key),
            async folder =>
            {
                var outcome = new PairOutcome(target, null, null);
                try
                {
                    var pair = ScenePair.Of(await SceneAsync(bench, glacier, job.First, cancellation), await SceneAsync(bench, glacier, job.Second, cancellation));
                    var ice = job.Ice is null ? null : Array.ConvertAll((await bench.ReadImageAsync(glacier, job.Ice, cancellation)).Values, value => value > 0.5f);
                    var velocity = PairVelocity.Estimate(pair, ice, FlowMethods.Of(job.Method, PairVelocity.LargestDisplacement(pair, job.Options)), job.Options);
                    VelocityCog.Write(folder.File(target.Map), velocity.Map, new Dictionary<string, string> { ["method"] = velocity.Method });
                    outcome = outcome with { Figures = PairFigures.Of(velocity) };
                }
                catch (InvalidInputException refused)
                {
                    outcome = outcome with { Refused = SkippedInput.Of(refused) };
                }

                await File.WriteAllTextAsync(folder.File(target.Outcome), JsonSerializer.Serialize(outcome, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }

    private static async Task<Scene> SceneAsync(Workbench bench, GlacierId glacier, DateOnly date, CancellationToken cancellation) =>
        new(SceneDay.Text(date), await bench.ReadImageAsync(glacier, VelocitySceneStep.Band(date), cancellation), date, IsPlaced: true, "near infrared");
}
