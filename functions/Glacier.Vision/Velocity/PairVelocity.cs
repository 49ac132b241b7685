using System.Diagnostics;
using Glacier.Terrain;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Masks;
using Glacier.Vision.Velocity.Prefilters;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Velocity;

/// <summary>Velocities from one pair of scenes by one method, with what is known of their quality.</summary>
/// <param name="Method">Short name of the method.</param>
/// <param name="Map">Velocities on ice.</param>
/// <param name="Shift">What stable ground seemed to do.</param>
/// <param name="OnIce">Speeds of accepted pixels on ice, metres per year.</param>
/// <param name="OffIce">Distance of accepted stable pixels from no motion after the shift, in pixels.</param>
/// <param name="Coverage">Accepted part of the ice that both images show, 0 to 1.</param>
/// <param name="Days">Between the images.</param>
/// <param name="PixelsToMetresPerYear">Factor from pixels to metres per year, east and north.</param>
/// <param name="Seconds">Time of the flow estimation, forth and back; NaN where it was not kept.</param>
/// <param name="Glaft">The two metrics for maps without ground truth.</param>
public sealed record PairVelocity(
    string Method, VelocityMap Map, StableShift Shift, DifferenceStatistics OnIce, DifferenceStatistics OffIce, double Coverage, int Days,
    (double East, double North) PixelsToMetresPerYear, double Seconds, GlaftMetrics Glaft)
{
    // ground nearer to ice or to the unknown than this is not trusted to stand still
    private const double StableMargin = 6;
    private const float LeastCoverage = 0.02f;
    private const double DaysPerYear = 365.2425;

    /// <summary>Date of the earlier scene.</summary>
    public DateOnly First { get; init; } = Map.First;

    /// <summary>Date of the later scene.</summary>
    public DateOnly Second { get; init; } = Map.Second;

    /// <summary>Largest displacement that a speed means for a pair, pixels, within what the methods can search.</summary>
    public static double LargestDisplacement(ScenePair pair, VelocityOptions options) =>
        Math.Clamp(options.LargestSpeed * pair.Days / DaysPerYear / pair.First.Band.Transform.PixelWidth, 4, 96);

    /// <summary>Estimates.</summary>
    /// <param name="scenes">Two scenes on one grid.</param>
    /// <param name="ice">One flag per pixel; null: no outline is known, so everything may move and nothing is stable.</param>
    /// <param name="method">Flow method.</param>
    /// <param name="options">Settings.</param>
    /// <returns>Without ice in the mask, an empty but valid map.</returns>
    /// <exception cref="InvalidInputException"><c>all-cloud</c>: of the ice that both scenes show, almost nothing agrees.</exception>
    public static PairVelocity Estimate(ScenePair scenes, bool[]? ice, FlowMethod method, VelocityOptions? options = null)
    {
        options ??= new();
        var (a, b) = (scenes.First.Band, scenes.Second.Band);
        var (width, height) = (a.Width, a.Height);
        var pair = options.Prefilter.Pair(a.Values, b.Values, width, height) with { Region = ice };
        var unknown = new bool[a.Values.Length];
        for (var i = 0; i < unknown.Length; i++)
        {
            unknown[i] = !float.IsFinite(a.Values[i]) || !float.IsFinite(b.Values[i]);
        }

        var tiled = FlowTiling.Tiled(method, options.Tile, options.Halo, 128);
        var watch = Stopwatch.StartNew();
        var seen = method.Seen(a.Values, b.Values, pair);
        var flow = tiled.Estimate(seen);
        var discrepancy = new float[unknown.Length];
        if (options.CheckBackward)
        {
            var back = tiled.Estimate(seen.Reversed);
            discrepancy = ForwardBackward.Discrepancy(flow, back);
            flow = ForwardBackward.Mean(flow, back);
        }

        watch.Stop();
        var accepted = Accepted(pair, a, b, unknown, flow, discrepancy, options);
        var movable = ice ?? Array.ConvertAll(unknown, u => !u);
        var stable = ice is null ? new bool[unknown.Length] : Stable(ice, unknown, width, height);
        var shift = Measure(flow, stable, accepted);
        var onIce = new bool[unknown.Length];
        var (shown, kept) = (0, 0);
        for (var i = 0; i < onIce.Length; i++)
        {
            shown += movable[i] && !unknown[i] ? 1 : 0;
            onIce[i] = movable[i] && accepted[i];
            kept += onIce[i] ? 1 : 0;
        }

        if (shown > 0 && kept < LeastCoverage * shown)
        {
            throw new InvalidInputException(
                scenes.Second.File, "all-cloud", $"{100.0 * kept / shown:0.#} % of the ice agrees with {scenes.First.File}", $"two scenes that show the same ground on at least {100 * LeastCoverage:0} % of the ice",
                "Choose clear scenes, or dates closer to each other.");
        }

        var scale = GroundScale.Of(a.Grid);
        var east = a.Transform.PixelWidth * scale.East * DaysPerYear / scenes.Days;
        var north = a.Transform.PixelHeight * scale.North * DaysPerYear / scenes.Days;
        var map = ToMap(flow, onIce, discrepancy, shift, east, north, scenes, options.MedianRadius);
        return new PairVelocity(
            method.Name, map, shift, DifferenceStatistics.Of(map.V), OffIceOf(flow, stable, accepted, shift), shown == 0 ? 0 : (double)kept / shown, scenes.Days, (east, north),
            watch.Elapsed.TotalSeconds, GlaftMetrics.Of(map, flow, stable, accepted, shift, east, north));
    }

    private static bool[] Accepted(ImagePair pair, Raster a, Raster b, bool[] unknown, FlowField flow, float[] discrepancy, VelocityOptions options)
    {
        var correlation = CloudMask.LocalCorrelation(pair, flow);
        var cloud = CloudMask.ByBrightness(a.Values, b.Values, pair.Width, pair.Height);
        var accepted = new bool[unknown.Length];
        for (var i = 0; i < accepted.Length; i++)
        {
            var length = MathF.Sqrt((flow.X[i] * flow.X[i]) + (flow.Y[i] * flow.Y[i]));
            accepted[i] = !unknown[i] && !cloud[i] && correlation[i] >= options.LeastCorrelation && discrepancy[i] <= 0.5f + (0.1f * length);
        }

        var agrees = OutlierFilter.Agrees(flow.Where(accepted));
        return [.. accepted.Zip(agrees, (x, y) => x && y)];
    }

    private static bool[] Stable(bool[] ice, bool[] unknown, int width, int height)
    {
        var fromIce = DistanceTransform.ToNearest(ice, width, height);
        var fromUnknown = DistanceTransform.ToNearest(unknown, width, height);
        return [.. fromIce.Zip(fromUnknown, (d, u) => d > StableMargin && u > StableMargin)];
    }

    private static StableShift Measure(FlowField flow, bool[] stable, bool[] accepted)
    {
        var (x, y) = (new List<float>(), new List<float>());
        for (var i = 0; i < stable.Length; i++)
        {
            if (stable[i] && accepted[i])
            {
                x.Add(flow.X[i]);
                y.Add(flow.Y[i]);
            }
        }

        return StableShift.Of(x.ToArray(), y.ToArray());
    }

    private static DifferenceStatistics OffIceOf(FlowField flow, bool[] stable, bool[] accepted, StableShift shift)
    {
        var away = new List<float>();
        for (var i = 0; i < stable.Length; i++)
        {
            if (stable[i] && accepted[i])
            {
                away.Add((float)Math.Sqrt(Math.Pow(flow.X[i] - shift.X, 2) + Math.Pow(flow.Y[i] - shift.Y, 2)));
            }
        }

        return DifferenceStatistics.Of(away.ToArray());
    }

    private static VelocityMap ToMap(
        FlowField flow, bool[] onIce, float[] discrepancy, StableShift shift, double east, double north, ScenePair scenes, int medianRadius)
    {
        var kept = flow.Where(onIce);
        var (x, y) = (kept.X, kept.Y);
        if (medianRadius > 0)
        {
            x = MedianFilter.Apply(x, flow.Width, flow.Height, medianRadius);
            y = MedianFilter.Apply(y, flow.Width, flow.Height, medianRadius);
        }

        var (vx, vy, ex, ey, count) = (New(), New(), New(), New(), New());
        for (var i = 0; i < x.Length; i++)
        {
            var known = float.IsFinite(x[i]);
            count[i] = known ? 1 : 0;
            vx[i] = (float)((x[i] - shift.X) * east);
            vy[i] = (float)(-(y[i] - shift.Y) * north);

            // half of what forth and back differ by is each one's error, shared between the components
            var half = 0.5 * discrepancy[i] / Math.Sqrt(2);
            ex[i] = known ? (float)(Math.Sqrt((shift.ErrorX * shift.ErrorX) + (half * half)) * east) : float.NaN;
            ey[i] = known ? (float)(Math.Sqrt((shift.ErrorY * shift.ErrorY) + (half * half)) * north) : float.NaN;
        }

        return new VelocityMap(scenes.First.Band.Grid, vx, vy, ex, ey, count, scenes.First.Date, scenes.Second.Date);

        float[] New() => new float[flow.X.Length];
    }
}
