using Glacier.Pipeline.Catalog;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>STAC items of the DEMs: one per survey, and the change over all of them.</summary>
internal static class SurveyItems
{
    public static IEnumerable<StacItem> Of(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        if (inventory.Surveys is not { } series)
        {
            return [];
        }

        var items = series.Surveys.Select(survey => Item(series, survey.Epoch.ToString(), survey.Epoch, survey.Epoch, products, $"{survey.Epoch}/"));
        return series.Surveys.Count > 1 ? items.Append(Item(series, "change", series.Surveys[0].Epoch, series.Surveys[^1].Epoch, products, "dh_")) : items;
    }

    private static StacItem Item(Series series, string id, Epoch from, Epoch to, Dictionary<string, StepOutput> products, string prefix) => new(
        id, series.Glacier.Value, StacItem.FootprintOf(series.Grid), from, to, series.Grid, series.Grid.Crs.Epsg,
        [.. products.Values.Where(output => output.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(output => output.Name, StringComparer.Ordinal)
            .Select(output => ProductAsset.Of(output, prefix.EndsWith('/') ? prefix : "", series.Grid, null))],
        ProductAsset.Software);
}
