using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>How an epoch was moved onto the reference: <c>{epoch}/coregistration.json</c>.</summary>
/// <param name="Reference">The reference's epoch.</param>
/// <param name="Dx">Metres moved to the east.</param>
/// <param name="Dy">Metres moved to the north.</param>
/// <param name="Dz">Metres moved up.</param>
/// <param name="Before">DEM minus reference on stable ground, as it came.</param>
/// <param name="After">The same once aligned.</param>
/// <param name="Improved">False where the DEM was kept as it came.</param>
/// <param name="Reason">Why it was kept.</param>
public sealed record Alignment(
    Epoch Reference, double Dx, double Dy, double Dz, DifferenceStatistics Before, DifferenceStatistics After, bool Improved, string? Reason);

/// <summary>Nuth and Kääb onto the reference DEM over stable ground: <c>{epoch}/aligned.tif</c> and the statistics before and after.</summary>
public static class CoregisterStep
{
    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(Epoch epoch) => $"coregister.{epoch}";

    /// <summary>Name of the product below the glacier's folder.</summary>
    public static string Dem(Epoch epoch) => $"{epoch}/aligned.tif";

    /// <summary>Name of the statistics below the glacier's folder; the reference has none.</summary>
    public static string Statistics(Epoch epoch) => $"{epoch}/coregistration.json";

    /// <summary>Aligns one epoch.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, Epoch epoch, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var own = await bench.ManifestAsync(glacier, NormalizeStep.Step(epoch), cancellation);
        var reference = await bench.ManifestAsync(glacier, NormalizeStep.Step(series.Reference), cancellation);
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var outlines = await KnownOutlines.KeysAsync(bench, glacier, cancellation);
        var key = ProductKey.Of("coregister", Version, [own.Key, reference.Key, .. outlines], new { settings.Outline });
        return await bench.OnceAsync(
            glacier, Step(epoch), key,
            async folder =>
            {
                var dem = await bench.ReadRasterAsync(glacier, NormalizeStep.Dem(epoch), cancellation);
                if (epoch == series.Reference)
                {
                    Cog.Write(folder.File(Dem(epoch)), dem, epoch);
                    return;
                }

                var fixedDem = await bench.ReadRasterAsync(glacier, NormalizeStep.Dem(series.Reference), cancellation);
                var known = await KnownOutlines.ReadAsync(bench, series, settings, cancellation);
                var ice = Union(dem.Values.Length, known.Count > 0
                    ? known.Select(outline => outline.Ice)
                    : IceExtent.Series([(epoch, dem), (series.Reference, fixedDem)], []).Select(each => each.Ice));
                var result = NuthKaab.Align(fixedDem, dem, StableGround.Mask(fixedDem, dem, ice));
                var alignment = new Alignment(series.Reference, result.Dx, result.Dy, result.Dz, result.Before, result.After, result.Improved, result.Reason);
                Cog.Write(folder.File(Dem(epoch)), result.Aligned, epoch);
                await File.WriteAllTextAsync(folder.File(Statistics(epoch)), JsonSerializer.Serialize(alignment, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }

    internal static bool[] Union(int length, IEnumerable<bool[]> masks)
    {
        var union = new bool[length];
        foreach (var mask in masks)
        {
            for (var i = 0; i < length; i++)
                union[i] |= mask[i];
        }

        return union;
    }
}
