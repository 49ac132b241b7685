using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>What a look at one file found.</summary>
/// <param name="File">Name below the glacier's folder.</param>
/// <param name="Key">File version, options and step version looked at.</param>
/// <param name="Uploaded">When the version was uploaded, UTC.</param>
/// <param name="Sha256">Hash of its contents; null where it breaks a rule.</param>
/// <param name="Epoch">Survey date.</param>
/// <param name="Dem">What the file holds.</param>
/// <param name="Grid">Its grid once read: metres, projected, north-up.</param>
/// <param name="Broken">The rule it breaks; null for a good DEM.</param>
public sealed record Inspection(
    string File, string Key, DateTimeOffset Uploaded, string? Sha256, Epoch? Epoch, DemInfo? Dem, Grid? Grid, string? Broken);

/// <summary>Opens a file, validates it, reads date, reference system and units: an inspection record, or a quarantine record.</summary>
public static class InspectStep
{
    private const int Version = 1;

    // a DEM of more pixels is coarsened when it is put on the glacier's grid, and not read whole for its extent
    private const long LargestRead = 16L << 20;

    /// <summary>Looks at one file; the second look at the same version costs one read.</summary>
    public static async Task<Inspection> RunAsync(Workbench bench, GlacierId glacier, InputFile input, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var options = new DemReadOptions(settings.VerticalUnit, settings.Dates.TryGetValue(input.File, out var dated) ? dated : null);
        var key = ProductKey.Of("inspect", Version, [input.File, input.ETag], options).Value;
        var record = BlobNames.Inspection(glacier, input.File);
        if (await bench.Stores.ReadJsonAsync<Inspection>(record, cancellation) is { } seen && seen.Key == key)
        {
            return seen;
        }

        var address = new BlobAddress(Containers.Dems, BlobNames.Folder(glacier) + input.File);
        if (await bench.Stores.FindAsync(address, cancellation) is not { } blob)
        {
            return new Inspection(input.File, key, default, null, null, null, null, "gone");
        }

        var inspection = new Inspection(input.File, key, blob.Uploaded, null, null, null, null, null);
        try
        {
            inspection = await LookAsync(bench, blob, inspection, options, cancellation);
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

    private static async Task<Inspection> LookAsync(
        Workbench bench, StoredBlob blob, Inspection inspection, DemReadOptions options, CancellationToken cancellation)
    {
        if (BlobNames.CheckFile(inspection.File) is { } broken)
            throw broken;
        using var file = await bench.OpenInputAsync(blob, cancellation);
        var info = DemReader.Inspect(file.Path, options);
        return inspection with { Sha256 = file.Sha256, Epoch = options.Epoch ?? info.Epoch, Dem = info, Grid = GridOf(file.Path, info, options) };
    }

    private static Grid GridOf(string path, DemInfo info, DemReadOptions options)
    {
        if ((long)info.Width * info.Height <= LargestRead)
        {
            return DemReader.Read(path, options).Grid;
        }

        var crs = ReferenceSystem.UtmZoneOf((info.West + info.East) / 2, (info.South + info.North) / 2);
        double[] x = [info.West, info.East, info.East, info.West];
        double[] y = [info.South, info.South, info.North, info.North];
        ReferenceSystem.Wgs84.Convert(crs, x, y);
        var pixel = Math.Sqrt((x.Max() - x.Min()) * (y.Max() - y.Min()) / LargestRead);
        return new Grid(
            (int)Math.Ceiling((x.Max() - x.Min()) / pixel), (int)Math.Ceiling((y.Max() - y.Min()) / pixel), new GeoTransform(x.Min(), y.Max(), pixel, pixel), crs);
    }
}
