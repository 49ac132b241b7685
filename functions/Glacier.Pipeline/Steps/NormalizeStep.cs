using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>To metres, to the glacier's grid, as a cloud-optimised GeoTIFF: <c>{epoch}/dem.tif</c>, and what the source was: <c>{epoch}/dem.json</c>.</summary>
public static class NormalizeStep
{
    private const int Version = 2;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(Epoch epoch) => $"normalize.{epoch}";

    /// <summary>Name of the product below the glacier's folder.</summary>
    public static string Dem(Epoch epoch) => $"{epoch}/dem.tif";

    /// <summary>Puts one epoch's DEM on the glacier's grid.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, Epoch epoch, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var survey = series.Surveys.First(each => each.Epoch == epoch);
        var key = ProductKey.Of("normalize", Version, [survey.Sha256], new { series.Grid, survey, settings.VerticalUnit });
        return await bench.OnceAsync(
            glacier, Step(epoch), key,
            async folder =>
            {
                var blob = await bench.Stores.FindAsync(new BlobAddress(Containers.Dems, BlobNames.Folder(glacier) + survey.File), cancellation)
                    ?? throw new FileNotFoundException($"{survey.File} was taken away during the round.");
                using var file = await bench.OpenInputAsync(blob, cancellation);
                var dem = DemReader.ReadOnto(file.Path, series.Grid, new DemReadOptions(settings.VerticalUnit, epoch, series.Grid.Crs), cubic: true);
                Cog.Write(folder.File(Dem(epoch)), dem, epoch);
                await File.WriteAllTextAsync(folder.File($"{epoch}/dem.json"), JsonSerializer.Serialize(survey, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }
}
