using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Scenes;

namespace Glacier.Vision.Outlines.Products;

/// <summary>All files of an outline product.</summary>
public static class OutlineFiles
{
    private const int LargeScene = 16_000_000;

    /// <summary>Names of the files, in the order they are written.</summary>
    public static IReadOnlyList<string> Names { get; } = ["outline.gpkg", "outline.geojson", "probability.tif", "confidence.tif", "mask.tif", "outline.png", "outline.json"];

    /// <summary>Writes <see cref="Names"/> into a folder; rasters are Cloud Optimized GeoTIFF on the scene's grid.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="product">Outlines.</param>
    /// <param name="scene">Their scene, for the picture.</param>
    /// <returns>Full names of the files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, OutlineProduct product, IOutlineSource scene)
    {
        string Place(int k) => Path.Combine(folder, Names[k]);
        var schema = new OutlineSchema(product.Grid.Crs, OutlineAttributes.Fields);
        var metadata = new Dictionary<string, string> { ["method"] = product.Method, ["model_version"] = product.Version, ["source"] = product.Source };
        OutlineFile.WriteGeoPackage(Place(0), product.Glaciers, schema);
        OutlineFile.WriteGeoJson(Place(1), product.Glaciers, schema);

        if (product.Probability.Length > LargeScene)
        {
            // what tracing the ice of a whole Sentinel-2 scene leaves behind is as large as the rasters to come
            GC.Collect();
        }

        var values = new Raster(product.Grid.Width, product.Grid.Height, product.Grid.Transform, product.Grid.Crs, product.Probability);
        Cog.Write(Place(2), values, product.Epoch, metadata, unit: "1");
        // of a whole Sentinel-2 scene each raster takes half a gigabyte: what follows from the probability is never whole in memory
        WriteByRows(3, "1", i => OutlineProduct.Confidence(product.Probability[i]));
        WriteByRows(4, "", i => float.IsNaN(product.Probability[i]) ? float.NaN : product.Ice[i] ? 1 : 0);
        OutlinePicture.SavePng(product, scene, Place(5));
        File.WriteAllText(Place(6), OutlineReport.Json(product) + "\n");
        return [.. Enumerable.Range(0, Names.Count).Select(Place)];

        void WriteByRows(int file, string unit, Func<int, float> value) => Cog.WriteByRows(
            Place(file), product.Grid,
            (row, rows) => Parallel.For(0, rows.Length / product.Grid.Width, k =>
            {
                for (var i = k * product.Grid.Width; i < (k + 1) * product.Grid.Width; i++)
                {
                    rows[i] = value((row * product.Grid.Width) + i);
                }
            }),
            product.Epoch, metadata, unit);
    }
}
