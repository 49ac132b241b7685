using Glacier.Terrain.Coregistration;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>What became of a pair: its figures, or the rule it breaks. A refusal is a product like any other, so that nobody tries twice.</summary>
/// <param name="Target">The pair.</param>
/// <param name="Figures">What is known of its quality; null where it was refused.</param>
/// <param name="Refused">Why there is no map; null where there is one.</param>
public sealed record PairOutcome(VelocityTarget Target, PairFigures? Figures, SkippedInput? Refused);

/// <summary>A pair's figures without its map. Seconds are left out: the same scenes shall give the same file.</summary>
/// <param name="Shift">What stable ground seemed to do.</param>
/// <param name="OnIce">Speeds on ice, metres per year.</param>
/// <param name="OffIce">Distance of stable pixels from no motion after the shift, pixels.</param>
/// <param name="Coverage">Accepted part of the ice, 0 to 1.</param>
/// <param name="Days">Between the scenes.</param>
/// <param name="East">Metres per year per pixel to the east.</param>
/// <param name="North">Metres per year per pixel to the north.</param>
/// <param name="Glaft">The two metrics for maps without ground truth.</param>
public sealed record PairFigures(StableShift Shift, DifferenceStatistics OnIce, DifferenceStatistics OffIce, double Coverage, int Days, double East, double North, GlaftMetrics Glaft)
{
    /// <summary>The figures of a pair.</summary>
    public static PairFigures Of(PairVelocity pair) =>
        new(pair.Shift, pair.OnIce, pair.OffIce, pair.Coverage, pair.Days, pair.PixelsToMetresPerYear.East, pair.PixelsToMetresPerYear.North, pair.Glaft);

    /// <summary>The same as the library reports it.</summary>
    /// <param name="target">The pair.</param>
    /// <param name="map">Any map on the grid; the pair's own is not kept in memory.</param>
    public PairVelocity With(VelocityTarget target, VelocityMap map) =>
        new(target.Method, map, Shift, OnIce, OffIce, Coverage, Days, (East, North), double.NaN, Glaft) { First = target.First, Second = target.Second };
}
