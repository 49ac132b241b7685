using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>Methods measured on the same tiles, side by side.</summary>
public static class EvaluationTable
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>The figures as a Markdown table, a column each method.</summary>
    /// <param name="evaluations">At least one.</param>
    public static string Markdown(IReadOnlyList<OutlineEvaluation> evaluations)
    {
        var text = new StringBuilder();
        Row("", [.. evaluations.Select(each => each.Method)]);
        Row("---", [.. evaluations.Select(_ => "---")]);
        foreach (var (name, value) in Figures())
        {
            Row(name, [.. evaluations.Select(value)]);
        }

        return text.ToString();

        void Row(string name, IReadOnlyList<string> cells) => text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>The figures and every tile's score as JSON.</summary>
    public static string Json(IReadOnlyList<OutlineEvaluation> evaluations) => new JsonObject(evaluations.Select(each => KeyValuePair.Create(each.Method, (JsonNode?)new JsonObject
    {
        ["tiles"] = each.Scores.Count,
        ["scored_pixels"] = each.Scores.Sum(Scored),
        ["iou_pooled"] = Number(each.PooledIou),
        ["iou_clean_ice"] = Number(each.Confusion.CleanIceIou),
        ["iou_quantiles"] = new JsonArray([.. new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(rank => (JsonNode?)Number(OutlineEvaluation.Quantile(each.Ious, rank)))]),
        ["iou_mean"] = Number(each.Ious.DefaultIfEmpty(double.NaN).Average()),
        ["area_deviation"] = Number(each.AreaDeviation),
        ["distance_median_m"] = Number(each.Distance(0.5)),
        ["distance_p95_m"] = Number(each.Distance(0.95)),
        ["ece_raw"] = Number(each.Raw.Error),
        ["ece_calibrated"] = Number(each.Calibrated.Error),
        ["confusion"] = new JsonObject(Enum.GetValues<GroundKind>().Select(kind => KeyValuePair.Create(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), (JsonNode?)new JsonObject { ["pixels"] = each.Confusion.Pixels(kind), ["wrong"] = each.Confusion.Wrong(kind) }))),
        ["seconds_per_km2"] = Number(each.SecondsPerSquareKilometre),
        ["left_out"] = new JsonArray([.. each.Left.Select(broken => (JsonNode?)new JsonObject { ["file"] = broken.File, ["rule"] = broken.Rule, ["found"] = broken.Found })]),
        ["by_tile"] = new JsonArray([.. each.Scores.Select(score => (JsonNode?)new JsonObject
        {
            ["tile"] = score.Tile, ["iou"] = Number(score.Iou), ["ice"] = score.TruePositive + score.FalseNegative, ["false_positive"] = score.FalsePositive,
            ["false_negative"] = score.FalseNegative, ["area_deviation"] = Number(score.AreaDeviation),
        })]),
    }))).ToJsonString(s_json);

    private static IEnumerable<(string Name, Func<OutlineEvaluation, string> Value)> Figures()
    {
        yield return ("tiles", each => each.Scores.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("pixels scored", each => each.Scores.Sum(Scored).ToString("N0", CultureInfo.InvariantCulture));
        yield return ("IoU of ice, all pixels", each => Text(each.PooledIou));
        yield return ("the same, ice under debris and in shadow not scored", each => Text(each.Confusion.CleanIceIou));
        yield return ("IoU by tile: mean", each => Text(each.Ious.DefaultIfEmpty(double.NaN).Average()));
        yield return ("IoU by tile: 5 % / 25 % / median / 75 % / 95 %", each => string.Join(" / ", new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(rank => Text(OutlineEvaluation.Quantile(each.Ious, rank)))));
        yield return ("IoU by tile, at least 10 % ice: median", each =>
            Text(OutlineEvaluation.Quantile([.. each.Scores.Where(IsIcy).Select(score => score.Iou).Order()], 0.5)));
        yield return ("area deviation", each => Percent(each.AreaDeviation));
        yield return ("called ice wrongly / missed ice, of the ice", each =>
        {
            double ice = Math.Max(1, each.Scores.Sum(score => score.TruePositive + score.FalseNegative));
            return $"{Percent(each.Scores.Sum(score => score.FalsePositive) / ice)} / {Percent(each.Scores.Sum(score => score.FalseNegative) / ice)}";
        }
        );
        yield return ("ice missed: clean / debris-covered / in shadow", each => Shares(each, GroundKind.CleanIce, GroundKind.DebrisCoveredIce, GroundKind.ShadedIce));
        yield return ("ground called ice: like snow / in shadow / water / other", each =>
            Shares(each, GroundKind.SnowyGround, GroundKind.ShadedGround, GroundKind.Water, GroundKind.OtherGround));
        yield return ("outline distance: median / 95 %, m", each => $"{Text(each.Distance(0.5), "0")} / {Text(each.Distance(0.95), "0")}");
        yield return ("ECE (100 bins): raw / calibrated", each => $"{Text(each.Raw.Error)} / {Text(each.Calibrated.Error)}");
        yield return ("seconds per km²", each => Text(each.SecondsPerSquareKilometre, "0.0000"));
    }

    private static string Shares(OutlineEvaluation each, params GroundKind[] kinds) =>
        string.Join(" / ", kinds.Select(kind => double.IsFinite(each.Confusion.WrongShare(kind)) ? Text(100 * each.Confusion.WrongShare(kind), "0.0") + " %" : "–"));

    private static bool IsIcy(OutlineScore score) =>
        score.TruePositive + score.FalseNegative >= 0.1 * Scored(score);

    private static long Scored(OutlineScore score) => score.TruePositive + score.FalsePositive + score.FalseNegative + score.TrueNegative;

    private static string Text(double value, string format = "0.000") => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    private static string Percent(double value) => double.IsFinite(value) ? (100 * value).ToString("+0.0;−0.0", CultureInfo.InvariantCulture) + " %" : "–";

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
