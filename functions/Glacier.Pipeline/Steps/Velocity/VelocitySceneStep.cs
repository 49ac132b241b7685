using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>A scene's near-infrared band on the common grid: <c>velocity/scenes/{date}.tif</c>. The renderer reads products only, so every scene comes to it like this.</summary>
public static class VelocitySceneStep
{
    private const int Version = 1;

    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "velocity-scene";

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(DateOnly date) => $"{Kind}.{SceneDay.Text(date)}";

    /// <summary>Name of the product below the glacier's folder.</summary>
    public static string Band(DateOnly date) => $"{VelocityPlan.Folder}scenes/{SceneDay.Text(date)}.tif";

    /// <summary>Places one scene.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, DateOnly date, CancellationToken cancellation = default)
    {
        var plan = await VelocityPlanStep.ReadAsync(bench, glacier, cancellation);
        var scene = plan.Scenes.First(each => each.Date == date);
        var settings = (await bench.SettingsAsync(glacier, cancellation)).Scenes;
        var key = ProductKey.Of(Kind, Version, [scene.Sha256], new { plan.Grid, scene.NearInfrared, settings.PixelSize });
        return await bench.OnceAsync(
            glacier, Step(date), key,
            async folder =>
            {
                var blob = await bench.Stores.FindAsync(SceneSurveyStep.Address(glacier, scene.File), cancellation)
                    ?? throw new FileNotFoundException($"{scene.File} was taken away during the round.");
                using var file = await bench.OpenInputAsync(blob, cancellation);
                var band = ImageReader.ReadBand(file.Path, scene.NearInfrared, settings.PixelSize);
                var placed = VelocityPlanStep.IsOn(band.Grid, plan.Grid) ? band : ImageReader.Onto(band, plan.Grid);
                var metadata = new Dictionary<string, string> { ["source"] = scene.File, ["band"] = scene.NearInfrared.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                Cog.Write(folder.File(Band(date)), placed, new Epoch(date), metadata, unit: "");
            },
            cancellation);
    }
}
