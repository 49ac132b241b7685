using System.Globalization;
using System.Text.Json.Nodes;
using Glacier.Pipeline.Film;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Coregistration;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>Gathers what a glacier's page shows of its velocity from the products.</summary>
internal static class VelocityPage
{
    private const string Prefix = VelocityPlan.Folder;

    public static async Task<PageVelocity?> MakeAsync(Workbench bench, Inventory inventory, Dictionary<string, StepOutput> products, CancellationToken cancellation)
    {
        if (inventory.Velocity is not { } plan)
        {
            return null;
        }

        var glacier = inventory.Glacier;
        var outcomes = products.ContainsKey(VelocityMosaicStep.OutcomesName)
            ? await bench.ReadProductAsync<List<PairOutcome>>(glacier, VelocityMosaicStep.OutcomesName, cancellation) : [];
        var pairs = outcomes.Where(outcome => outcome.Target.Method == plan.Methods[0]).ToList();
        var used = pairs.Where(outcome => outcome.Figures is not null).ToList();
        var page = new PageVelocity([.. plan.Scenes.Select(scene => scene.Date)], pairs.Count, used.Count) { Warnings = plan.Warnings };
        if (used.Count == 0 || !products.ContainsKey(Prefix + "velocity.json"))
        {
            return page with { Missing = Missing(plan, pairs.Count), Warnings = [] };
        }

        var figures = JsonNode.Parse(await bench.Stores.ReadAsync(BlobNames.Product(glacier, Prefix + "velocity.json"), cancellation))!["methods"]!;
        var method = used[0].Target.Method;
        var own = figures[method]!;
        return page with
        {
            Method = FlowMethods.Title(method),
            Map = await SheetAsync(bench, glacier, Prefix + "velocity.png", cancellation),
            Speed = (int)own["on_ice"]!["pixels"]! == 0 ? null : new Measured((double)own["on_ice"]!["median_m_per_year"]!, (double)own["on_ice"]!["median_error_m_per_year"]!),
            Years = [.. own["by_year"]!.AsObject().Select(year => Year(year.Key, year.Value!, products))],
            Profile = Profile(await TableAsync(bench, glacier, Prefix + "profile.csv", cancellation), method),
            Stakes = products.ContainsKey(Prefix + "stakes.csv") ? Stakes(await TableAsync(bench, glacier, Prefix + "stakes.csv", cancellation), method) : [],
            Quality = Quality([.. used.Select(outcome => outcome.Figures!)]),
            Files = [.. products.Values.Where(IsOffered).OrderBy(Rank).ThenBy(output => output.Name, StringComparer.Ordinal).Select(PageMaker.Download)],
        };
    }

    private static string Missing(VelocityPlan plan, int pairs)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"{plan.LeastDays} to {plan.MostDays} days apart");
        return pairs > 0 ? $"No two of the satellite images show the same ice: clouds or fresh snow on all pairs {window}."
            : plan.Scenes.Count == 1 ? $"One satellite image is there; the velocity comes with the next one, {window}."
            : $"No two of the satellite images are {window}; the velocity comes with the next one.";
    }

    private static async Task<PageSheet> SheetAsync(Workbench bench, GlacierId glacier, string name, CancellationToken cancellation)
    {
        using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, name), cancellation);
        var (width, height) = PngHeader.Size(file.Path);
        return new(name, width, height);
    }

    private static PageVelocityYear Year(string year, JsonNode figures, Dictionary<string, StepOutput> products)
    {
        var file = $"{Prefix}velocity_{year}.tif";
        return new(
            int.Parse(year, CultureInfo.InvariantCulture), new Measured((double)figures["median_m_per_year"]!, (double)figures["median_error_m_per_year"]!), (int)figures["pairs"]!,
            products.ContainsKey(file) ? file : null);
    }

    private static async Task<(string[] Heads, List<string[]> Rows)> TableAsync(Workbench bench, GlacierId glacier, string name, CancellationToken cancellation)
    {
        var lines = System.Text.Encoding.UTF8.GetString(await bench.Stores.ReadAsync(BlobNames.Product(glacier, name), cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines[0].Split(','), [.. lines.Skip(1).Select(line => line.Split(','))]);
    }

    private static PageSpeedProfile? Profile((string[] Heads, List<string[]> Rows) table, string method) => table.Rows.Count < 2 ? null
        : new(Column(table, "distance_m"), Column(table, "v_" + method), Column(table, "v_error_" + method));

    private static PageStake[] Stakes((string[] Heads, List<string[]> Rows) table, string method)
    {
        var (given, found, error) = (Column(table, "measured"), Column(table, method), Column(table, "error_" + method));
        return [.. table.Rows.Select((row, k) => new PageStake(row[0], given[k], double.IsFinite(found[k]) ? new Measured(found[k], error[k]) : null))];
    }

    private static double[] Column((string[] Heads, List<string[]> Rows) table, string name)
    {
        var at = Array.IndexOf(table.Heads, name);
        return [.. table.Rows.Select(row => double.TryParse(row[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)];
    }

    private static PageVelocityQuality? Quality(IReadOnlyList<PairFigures> pairs)
    {
        var stable = pairs.Where(pair => pair.Shift.Applied).ToList();
        return stable.Count == 0 ? null : new(
            Median(stable.Select(pair => Math.Max(pair.Shift.ErrorX, pair.Shift.ErrorY))), Median(stable.Select(pair => Math.Max(pair.Glaft.StaticX, pair.Glaft.StaticY))),
            Median(stable.Select(pair => pair.Glaft.AlongFlowStrain)));
    }

    private static double Median(IEnumerable<double> values) => DifferenceStatistics.Of(values.Select(value => (float)value).ToArray()).Median;

    // the pairs' own maps are many: the catalogue lists them
    private static bool IsOffered(StepOutput output) =>
        output.Name.StartsWith(Prefix, StringComparison.Ordinal) && !output.Name.StartsWith(Prefix + "pairs/", StringComparison.Ordinal) && !VelocityItems.IsIntermediate(output);

    private static int Rank(StepOutput output) => Path.GetFileName(output.Name) switch
    {
        "velocity.tif" => 0,
        "velocity.nc" => 1,
        "velocity.png" => 2,
        "velocity.json" => 3,
        "profile.csv" => 4,
        "stakes.csv" => 5,
        _ => 6,
    };
}
