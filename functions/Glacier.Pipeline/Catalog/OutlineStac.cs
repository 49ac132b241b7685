using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Products;

namespace Glacier.Pipeline.Catalog;

/// <summary>A folder of outline files as a STAC collection of one item: <c>stac/collection.json</c> and <c>stac/outline-DATE.json</c>.</summary>
public static class OutlineStac
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>Title of a file of <see cref="OutlineFiles.Names"/>.</summary>
    public static string Title(string name) => name switch
    {
        "outline.gpkg" => "Glacier outlines with attributes",
        "outline.geojson" => "Glacier outlines in longitude and latitude",
        "probability.tif" => "Calibrated probability of ice",
        "confidence.tif" => "Confidence of the mask, 0.5 to 1",
        "mask.tif" => "Mask of ice",
        "outline.png" => "Outlines on the scene",
        _ => "Figures of the outlines",
    };

    /// <summary>Writes the catalogue beside the files.</summary>
    /// <param name="folder">Folder that holds the files.</param>
    /// <param name="product">Outlines; its date must be known.</param>
    /// <param name="files">Full names of the files.</param>
    /// <exception cref="ArgumentException">The product has no date.</exception>
    public static void Write(string folder, OutlineProduct product, IReadOnlyList<string> files)
    {
        var date = product.Epoch ?? throw new ArgumentException("a STAC item needs a date", nameof(product));
        var assets = files.Select(path => Asset(path, product.Grid)).ToList();
        var software = ("glacier-functions", typeof(OutlineStac).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1");
        var item = new StacItem($"outline-{date}", "outlines", StacItem.FootprintOf(product.Grid), date, date, product.Grid, product.Grid.Crs.Epsg, assets, software);
        var collection = new StacCollection("outlines", "Glacier outlines", $"Outlines of glaciers mapped on {product.Source} by {product.Version}.", "other", [item], []);
        var target = Directory.CreateDirectory(Path.Combine(folder, "stac")).FullName;
        Save(Path.Combine(target, StacCollection.FileName), collection.ToJson());
        Save(Path.Combine(target, item.FileName), item.ToJson());
    }

    private static StacAsset Asset(string path, Grid grid)
    {
        var name = Path.GetFileName(path);
        using var stream = File.OpenRead(path);
        var raster = name.EndsWith(".tif", StringComparison.Ordinal);
        return new StacAsset(
            Path.GetFileNameWithoutExtension(name) + (name.StartsWith("outline.", StringComparison.Ordinal) ? Path.GetExtension(name).Replace('.', '-') : ""), "../" + name,
            raster ? StacAsset.Cog : ContentTypes.Of(name), Title(name), [name.EndsWith(".json", StringComparison.Ordinal) ? "metadata" : name.EndsWith(".png", StringComparison.Ordinal) ? "overview" : "data"],
            stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)), raster ? grid : null, raster ? [new StacBand(Path.GetFileNameWithoutExtension(name), "1", 0, 1)] : null);
    }

    private static void Save(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(_indented) + "\n");
}
