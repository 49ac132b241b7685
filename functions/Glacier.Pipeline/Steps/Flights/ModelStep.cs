using Glacier.Pipeline.Flights;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Flight;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>The terrain of every survey as a 3D model, where flights are asked for: <c>models/model_{date}.glb</c>.</summary>
public static class ModelStep
{
    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "models";

    /// <summary>Folder of the models below the glacier's, with its slash.</summary>
    public const string Folder = "models/";

    /// <summary>Makes the models.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        var (title, attribution) = (settings.Name ?? glacier.DisplayName, settings.Attribution ?? "Source of the elevation models: not stated");
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, [outline.Key], new { title, attribution }),
            async folder =>
            {
                var series = new SurfaceSeries(await SeriesReader.ReadAsync(bench, glacier, cancellation));
                for (var survey = 0; survey < series.Surveys.Count; survey++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    TerrainModel.Write(folder.File(Folder + TerrainModel.FileOf(series.Surveys[survey].Epoch)), series, survey, title, attribution);
                }
            },
            cancellation);
    }
}
