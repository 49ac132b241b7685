using System.Text.Json;
using Glacier.Pipeline.Catalog;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Steps.Flights;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Steps;

/// <summary>STAC collection and items (<c>stac/*</c>), the gallery page (<c>index.html</c>); then removes what earlier rounds left and no step names any more.</summary>
public static class PublishStep
{
    private const int Version = 2;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "publish";

    /// <summary>Publishes what the round made.</summary>
    /// <returns>How many products the glacier has.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var inventory = await Inventory.ReadAsync(bench, glacier, cancellation);
        var manifests = await CurrentManifestsAsync(bench, inventory, cancellation);
        var products = manifests.SelectMany(manifest => manifest.Outputs).ToDictionary(output => output.Name);
        StacItem[] items = [.. SurveyItems.Of(inventory, products), .. OutlineItems.Of(inventory, products), .. VelocityItems.Of(inventory, products), .. PanoramaItems.Of(inventory, products)];
        var page = await PageMaker.MakeAsync(bench, inventory, products, items.Length > 0, cancellation);
        var key = ProductKey.Of(Step, Version, manifests.Select(manifest => $"{manifest.Step} {manifest.Key}"), page);
        var own = await bench.OnceAsync(
            glacier, Step, key,
            async folder =>
            {
                GalleryPage.Write(page, folder.Path);
                if (items.Length > 0)
                    await WriteCatalogueAsync(folder, inventory, items, products, page.Name, cancellation);
            },
            cancellation);
        var kept = products.Keys.Concat(own.Outputs.Select(output => output.Name)).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in bench.Stores.ListAsync(Containers.Products, BlobNames.Folder(glacier), cancellation))
        {
            if (!kept.Contains(blob.Address.Name[BlobNames.Folder(glacier).Length..]))
                await bench.Stores.DeleteAsync(blob.Address, cancellation);
        }

        await IndexStep.RunAsync(bench, glacier, page, cancellation);
        return kept.Count;
    }

    private static async Task<List<StepManifest>> CurrentManifestsAsync(Workbench bench, Inventory inventory, CancellationToken cancellation)
    {
        var manifests = new List<StepManifest>();
        await foreach (var blob in bench.Stores.ListAsync(Containers.Status, $"{inventory.Glacier}/manifests/", cancellation))
        {
            if (await bench.Stores.ReadJsonAsync<StepManifest>(blob.Address, cancellation) is not { } manifest || manifest.Step == Step)
            {
                continue;
            }

            if (inventory.IsCurrent(manifest))
                manifests.Add(manifest);
            else
                await bench.Stores.DeleteAsync(blob.Address, cancellation);
        }

        return manifests;
    }

    private static async Task WriteCatalogueAsync(
        WorkFolder folder, Inventory inventory, IReadOnlyList<StacItem> items, Dictionary<string, StepOutput> products, string title, CancellationToken cancellation)
    {
        var listed = items.SelectMany(item => item.Assets).Select(asset => asset.Href).ToHashSet();
        var shared = products.Values.Where(output => !listed.Contains(ProductAsset.Href(output)) && !VelocityItems.IsIntermediate(output) && !OutlineItems.IsIntermediate(output)
            && !PanoramaItems.IsIntermediate(output) && !FlightPlan.IsIntermediate(output));
        var subjects = new List<string>();
        if (inventory.Surveys is not null)
            subjects.Add("surface, ice extent, change and synthetic views");
        if (items.Any(item => item.Id.StartsWith("outline-", StringComparison.Ordinal)))
            subjects.Add("outlines of the ice");
        if (inventory.Velocity is not null)
            subjects.Add("velocity of the ice");
        if (items.Any(item => item.Id == "panorama"))
            subjects.Add("synthetic panoramas");
        var subject = string.Join(", ", subjects);
        var collection = new StacCollection(
            inventory.Glacier.Value, title, $"{char.ToUpperInvariant(subject[0])}{subject[1..]} of {title}, {items.Min(item => item.From)} to {items.Max(item => item.To)}.", "other",
            items, [.. shared.Select(output => ProductAsset.Of(output, "", inventory.Surveys?.Grid, null))]);
        await WriteAsync(folder.File("stac/" + StacCollection.FileName), collection.ToJson(), cancellation);
        foreach (var item in items)
            await WriteAsync(folder.File("stac/" + item.FileName), item.ToJson(), cancellation);
    }

    private static Task WriteAsync(string path, System.Text.Json.Nodes.JsonObject json, CancellationToken cancellation) =>
        File.WriteAllTextAsync(path, json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n", cancellation);
}
