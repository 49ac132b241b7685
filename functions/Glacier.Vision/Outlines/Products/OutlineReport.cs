using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glacier.Vision.Outlines.Products;

/// <summary>The figures of a product as JSON: <c>outline.json</c>.</summary>
public static class OutlineReport
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>Writes the figures: areas in km², confidence 0.5 to 1, one entry a glacier with the attributes of its polygon.</summary>
    public static string Json(OutlineProduct product) => new JsonObject
    {
        ["source"] = product.Source,
        ["src_date"] = product.Epoch?.ToString(),
        ["method"] = product.Method,
        ["model_version"] = product.Version,
        ["area_km2"] = Math.Round(product.AreaKm2, 6),
        ["area_err"] = Math.Round(product.AreaError, 6),
        ["glaciers"] = new JsonArray([.. product.Glaciers.Select(glacier => (JsonNode?)new JsonObject(
            glacier.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)JsonSerializer.SerializeToNode(attribute.Value)))))]),
        ["known"] = Math.Round(product.Known, 6),
        ["confidence_mean"] = ConfidenceMean(product) is { } mean ? Math.Round(mean, 4) : null,
        ["seconds"] = Math.Round(product.Seconds, 2),
        ["warnings"] = new JsonArray([.. product.Warnings.Select(warning => (JsonNode?)warning)]),
    }.ToJsonString(s_json);

    private static double? ConfidenceMean(OutlineProduct product)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var p in product.Probability)
        {
            if (float.IsFinite(p))
            {
                (sum, count) = (sum + OutlineProduct.Confidence(p), count + 1);
            }
        }

        return count == 0 ? null : sum / count;
    }
}
