using Glacier.Pipeline.Catalog;
using Glacier.Pipeline.Gallery;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Panorama;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>The STAC item of panoramas and flight: <c>panorama</c>.</summary>
internal static class PanoramaItems
{
    /// <summary>True of what only the steps and the page's viewer read.</summary>
    public static bool IsIntermediate(StepOutput output) =>
        output.Name is PanoramaPlan.FileName or PanoramaTile.FileName or PanoramaTile.Picture
        || output.Name.StartsWith(PanoramaPlan.Folder + "frames/", StringComparison.Ordinal)
        || (output.Name.StartsWith(PanoramaPlan.Folder, StringComparison.Ordinal) && output.Name.EndsWith("/" + PanoramaData.FileName, StringComparison.Ordinal));

    /// <summary>True of what the page offers for download.</summary>
    public static bool IsOffered(StepOutput output) => output.Name.StartsWith(PanoramaPlan.Folder, StringComparison.Ordinal) && !IsIntermediate(output);

    public static IEnumerable<StacItem> Of(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        var offered = products.Values.Where(IsOffered).OrderBy(output => output.Name, StringComparer.Ordinal).ToList();
        if (inventory.Panorama is { Grid: { } grid, Scene: { } day } && offered.Count > 0)
        {
            yield return new StacItem(
                "panorama", inventory.Glacier.Value, StacItem.FootprintOf(grid), new Epoch(day), new Epoch(day), grid, grid.Crs.Epsg, [.. offered.Select(Asset)], ProductAsset.Software);
        }
    }

    // a depth picture is as synthetic as the picture, and its pixels are no map's
    private static StacAsset Asset(StepOutput output)
    {
        var name = output.Name[PanoramaPlan.Folder.Length..];
        return ProductAsset.Of(output, PanoramaPlan.Folder, null, null) with
        {
            Key = name.Replace('/', '-').Replace('.', '-'),
            Roles = [name.EndsWith(".json", StringComparison.Ordinal) ? "metadata" : name.EndsWith(PanoramaFiles.Depth, StringComparison.Ordinal) ? "data" : "visual"],
            Synthetic = !name.EndsWith(".json", StringComparison.Ordinal),
        };
    }
}
