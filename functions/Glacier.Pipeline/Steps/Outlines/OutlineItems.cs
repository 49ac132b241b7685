using Glacier.Pipeline.Catalog;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>STAC items of outlines, one a scene: <c>outline-2019-08-21</c>.</summary>
internal static class OutlineItems
{
    private static readonly StacBand[] s_bands = [new("value", "1", 0, 1)];

    /// <summary>True of what only the steps themselves read.</summary>
    public static bool IsIntermediate(StepOutput output) =>
        output.Name.StartsWith(OutlineSceneStep.Scenes, StringComparison.Ordinal)
        || output.Name.StartsWith(OutlineStripStep.Strips, StringComparison.Ordinal)
        || output.Name == OutlineHistoryStep.FileName
        || (output.Name.StartsWith(SceneOutline.Folder, StringComparison.Ordinal) && output.Name.EndsWith("/outcome.json", StringComparison.Ordinal));

    public static IEnumerable<StacItem> Of(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        foreach (var scene in inventory.Scenes?.Scenes ?? [])
        {
            var folder = SceneOutline.FolderOf(scene.Date);
            if (products.ContainsKey(folder + "outline.gpkg"))
            {
                var assets = products.Values.Where(output => output.Name.StartsWith(folder, StringComparison.Ordinal) && !IsIntermediate(output)).OrderBy(output => output.Name, StringComparer.Ordinal);
                yield return new StacItem(
                    $"outline-{scene.Day}", inventory.Glacier.Value, StacItem.FootprintOf(scene.Grid), new Epoch(scene.Date), new Epoch(scene.Date), scene.Grid, scene.Grid.Crs.Epsg,
                    [.. assets.Select(output => ProductAsset.Of(output, folder, scene.Grid, s_bands) with { Key = output.Name[folder.Length..].Replace('.', '-') })], ProductAsset.Software);
            }
        }
    }
}
