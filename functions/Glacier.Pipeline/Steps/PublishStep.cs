using System.Reflection;
using System.Text.Json;
using Glacier.Pipeline.Catalog;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>STAC collection and items (<c>stac/*</c>), the gallery page (<c>index.html</c>); then removes what earlier rounds left and no step names any more.</summary>
public static class PublishStep
{
    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "publish";

    /// <summary>Publishes what the round made.</summary>
    /// <returns>How many products the glacier has.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var series = await bench.ReadProductAsync<Series>(glacier, "series.json", cancellation);
        var manifests = await CurrentManifestsAsync(bench, series, cancellation);
        var products = manifests.SelectMany(manifest => manifest.Outputs).ToDictionary(output => output.Name);
        var page = await PageMaker.MakeAsync(bench, series, products, cancellation);
        var key = ProductKey.Of(Step, Version, manifests.Select(manifest => $"{manifest.Step} {manifest.Key}"), page);
        var own = await bench.OnceAsync(
            glacier, Step, key,
            async folder =>
            {
                GalleryPage.Write(page, folder.Path);
                await WriteCatalogueAsync(folder, series, products, page.Name, cancellation);
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

    /// <summary>The manifests whose epochs, if they have one, are still of the series.</summary>
    private static async Task<List<StepManifest>> CurrentManifestsAsync(Workbench bench, Series series, CancellationToken cancellation)
    {
        var epochs = series.Surveys.Select(survey => survey.Epoch.ToString()).ToHashSet();
        var manifests = new List<StepManifest>();
        await foreach (var blob in bench.Stores.ListAsync(Containers.Status, $"{series.Glacier}/manifests/", cancellation))
        {
            if (await bench.Stores.ReadJsonAsync<StepManifest>(blob.Address, cancellation) is not { } manifest || manifest.Step == Step)
            {
                continue;
            }

            var parts = manifest.Step.Split('.', 3);
            if (parts.Length > 1 && parts[0] != "film" && !epochs.Contains(parts[1]))
                await bench.Stores.DeleteAsync(blob.Address, cancellation);
            else
                manifests.Add(manifest);
        }

        return manifests;
    }

    private static async Task WriteCatalogueAsync(
        WorkFolder folder, Series series, Dictionary<string, StepOutput> products, string title, CancellationToken cancellation)
    {
        var items = series.Surveys.Select(survey => Item(series, survey.Epoch.ToString(), survey.Epoch, survey.Epoch, products, $"{survey.Epoch}/")).ToList();
        if (series.Surveys.Count > 1)
        {
            items.Add(Item(series, "change", series.Surveys[0].Epoch, series.Surveys[^1].Epoch, products, "dh_"));
        }

        var shared = products.Values.Where(output => !series.Surveys.Any(survey => output.Name.StartsWith($"{survey.Epoch}/", StringComparison.Ordinal)) && !output.Name.StartsWith("dh_", StringComparison.Ordinal));
        var collection = new StacCollection(
            series.Glacier.Value, title, $"Surface, ice extent, change and synthetic views of {title}, {series.Surveys[0].Epoch} to {series.Surveys[^1].Epoch}.", "other",
            items, [.. shared.Select(output => Asset(output, "", series.Grid))]);
        await WriteAsync(folder.File("stac/" + StacCollection.FileName), collection.ToJson(), cancellation);
        foreach (var item in items)
            await WriteAsync(folder.File("stac/" + item.FileName), item.ToJson(), cancellation);
    }

    private static StacItem Item(Series series, string id, Epoch from, Epoch to, Dictionary<string, StepOutput> products, string prefix)
    {
        var grid = series.Grid;
        double[] x = [grid.Transform.West, grid.Transform.ToMap(grid.Width, 0).X, grid.Transform.ToMap(grid.Width, 0).X, grid.Transform.West];
        double[] y = [grid.Transform.North, grid.Transform.North, grid.Transform.ToMap(0, grid.Height).Y, grid.Transform.ToMap(0, grid.Height).Y];
        grid.Crs.Convert(ReferenceSystem.Wgs84, x, y);
        return new StacItem(
            id, series.Glacier.Value, (x.Min(), y.Min(), x.Max(), y.Max()), from, to, grid, grid.Crs.Epsg,
            [.. products.Values.Where(output => output.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(output => output.Name, StringComparer.Ordinal)
                .Select(output => Asset(output, prefix.EndsWith('/') ? prefix : "", grid))],
            ("glacier-functions", typeof(PublishStep).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1"));
    }

    private static StacAsset Asset(StepOutput output, string prefix, Grid grid)
    {
        var name = output.Name[prefix.Length..];
        var raster = name.EndsWith(".tif", StringComparison.Ordinal) && !name.Contains("views/", StringComparison.Ordinal);
        var picture = name.EndsWith(".png", StringComparison.Ordinal) || name.EndsWith(".jpg", StringComparison.Ordinal);
        var film = name.EndsWith(".mp4", StringComparison.Ordinal) || name.EndsWith(".gif", StringComparison.Ordinal);
        var band = name.StartsWith("dh_", StringComparison.Ordinal) ? new StacBand("elevation-change-rate", "m/yr")
            : name.EndsWith("ice.tif", StringComparison.Ordinal) ? new StacBand("ice", "1") : new StacBand("elevation", "m");
        return new StacAsset(
            name.Replace('/', '-'), "../" + output.Name, ContentTypes.Of(output.Name), ProductTitles.Of(output.Name),
            [picture || film ? "visual" : raster ? "data" : "metadata"], output.Bytes, output.Sha256, raster ? grid : null, raster ? band : null,
            (picture || film) && (name.Contains("views/", StringComparison.Ordinal) || name.Contains("films/", StringComparison.Ordinal)));
    }

    private static Task WriteAsync(string path, System.Text.Json.Nodes.JsonObject json, CancellationToken cancellation) =>
        File.WriteAllTextAsync(path, json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n", cancellation);
}
