using System.Text.Json;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>A scene for the renderer, which reads products only: <c>outlines/scenes/{date}.tif</c>, a copy of the file; or a <see cref="SceneOutline"/> that says why its ice cannot be mapped.</summary>
public static class OutlineSceneStep
{
    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "outline-scene";

    /// <summary>Folder of the copies.</summary>
    internal const string Scenes = SceneOutline.Folder + "scenes/";

    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(DateOnly date) => $"{Kind}.{SceneDay.Text(date)}";

    /// <summary>Prepares one scene.</summary>
    /// <returns>Strips that it is best mapped in; 0 where its ice cannot be mapped.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, DateOnly date, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<SceneSeries>(glacier, SceneSeries.FileName, cancellation);
        var scene = series.Scenes.First(each => each.Date == date);
        var manifest = await bench.OnceAsync(
            glacier, Step(date), ProductKey.Of(Kind, Version, [scene.Sha256], new { date }),
            async folder =>
            {
                var blob = await bench.Stores.FindAsync(SceneSurveyStep.Address(glacier, scene.File), cancellation)
                    ?? throw new FileNotFoundException($"{scene.File} was taken away during the round.");
                using var file = await bench.OpenInputAsync(blob, cancellation);
                var copy = folder.File(Scenes + scene.Day + Path.GetExtension(scene.File).ToLowerInvariant());
                File.Copy(file.Path, copy);
                try
                {
                    using var opened = OutlineScene.Open(copy);
                }
                catch (InvalidInputException broken)
                {
                    File.Delete(copy);
                    var outcome = new SceneOutline(date, 0, 0, 0, 0, "", "", SkippedInput.Of(broken));
                    await File.WriteAllTextAsync(folder.File(SceneOutline.FileName(date)), JsonSerializer.Serialize(outcome, PipelineJson.Indented), cancellation);
                }
            },
            cancellation);
        return CopyOf(manifest) is null ? 0 : SceneStrip.CountOf(scene.Grid);
    }

    /// <summary>Name of the copy that a manifest of this step names; null where the scene was refused.</summary>
    internal static string? CopyOf(StepManifest manifest) => manifest.Outputs.FirstOrDefault(output => output.Name.StartsWith(Scenes, StringComparison.Ordinal))?.Name;
}
