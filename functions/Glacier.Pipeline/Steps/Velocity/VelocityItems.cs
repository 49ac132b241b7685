using Glacier.Pipeline.Catalog;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Products;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>STAC items of velocities: <c>velocity</c> for the mean of all pairs, <c>velocity-2020</c> per year where there are several, one per pair. Bands have ITS_LIVE's names.</summary>
internal static class VelocityItems
{
    private static readonly StacBand[] s_bands = [.. VelocityCog.Bands.Select(band => new StacBand(band.Name, band.Unit.Length == 0 ? "1" : band.Unit))];

    /// <summary>True of what only the steps themselves read.</summary>
    public static bool IsIntermediate(StepOutput output) =>
        output.Name is VelocityPlan.FileName or VelocityMosaicStep.OutcomesName || output.Name.StartsWith(VelocityPlan.Folder + "scenes/", StringComparison.Ordinal);

    public static IEnumerable<StacItem> Of(Inventory inventory, Dictionary<string, StepOutput> products)
    {
        if (inventory.Velocity is not { } plan || !products.ContainsKey(VelocityPlan.Folder + "velocity.tif"))
        {
            yield break;
        }

        var pairs = plan.Targets().Where(target => products.ContainsKey(target.Map)).ToList();
        var whole = products.Values.Where(output => output.Name.StartsWith(VelocityPlan.Folder, StringComparison.Ordinal)
            && !IsIntermediate(output) && !output.Name.StartsWith(VelocityPlan.Folder + "pairs/", StringComparison.Ordinal) && YearOf(output) is null);
        yield return Item(inventory, plan, "velocity", pairs.Min(pair => pair.First), pairs.Max(pair => pair.Second), whole);
        foreach (var output in products.Values.OrderBy(output => output.Name, StringComparer.Ordinal))
        {
            if (YearOf(output) is { } year)
                yield return Item(inventory, plan, $"velocity-{year}", new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), [output]);
        }

        foreach (var pair in pairs)
            yield return Item(inventory, plan, Path.GetFileNameWithoutExtension(pair.Map), pair.First, pair.Second, [products[pair.Map], products[pair.Outcome]]);
    }

    /// <summary>The year of an annual map, <c>velocity/velocity_2020.tif</c>; null of all else.</summary>
    public static int? YearOf(StepOutput output) =>
        output.Name.StartsWith(VelocityPlan.Folder + "velocity_", StringComparison.Ordinal) && int.TryParse(Path.GetFileNameWithoutExtension(output.Name)[^4..], out var year) ? year : null;

    private static StacItem Item(Inventory inventory, VelocityPlan plan, string id, DateOnly from, DateOnly to, IEnumerable<StepOutput> outputs) => new(
        id, inventory.Glacier.Value, StacItem.FootprintOf(plan.Grid), new Epoch(from), new Epoch(to), plan.Grid, plan.Grid.Crs.Epsg,
        [.. outputs.OrderBy(output => output.Name, StringComparer.Ordinal).Select(output => Asset(output, plan.Grid))], ProductAsset.Software);

    // the map is called what it holds, in whichever item
    private static StacAsset Asset(StepOutput output, Grid grid)
    {
        var name = Path.GetFileName(output.Name);
        var isMap = name.StartsWith("velocity", StringComparison.Ordinal) && name.EndsWith(".tif", StringComparison.Ordinal);
        var asset = ProductAsset.Of(output, VelocityPlan.Folder, grid, isMap ? s_bands : null);
        return asset with { Key = isMap ? "velocity" : name.Replace('.', '-') };
    }
}
