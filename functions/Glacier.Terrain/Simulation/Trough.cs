namespace Glacier.Terrain.Simulation;

/// <summary>A valley that ice has carved: an axis with a floor along it and a U-shaped cross-section.</summary>
internal sealed class Trough
{
    private const int PointsPerLeg = 16;
    private readonly (double X, double Y)[] axis;
    private readonly double[] distance;
    private readonly Func<double, double> floor;
    private readonly Func<double, double> halfWidth;

    /// <summary>Runs a smooth curve (Catmull–Rom) through points.</summary>
    /// <param name="points">From the cirque down, metres in the domain: x east, y south.</param>
    /// <param name="floor">Floor elevation by fraction of the axis's length.</param>
    /// <param name="halfWidth">Half the floor's width by fraction of the axis's length, metres.</param>
    public Trough(IReadOnlyList<(double X, double Y)> points, Func<double, double> floor, Func<double, double> halfWidth)
    {
        this.floor = floor;
        this.halfWidth = halfWidth;
        var curve = new List<(double X, double Y)>();
        for (var leg = 0; leg < points.Count - 1; leg++)
        {
            var (a, b, c, d) = (points[Math.Max(leg - 1, 0)], points[leg], points[leg + 1], points[Math.Min(leg + 2, points.Count - 1)]);
            for (var i = 0; i < PointsPerLeg; i++)
            {
                var t = (double)i / PointsPerLeg;
                curve.Add((Cubic.Through(a.X, b.X, c.X, d.X, t), Cubic.Through(a.Y, b.Y, c.Y, d.Y, t)));
            }
        }

        curve.Add(points[^1]);
        axis = [.. curve];
        distance = new double[axis.Length];
        for (var i = 1; i < axis.Length; i++)
        {
            distance[i] = distance[i - 1] + Math.Sqrt(Square(axis[i].X - axis[i - 1].X) + Square(axis[i].Y - axis[i - 1].Y));
        }
    }

    /// <summary>Length of the axis, metres.</summary>
    public double Length => distance[^1];

    /// <summary>The point at a fraction of the axis's length.</summary>
    public (double X, double Y) At(double fraction)
    {
        var along = Math.Clamp(fraction, 0, 1) * Length;
        var i = Array.BinarySearch(distance, along);
        i = Math.Clamp(i < 0 ? ~i : i, 1, axis.Length - 1);
        var t = (along - distance[i - 1]) / (distance[i] - distance[i - 1]);
        return (axis[i - 1].X + (t * (axis[i].X - axis[i - 1].X)), axis[i - 1].Y + (t * (axis[i].Y - axis[i - 1].Y)));
    }

    /// <summary>Distance of a place from the axis, metres, and the fraction of the axis beside it.</summary>
    public (double Distance, double Fraction) Nearest(double x, double y)
    {
        var (best, place) = (double.MaxValue, 0.0);
        for (var i = 1; i < axis.Length; i++)
        {
            var (ax, ay) = axis[i - 1];
            var (dx, dy) = (axis[i].X - ax, axis[i].Y - ay);
            var t = Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
            var squared = Square(x - ax - (t * dx)) + Square(y - ay - (t * dy));
            if (squared < best)
            {
                best = squared;
                place = distance[i - 1] + (t * (distance[i] - distance[i - 1]));
            }
        }

        return (Math.Sqrt(best), place / Length);
    }

    /// <summary>Elevation of the floor at a fraction of the axis.</summary>
    public double Floor(double fraction) => floor(fraction);

    /// <summary>Half the floor's width at a fraction of the axis, metres.</summary>
    public double HalfWidth(double fraction) => halfWidth(fraction);

    /// <summary>Elevation of the U at a distance from the axis: flat-floored, walls steepening outwards.</summary>
    public double Wall(double away, double fraction)
    {
        var width = halfWidth(fraction);
        return floor(fraction) + (0.3 * width * Math.Pow(away / width, 2.7));
    }

    private static double Square(double value) => value * value;
}
