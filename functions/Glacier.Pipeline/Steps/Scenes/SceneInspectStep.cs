using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Pipeline.Steps.Scenes;

/// <summary>What a look at one scene found.</summary>
/// <param name="File">Name below the glacier's folder.</param>
/// <param name="Key">File version, options and step version looked at.</param>
/// <param name="Uploaded">When the version was uploaded, UTC.</param>
/// <param name="Scene">What it holds; null where it breaks a rule.</param>
/// <param name="Broken">The rule it breaks; null for a good scene.</param>
public sealed record SceneInspection(string File, string Key, DateTimeOffset Uploaded, SurveyedScene? Scene, string? Broken);

/// <summary>Opens a satellite image, validates it, reads day, bands and place: an inspection record, or a quarantine record.</summary>
public static class SceneInspectStep
{
    private const int Version = 1;

    /// <summary>Looks at one file; the second look at the same version costs one read.</summary>
    public static async Task<SceneInspection> RunAsync(Workbench bench, GlacierId glacier, InputFile input, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        DateOnly? dated = settings.Dates.TryGetValue(input.File, out var epoch) && !epoch.YearOnly ? epoch.Date : null;
        var key = ProductKey.Of("inspect-scene", Version, [input.File, input.ETag], new { settings.Scenes, dated }).Value;
        var record = BlobNames.SceneInspection(glacier, input.File);
        if (await bench.Stores.ReadJsonAsync<SceneInspection>(record, cancellation) is { } seen && seen.Key == key)
        {
            return seen;
        }

        var address = new BlobAddress(Containers.Scenes, BlobNames.Folder(glacier) + input.File);
        if (await bench.Stores.FindAsync(address, cancellation) is not { } blob)
        {
            return new SceneInspection(input.File, key, default, null, "gone");
        }

        var inspection = new SceneInspection(input.File, key, blob.Uploaded, null, null);
        try
        {
            inspection = inspection with { Scene = await LookAsync(bench, blob, input.File, dated, settings.Scenes, cancellation) };
            await QuarantineRecords.ReleaseAsync(bench, address, cancellation);
        }
        catch (InvalidInputException broken)
        {
            await QuarantineRecords.KeepAsync(bench, address, broken, cancellation);
            inspection = inspection with { Broken = broken.Rule };
        }

        await bench.Stores.WriteJsonAsync(record, inspection, cancellation);
        return inspection;
    }

    private static async Task<SurveyedScene> LookAsync(Workbench bench, StoredBlob blob, string name, DateOnly? dated, SceneSettings settings, CancellationToken cancellation)
    {
        if (BlobNames.CheckFile(name) is { } broken)
            throw broken;
        using var file = await bench.OpenInputAsync(blob, cancellation);
        var image = ImageReader.Inspect(file.Path);
        var scene = SceneReader.Read(file.Path, dated, settings.PixelSize, settings.NearInfrared);
        return new SurveyedScene(scene.Date, name, file.Sha256, image, scene.Band.Grid, settings.NearInfrared ?? SceneReader.NearInfrared(image));
    }
}
