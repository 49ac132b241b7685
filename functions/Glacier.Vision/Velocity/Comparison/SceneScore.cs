using Glacier.Terrain.Coregistration;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Velocity.Comparison;

/// <summary>What can be said of a flow between real scenes without truth; no vector is thrown out.</summary>
/// <param name="MetresPerDay">Median speed on ice as found.</param>
/// <param name="MetresPerDayCorrected">Median speed with the shift of stable ground removed.</param>
/// <param name="NmadX">Spread off the ice to the right, pixels.</param>
/// <param name="NmadY">Spread downwards, pixels.</param>
/// <param name="DownGlacier">Of the corrected vectors above 1 m/day, the part within 60° of down-glacier.</param>
/// <param name="Coverage">Part of the ice with a vector, 0 to 1.</param>
/// <param name="Seconds">Of the estimation.</param>
public sealed record SceneScore(double MetresPerDay, double MetresPerDayCorrected, double NmadX, double NmadY, double DownGlacier, double Coverage, double Seconds)
{
    private const double Margin = 6;
    private const double LeastSpeed = 1;

    /// <summary>Scores a field.</summary>
    /// <param name="field">From the first to the second scene.</param>
    /// <param name="scenes">The scenes, in metres.</param>
    /// <param name="ice">One flag per pixel.</param>
    /// <param name="downGlacier">Direction of flow on the image, to the right and downwards; any length.</param>
    /// <param name="seconds">Time it took.</param>
    public static SceneScore Of(FlowField field, ScenePair scenes, bool[] ice, (double X, double Y) downGlacier, double seconds = 0)
    {
        var (first, second) = (scenes.First.Band, scenes.Second.Band);
        var unknown = first.Values.Zip(second.Values, (a, b) => !float.IsFinite(a + b)).ToArray();
        var fromIce = DistanceTransform.ToNearest(ice, field.Width, field.Height);
        var fromUnknown = DistanceTransform.ToNearest(unknown, field.Width, field.Height);
        var stable = Enumerable.Range(0, ice.Length).Where(i => fromIce[i] > Margin && fromUnknown[i] > Margin && float.IsFinite(field.X[i])).ToArray();
        var shift = StableShift.Of(Array.ConvertAll(stable, i => field.X[i]), Array.ConvertAll(stable, i => field.Y[i]));
        var perDay = first.Transform.PixelWidth / scenes.Days;
        var known = Enumerable.Range(0, ice.Length).Where(i => ice[i] && !unknown[i]).ToArray();
        var found = known.Where(i => float.IsFinite(field.X[i])).ToArray();
        var length = Math.Sqrt((downGlacier.X * downGlacier.X) + (downGlacier.Y * downGlacier.Y));
        var (fast, down) = (0, 0);
        foreach (var i in found)
        {
            var (x, y) = (field.X[i] - shift.X, field.Y[i] - shift.Y);
            var speed = Math.Sqrt((x * x) + (y * y));
            if (speed * perDay > LeastSpeed)
            {
                fast++;
                down += (x * downGlacier.X) + (y * downGlacier.Y) > 0.5 * speed * length ? 1 : 0;
            }
        }

        return new(
            Speed(0, 0), Speed(shift.X, shift.Y), shift.ErrorX, shift.ErrorY, fast == 0 ? double.NaN : (double)down / fast, known.Length == 0 ? 0 : (double)found.Length / known.Length, seconds);

        double Speed(double x, double y) =>
            DifferenceStatistics.Of(Array.ConvertAll(found, i => (float)(perDay * Math.Sqrt(Math.Pow(field.X[i] - x, 2) + Math.Pow(field.Y[i] - y, 2))))).Median;
    }

    /// <summary>Means of several pairs.</summary>
    public static SceneScore Mean(IReadOnlyList<SceneScore> scores) => new(
        scores.Average(s => s.MetresPerDay), scores.Average(s => s.MetresPerDayCorrected), scores.Average(s => s.NmadX), scores.Average(s => s.NmadY), scores.Average(s => s.DownGlacier),
        scores.Average(s => s.Coverage), scores.Average(s => s.Seconds));
}
