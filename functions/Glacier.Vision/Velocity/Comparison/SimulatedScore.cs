using Glacier.Terrain.Change;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Vision.Velocity.Comparison;

/// <summary>How a flow compares with the truth of a simulated pair, the shift of stable ground removed; no vector is thrown out.</summary>
/// <param name="RmseOnIce">Root mean square length of the error on ice, pixels.</param>
/// <param name="MedianOnIce">Median length, pixels.</param>
/// <param name="P90OnIce">Length that a tenth of the errors exceeds, pixels.</param>
/// <param name="ShiftLeft">Length of what the correction leaves of the misregistration, pixels.</param>
/// <param name="RmseOffIce">Root mean square length of the error on stable ground, pixels.</param>
/// <param name="Coverage">Part of the ice with a vector, 0 to 1.</param>
/// <param name="Seconds">Of the estimation.</param>
public sealed record SimulatedScore(double RmseOnIce, double MedianOnIce, double P90OnIce, double ShiftLeft, double RmseOffIce, double Coverage, double Seconds)
{
    // nearer to ice than this nothing counts as stable
    private const double Margin = 6;

    /// <summary>Scores a field.</summary>
    /// <param name="field">From the first to the second image.</param>
    /// <param name="pair">The pair and its truth.</param>
    /// <param name="seconds">Time it took.</param>
    public static SimulatedScore Of(FlowField field, SimulatedImagePair pair, double seconds = 0)
    {
        var near = MaskGeometry.Dilate(pair.Ice, field.Width, field.Height, Margin);
        var stable = Enumerable.Range(0, near.Length).Where(i => !near[i] && float.IsFinite(field.X[i])).ToArray();
        var shift = StableShift.Of(Array.ConvertAll(stable, i => field.X[i]), Array.ConvertAll(stable, i => field.Y[i]));
        var (shiftX, shiftY) = (pair.Options.ShiftX, pair.Options.ShiftY);
        var ice = Enumerable.Range(0, near.Length).Where(i => pair.Ice[i]).ToArray();
        var errors = ice.Where(i => float.IsFinite(field.X[i])).Select(Error).Order().ToArray();
        return new(
            Rms(errors), Quantile(errors, 0.5), Quantile(errors, 0.9), Length(shift.X - shiftX, shift.Y - shiftY), Rms([.. stable.Select(Error)]),
            ice.Length == 0 ? 0 : (double)errors.Length / ice.Length, seconds);

        double Error(int i) => Length(field.X[i] - shift.X - (pair.Truth.X[i] - shiftX), field.Y[i] - shift.Y - (pair.Truth.Y[i] - shiftY));
    }

    /// <summary>Means of several pairs.</summary>
    public static SimulatedScore Mean(IReadOnlyList<SimulatedScore> scores) => new(
        scores.Average(s => s.RmseOnIce), scores.Average(s => s.MedianOnIce), scores.Average(s => s.P90OnIce), scores.Average(s => s.ShiftLeft), scores.Average(s => s.RmseOffIce),
        scores.Average(s => s.Coverage), scores.Average(s => s.Seconds));

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static double Rms(double[] errors) => errors.Length == 0 ? double.NaN : Math.Sqrt(errors.Average(e => e * e));

    private static double Quantile(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)(part * (sorted.Length - 1))];
}
