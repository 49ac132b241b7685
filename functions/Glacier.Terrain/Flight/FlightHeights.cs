using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Flight;

/// <summary>How high the eye goes along a way: above the ground of every year and above what would hide the target, without a jerk.</summary>
internal static class FlightHeights
{
    // the eye is raised to look over ridges, until it looks down at the target this steeply
    private const double Steepest = 0.5;

    // of the way on each side over which the eye rises before a ridge and sinks behind it
    private const double Window = 0.06;

    // means of means: a smooth weight
    private const int Means = 3;

    private const int Sight = 64;

    /// <summary>Elevation of the eye at every point of a way.</summary>
    /// <param name="ground">Highest surface of all years.</param>
    /// <param name="way">The way.</param>
    /// <param name="above">Metres above the ground where the way says 1.</param>
    /// <returns>At every point at least the way's height above the ground.</returns>
    public static double[] Of(Raster ground, FlightWay way, double above)
    {
        var points = way.Points;
        var needed = new double[points.Count];
        var elevation = points.Select(point => (double)ground.Sample(point.X, point.Y)).ToArray();
        var lowest = elevation.Where(double.IsFinite).DefaultIfEmpty(0).Min();
        for (var k = 0; k < needed.Length; k++)
        {
            // over a void the neighbours rule
            var floor = (double.IsFinite(elevation[k]) ? elevation[k] : lowest) + (points[k].Height * above);
            needed[k] = Math.Max(floor, OverRidges(ground, points[k], 0.25 * above));
        }

        // every mean is over maxima whose windows hold the point itself, so that the result is nowhere lower than what is needed
        var reach = Math.Max(1, (int)(Window * needed.Length));
        var closed = way.Closed;
        return Smooth(Within(needed, Means * reach, closed, values => values.Max()), closed);
    }

    /// <summary>Means over a part of the way around every point.</summary>
    /// <param name="values">Per point of a way.</param>
    /// <param name="closed">True where the last point is the first.</param>
    public static double[] Smooth(double[] values, bool closed)
    {
        var reach = Math.Max(1, (int)(Window * values.Length));
        for (var pass = 0; pass < Means; pass++)
        {
            values = Within(values, reach, closed, some => some.Average());
        }

        if (closed)
        {
            values[^1] = values[0];
        }

        return values;
    }

    private static double OverRidges(Raster ground, FlightWayPoint point, double clear)
    {
        double target = ground.Sample(point.TargetX, point.TargetY);
        if (!double.IsFinite(target))
        {
            return double.NegativeInfinity;
        }

        var distance = Math.Sqrt(Math.Pow(point.X - point.TargetX, 2) + Math.Pow(point.Y - point.TargetY, 2));
        var needed = double.NegativeInfinity;
        for (var k = Sight / 5; k <= Sight; k++)
        {
            var part = (double)k / Sight;
            double ridge = ground.Sample(point.TargetX + (part * (point.X - point.TargetX)), point.TargetY + (part * (point.Y - point.TargetY)));
            needed = double.IsFinite(ridge) ? Math.Max(needed, target + ((ridge + clear - target) / part)) : needed;
        }

        return Math.Min(needed, target + (Steepest * distance));
    }

    private static double[] Within(double[] values, int reach, bool closed, Func<IEnumerable<double>, double> of)
    {
        // the last point of a closed way is the first; beyond its ends an open one goes on level
        var count = closed ? values.Length - 1 : values.Length;
        return [.. values.Select((_, k) => of(Enumerable.Range(k - reach, (2 * reach) + 1).Select(j => values[closed ? ((j % count) + count) % count : Math.Clamp(j, 0, count - 1)])))];
    }
}
