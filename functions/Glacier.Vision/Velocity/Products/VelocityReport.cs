using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glacier.Terrain.Coregistration;

namespace Glacier.Vision.Velocity.Products;

/// <summary>The figures of <c>velocity.json</c>.</summary>
public static class VelocityReport
{
    private const int LeastCommon = 100;

    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true };

    /// <summary>The document; units are in the names.</summary>
    public static JsonObject Of(VelocitySeries series)
    {
        var map = series.Methods[0].Map;
        var grid = map.Grid;
        return new JsonObject
        {
            ["sources"] = Array(series.Sources),
            ["first_date"] = Text(map.First),
            ["last_date"] = Text(map.Second),
            ["crs"] = grid.Crs.Wkt.Length == 0 ? null : grid.Crs.Epsg is { } code ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{code}") : grid.Crs.Name,
            ["pixel_size_m"] = grid.Transform.PixelWidth,
            ["size"] = new JsonArray(grid.Width, grid.Height),
            ["methods"] = new JsonObject(series.Methods.Select(method => KeyValuePair.Create(method.Method, (JsonNode?)Describe(method)))),
            ["warnings"] = Array(series.Warnings),
            ["skipped"] = new JsonArray([.. series.Skipped.Select(skipped => new JsonObject
            {
                ["file"] = skipped.File, ["rule"] = skipped.Rule, ["found"] = skipped.Found, ["expected"] = skipped.Expected, ["fix"] = skipped.Fix,
            })]),
        };
    }

    /// <summary>The document as it is written.</summary>
    public static string Json(VelocitySeries series) => Of(series).ToJsonString(s_layout);

    private static JsonObject Describe(MethodVelocity method)
    {
        var speed = DifferenceStatistics.Of(method.Map.V);
        var error = DifferenceStatistics.Of(method.Map.VError);
        return new JsonObject
        {
            ["on_ice"] = new JsonObject
            {
                ["median_m_per_year"] = speed.Median,
                ["median_m_per_day"] = speed.Median / 365.2425,
                ["nmad_m_per_year"] = speed.Nmad,
                ["p95_m_per_year"] = speed.P95,
                ["median_error_m_per_year"] = error.Median,
                ["pixels"] = speed.Count,
            },
            ["off_ice"] = new JsonObject
            {
                ["median_px"] = Median(method, pair => pair.OffIce.Median),
                ["nmad_x_px"] = Median(method, pair => pair.Shift.ErrorX),
                ["nmad_y_px"] = Median(method, pair => pair.Shift.ErrorY),
                ["pixels"] = (int)Median(method, pair => pair.Shift.Count),
            },
            ["pairs"] = method.Pairs.Count,
            ["seconds"] = Seconds(method.Pairs.Sum(pair => pair.Seconds)),
            ["by_year"] = new JsonObject(method.ByYear.OrderBy(item => item.Key).Select(item => KeyValuePair.Create(
                item.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)DescribeYear(method, item.Key, item.Value)))),
            ["by_pair"] = new JsonArray([.. method.Pairs.Select(Describe)]),
        };
    }

    private static JsonObject Describe(PairVelocity pair)
    {
        var (east, north) = pair.PixelsToMetresPerYear;
        return new JsonObject
        {
            ["first_date"] = Text(pair.First),
            ["second_date"] = Text(pair.Second),
            ["days"] = pair.Days,
            ["median_m_per_year"] = pair.OnIce.Median,
            ["median_m_per_day"] = pair.OnIce.Median / 365.2425,
            ["coverage"] = pair.Coverage,
            ["stable_shift_px"] = new JsonArray(pair.Shift.X, pair.Shift.Y),
            ["vx_stable_shift_m_per_year"] = pair.Shift.X * east,
            ["vy_stable_shift_m_per_year"] = -pair.Shift.Y * north,
            ["stable_shift_applied"] = pair.Shift.Applied,
            ["stable_count"] = pair.Shift.Count,
            ["vx_error_stationary_m_per_year"] = pair.Shift.ErrorX * east,
            ["vy_error_stationary_m_per_year"] = pair.Shift.ErrorY * north,
            ["seconds"] = Seconds(pair.Seconds),
            ["glaft"] = new JsonObject
            {
                ["static_vx_m_per_year"] = pair.Glaft.StaticX,
                ["static_vy_m_per_year"] = pair.Glaft.StaticY,
                ["along_flow_strain_per_year"] = pair.Glaft.AlongFlowStrain,
                ["shear_strain_per_year"] = pair.Glaft.ShearStrain,
            },
        };
    }

    // years are compared where all of them are known: a cloud over the fast part of one is no slowdown
    private static JsonObject DescribeYear(MethodVelocity method, int year, VelocityMap map)
    {
        var common = Enumerable.Range(0, map.V.Length).Where(i => method.ByYear.Values.All(other => float.IsFinite(other.V[i]))).ToArray();
        var shared = common.Length >= LeastCommon;
        float[] Kept(float[] values) => shared ? [.. common.Select(i => values[i])] : values;
        var speed = DifferenceStatistics.Of(Kept(map.V));
        return new JsonObject
        {
            ["median_m_per_year"] = speed.Median,
            ["median_error_m_per_year"] = DifferenceStatistics.Of(Kept(map.VError)).Median,
            ["nmad_m_per_year"] = speed.Nmad,
            ["pixels"] = speed.Count,
            ["pixels_common_to_all_years"] = shared,
            ["pairs"] = method.Pairs.Count(pair => VelocityMosaic.YearOf(pair.First, pair.Second) == year),
        };
    }

    private static JsonNode? Seconds(double seconds) => double.IsFinite(seconds) ? seconds : null;

    private static double Median(MethodVelocity method, Func<PairVelocity, double> of) => DifferenceStatistics.Of(method.Pairs.Select(pair => (float)of(pair)).ToArray()).Median;

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
