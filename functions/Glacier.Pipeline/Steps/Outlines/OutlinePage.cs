using Glacier.Pipeline.Film;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>Gathers what a glacier's page shows of outlines from the products.</summary>
internal static class OutlinePage
{
    public static async Task<PageOutlines?> MakeAsync(Workbench bench, Inventory inventory, Dictionary<string, StepOutput> products, CancellationToken cancellation)
    {
        if (inventory.Scenes is null)
        {
            return null;
        }

        var found = await SceneOutlines.ReadAsync(bench, inventory.Glacier, cancellation);
        var good = found.Where(each => each.Refused is null && products.ContainsKey(SceneOutline.FolderOf(each.Date) + "outline.png")).ToList();
        var lengths = (await OutlineHistoryStep.ReadAsync(bench, inventory.Glacier, cancellation)).ToDictionary(each => each.Date, each => each.Length is { } length ? new Measured(length, each.LengthError) : (Measured?)null);
        var page = new PageOutlines(
            [.. good.Select(each => new PageOutline(new Epoch(each.Date), new Measured(each.AreaKm2 * 1e6, each.AreaError * 1e6), each.Glaciers, each.Known, lengths.GetValueOrDefault(each.Date)))],
            good.Count == 0 ? [] : [.. found.Where(each => each.Refused is not null).Select(each => $"{new Epoch(each.Date)}: not mapped: found {each.Refused!.Found}; expected {each.Refused.Expected}.")]);
        if (good.Count == 0)
        {
            // images of one band or without a place were never meant for outlines
            return null;
        }

        var picture = SceneOutline.FolderOf(good[^1].Date) + "outline.png";
        using var file = await bench.Files.OpenAsync(BlobNames.Product(inventory.Glacier, picture), cancellation);
        var (width, height) = PngHeader.Size(file.Path);
        return page with
        {
            Picture = new PageSheet(picture, width, height),
            Method = good[^1].Method == "ratio" ? "the band ratio" : "GlaViTU",
            Files = [.. products.Values.Where(output => output.Name.StartsWith(SceneOutline.Folder, StringComparison.Ordinal) && !OutlineItems.IsIntermediate(output))
                .OrderByDescending(output => output.Name, StringComparer.Ordinal).Take(70).Select(PageMaker.Download)],
        };
    }
}
