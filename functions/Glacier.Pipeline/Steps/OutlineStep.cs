using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>Where an epoch's ice mask comes from, in <c>ice.json</c>.</summary>
/// <param name="Epoch">The survey.</param>
/// <param name="Source"><c>outline</c> or <c>difference</c>.</param>
/// <param name="Pixels">Pixels of ice.</param>
public sealed record IceSource(Epoch Epoch, string Source, int Pixels);

/// <summary>Where the ice is at each epoch, from <c>outlines/</c> or from the DEM difference: <c>{epoch}/ice.tif</c>, <c>former-ice.tif</c>, <c>ice.json</c>.</summary>
public static class OutlineStep
{
    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "outline";

    /// <summary>The largest known ice.</summary>
    public const string FormerIce = "former-ice.tif";

    /// <summary>An epoch's mask, below the glacier's folder.</summary>
    public static string Ice(Epoch epoch) => $"{epoch}/ice.tif";

    /// <summary>Finds the ice of every epoch.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var inputs = new List<string>(await KnownOutlines.KeysAsync(bench, glacier, cancellation));
        foreach (var survey in series.Surveys)
            inputs.Add((await bench.ManifestAsync(glacier, CoregisterStep.Step(survey.Epoch), cancellation)).Key);
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, inputs, new { settings.Outline }),
            async folder =>
            {
                var dems = new List<(Epoch, Raster)>();
                foreach (var survey in series.Surveys)
                    dems.Add((survey.Epoch, await bench.ReadRasterAsync(glacier, CoregisterStep.Dem(survey.Epoch), cancellation)));
                var found = IceExtent.Series(dems, await KnownOutlines.ReadAsync(bench, series, settings, cancellation));
                foreach (var each in found)
                    WriteMask(folder.File(Ice(each.Epoch)), each.Dem, each.Ice, each.Epoch);
                WriteMask(folder.File(FormerIce), found[0].Dem, CoregisterStep.Union(found[0].Ice.Length, found.Select(each => each.Ice)), null);
                var sources = found.Select(each => new IceSource(each.Epoch, each.OutlineSource, each.Ice.Count(ice => ice)));
                await File.WriteAllTextAsync(folder.File("ice.json"), JsonSerializer.Serialize(sources, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }

    private static void WriteMask(string path, Raster grid, bool[] mask, Epoch? epoch) =>
        Cog.Write(path, grid.With(Array.ConvertAll(mask, ice => ice ? 1f : 0f)), epoch, unit: "");
}
