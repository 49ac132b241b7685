using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Vision.Velocity.Masks;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>How much of each placed scene is clear: <c>velocity/clouds.json</c>. A scene under clouds would cost every pair that it is part of.</summary>
public static class VelocityCloudStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "velocity-clouds";

    /// <summary>Name of the product below the glacier's folder: day to clear part, 0 to 1.</summary>
    public const string FileName = VelocityPlan.Folder + "clouds.json";

    private const int Version = 1;

    /// <summary>Looks at scenes that have been placed.</summary>
    /// <param name="bench">The account.</param>
    /// <param name="glacier">The glacier.</param>
    /// <param name="dates">Days of the scenes that have a partner.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Pairs times methods that are left.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, IReadOnlyList<DateOnly> dates, CancellationToken cancellation = default)
    {
        var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
        var inputs = new List<string> { plan.Ice is null ? "no ice mask" : (await bench.Stores.FindAsync(BlobNames.Product(glacier, plan.Ice), cancellation))!.Sha256! };
        foreach (var date in dates)
            inputs.Add((await bench.ManifestAsync(glacier, VelocitySceneStep.Step(date), cancellation)).Key);
        await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, inputs),
            async folder =>
            {
                var clear = dates.ToDictionary(date => date, _ => 1.0);
                if (dates.Count >= SceneClouds.LeastScenes)
                {
                    var ice = plan.Ice is null ? null : Array.ConvertAll((await bench.ReadImageAsync(glacier, plan.Ice, cancellation)).Values, value => value > 0.5f);
                    var reduced = new List<float[]>();
                    foreach (var date in dates)
                        reduced.Add(SceneClouds.Reduced((await bench.ReadImageAsync(glacier, VelocitySceneStep.Band(date), cancellation)).Values, plan.Grid.Width, plan.Grid.Height));

                    // without ice nothing is cloudy: the product is empty all the same
                    if (ice?.Contains(true) != false)
                        clear = dates.Zip(SceneClouds.ClearParts(reduced, plan.Grid.Width, plan.Grid.Height, ice)).ToDictionary(item => item.First, item => item.Second);
                }

                await File.WriteAllTextAsync(folder.File(FileName), JsonSerializer.Serialize(clear, PipelineJson.Indented), cancellation);
            },
            cancellation);
        return (await VelocityPlanStep.ReadAsync(bench, glacier, cancellation)).Targets().Count();
    }
}
