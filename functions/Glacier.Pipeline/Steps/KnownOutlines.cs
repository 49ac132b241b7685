using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Change;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>The outlines that people gave for a glacier, or else those of its satellite images, as masks on its grid.</summary>
public static class KnownOutlines
{
    private static readonly string[] _readable = [".gpkg", ".geojson", ".json", ".shp", ".tif", ".tiff"];

    /// <summary>Hashes of what the masks are made from.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var keys = new List<string>();
        foreach (var blob in await ListAsync(bench, glacier, _readable, cancellation))
        {
            using var file = await bench.OpenInputAsync(blob, cancellation);
            keys.Add($"{blob.Address.FileName} {file.Sha256}");
        }

        return keys.Count > 0 ? keys : await SceneOutlines.KeysAsync(bench, glacier, cancellation);
    }

    /// <summary>One mask per outline that can be read and meets the grid; the others go to quarantine.</summary>
    /// <param name="bench">The account.</param>
    /// <param name="series">The glacier's series.</param>
    /// <param name="settings">Its settings: the outline they name holds for the reference where its own date is unknown.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<IReadOnlyList<KnownIce>> ReadAsync(Workbench bench, Series series, GlacierSettings settings, CancellationToken cancellation = default)
    {
        var known = new SortedDictionary<Epoch, bool[]>();
        foreach (var blob in await ListAsync(bench, series.Glacier, _readable, cancellation))
        {
            var name = blob.Address.Name[BlobNames.Folder(series.Glacier).Length..];
            if (settings.Outline is { } wished && wished != name)
            {
                continue;
            }

            try
            {
                using var file = await bench.OpenInputAsync(blob, cancellation);
                var outline = OutlineFile.Read(file.Path, series.Grid.Crs, series.Grid);
                var mask = OutlineMask.Rasterize(outline, series.Grid);
                var epoch = outline.Epoch ?? (EpochOfName.TryParse(name, out var named) ? named : series.Reference);
                known[epoch] = known.TryGetValue(epoch, out var other) ? [.. other.Zip(mask, (a, b) => a || b)] : mask;
                await QuarantineRecords.ReleaseAsync(bench, blob.Address, cancellation);
            }
            catch (InvalidInputException broken)
            {
                await QuarantineRecords.KeepAsync(bench, blob.Address, broken, cancellation);
            }
        }

        // nobody gave one: the ice on the glacier's own satellite images
        if (known.Count == 0 && settings.Outline is null)
            known = await SceneOutlines.MasksAsync(bench, series.Glacier, series.Grid, cancellation);
        return [.. known.Where(each => Array.IndexOf(each.Value, true) >= 0).Select(each => new KnownIce(each.Key, each.Value))];
    }

    /// <summary>The outlines of a glacier whose names have one of some endings, by name.</summary>
    internal static async Task<IReadOnlyList<StoredBlob>> ListAsync(Workbench bench, GlacierId glacier, IReadOnlyList<string> endings, CancellationToken cancellation)
    {
        var outlines = new List<StoredBlob>();
        await foreach (var blob in bench.Stores.ListAsync(Containers.Outlines, BlobNames.Folder(glacier), cancellation))
        {
            if (endings.Contains(Path.GetExtension(blob.Address.Name).ToLowerInvariant()) && BlobNames.CheckFile(blob.Address.FileName) is null)
                outlines.Add(blob);
        }

        return outlines;
    }
}
