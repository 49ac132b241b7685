using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Masks;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>
/// Where ice can be on a glacier's scenes: inside any of the outlines that people gave; where they gave none, inside the largest extent that the glacier's DEMs
/// show. All ice that ever was counts, because ground that was ice is no stable ground.
/// </summary>
/// <param name="Mask">One flag per pixel; null where nothing is known.</param>
/// <param name="Warnings">Outlines that could not serve.</param>
internal sealed record SceneIce(bool[]? Mask, IReadOnlyList<string> Warnings)
{
    // scenes without a place have their ice in a picture of their own size
    private static readonly string[] s_readable = [".gpkg", ".geojson", ".json", ".shp", ".tif", ".tiff", ".jpg", ".jpeg", ".png"];

    /// <summary>Hashes of what the mask is made from.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation)
    {
        var keys = new List<string>();
        foreach (var blob in await KnownOutlines.ListAsync(bench, glacier, s_readable, cancellation))
        {
            using var file = await bench.OpenInputAsync(blob, cancellation);
            keys.Add($"{blob.Address.FileName} {file.Sha256}");
        }

        return keys.Count > 0 || await FormerIceAsync(bench, glacier, cancellation) is not { } former ? keys : [former.Sha256!];
    }

    /// <summary>Reads the mask; outlines that break a rule go to quarantine.</summary>
    public static async Task<SceneIce> ReadAsync(Workbench bench, GlacierId glacier, Grid grid, GlacierSettings settings, CancellationToken cancellation)
    {
        bool[]? mask = null;
        var warnings = new List<string>();
        foreach (var blob in await KnownOutlines.ListAsync(bench, glacier, s_readable, cancellation))
        {
            if (settings.Outline is { } wished && wished != blob.Address.Name[BlobNames.Folder(glacier).Length..])
            {
                continue;
            }

            try
            {
                using var file = await bench.OpenInputAsync(blob, cancellation);
                var ice = IceMask.Read(file.Path, grid);
                mask = mask is null ? ice : CoregisterStep.Union(ice.Length, [mask, ice]);
                await QuarantineRecords.ReleaseAsync(bench, blob.Address, cancellation);
            }
            catch (InvalidInputException elsewhere) when (elsewhere.Rule == "no-place")
            {
                // a good outline for the DEMs, of no use to scenes without a position
                warnings.Add(elsewhere.Message);
            }
            catch (InvalidInputException broken)
            {
                await QuarantineRecords.KeepAsync(bench, blob.Address, broken, cancellation);
            }
        }

        if (mask is null && grid.Crs.Wkt.Length > 0 && await FormerIceAsync(bench, glacier, cancellation) is not null)
            mask = await bench.ReadMaskAsync(glacier, OutlineStep.FormerIce, grid, cancellation);
        if (mask is null)
            warnings.Add("no outline is known: everything may move, and no shift was removed");
        else if (!mask.Contains(true))
            warnings.Add("the outline has no ice on the scenes: the product is empty");
        return new(mask, warnings);
    }

    private static Task<StoredBlob?> FormerIceAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation) =>
        bench.Stores.FindAsync(BlobNames.Product(glacier, OutlineStep.FormerIce), cancellation);
}
