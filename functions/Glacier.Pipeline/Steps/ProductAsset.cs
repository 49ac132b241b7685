using System.Reflection;
using Glacier.Pipeline.Catalog;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>Products as the catalogue lists them.</summary>
internal static class ProductAsset
{
    /// <summary>Name and version of what made them.</summary>
    public static (string Name, string Version) Software { get; } =
        ("glacier-functions", typeof(ProductAsset).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1");

    /// <summary>Path from the catalogue's folder.</summary>
    public static string Href(StepOutput output) => "../" + output.Name;

    /// <summary>A product's entry.</summary>
    /// <param name="output">The product.</param>
    /// <param name="prefix">What its name within the item leaves out.</param>
    /// <param name="grid">Grid of the item's rasters; null where they have none in common.</param>
    /// <param name="bands">What a raster's bands are; null: told from its name.</param>
    public static StacAsset Of(StepOutput output, string prefix, Grid? grid, IReadOnlyList<StacBand>? bands)
    {
        var name = output.Name[prefix.Length..];
        var raster = grid is not null && name.EndsWith(".tif", StringComparison.Ordinal) && !name.Contains("views/", StringComparison.Ordinal);
        var picture = name.EndsWith(".png", StringComparison.Ordinal) || name.EndsWith(".jpg", StringComparison.Ordinal);
        var film = name.EndsWith(".mp4", StringComparison.Ordinal) || name.EndsWith(".gif", StringComparison.Ordinal);
        // its colours are made
        var model = name.EndsWith(".glb", StringComparison.Ordinal);
        var data = raster || name.EndsWith(".nc", StringComparison.Ordinal);
        return new StacAsset(
            name.Replace('/', '-'), Href(output), ContentTypes.Of(output.Name), ProductTitles.Of(output.Name),
            [picture || film || model ? "visual" : data ? "data" : "metadata"], output.Bytes, output.Sha256, raster ? grid : null, raster ? bands ?? [BandOf(name)] : null,
            (picture || film) && (name.Contains("views/", StringComparison.Ordinal) || name.Contains("films/", StringComparison.Ordinal) || name.Contains("flights/", StringComparison.Ordinal)) || model);
    }

    private static StacBand BandOf(string name) => name.StartsWith("dh_", StringComparison.Ordinal) ? new("elevation-change-rate", "m/yr")
        : name.EndsWith("ice.tif", StringComparison.Ordinal) ? new("ice", "1") : new("elevation", "m");
}
