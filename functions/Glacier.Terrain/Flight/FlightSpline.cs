namespace Glacier.Terrain.Flight;

/// <summary>A cubic spline through values at the knots 0, 1, 2, …: value, slope and curvature are continuous, so that a camera on it neither jumps nor jerks.</summary>
/// <remarks>Natural at open ends; where it is closed the last value repeats the first and the curve goes on across the seam. Thomas's and Sherman–Morrison's solutions of the usual tridiagonal system.</remarks>
internal sealed class FlightSpline
{
    private readonly double[] _values;
    private readonly double[] _bends;

    /// <summary>Lays the curve.</summary>
    /// <param name="values">Two or more; closed: the last equal to the first.</param>
    /// <param name="closed">True where the curve runs on from its end to its beginning.</param>
    public FlightSpline(IReadOnlyList<double> values, bool closed)
    {
        _values = [.. values];
        _bends = closed && values.Count > 3 ? Around(_values) : Natural(_values);
    }

    /// <summary>The value at a position, 0 … number of values − 1.</summary>
    public double At(double position)
    {
        var k = Math.Clamp((int)position, 0, _values.Length - 2);
        var t = Math.Clamp(position - k, 0, 1);
        if (t == 0 || t == 1)
        {
            return _values[t == 0 ? k : k + 1];
        }

        var s = 1 - t;
        return (s * _values[k]) + (t * _values[k + 1]) + (((((s * s) - 1) * s * _bends[k]) + (((t * t) - 1) * t * _bends[k + 1])) / 6);
    }

    private static double[] Natural(double[] values)
    {
        var bends = new double[values.Length];
        if (values.Length > 2)
        {
            Solve([.. Enumerable.Range(1, values.Length - 2).Select(i => 6 * (values[i - 1] - (2 * values[i]) + values[i + 1]))], 4, 4).CopyTo(bends, 1);
        }

        return bends;
    }

    private static double[] Around(double[] values)
    {
        var count = values.Length - 1;
        var right = Enumerable.Range(0, count).Select(i => 6 * (values[(i + count - 1) % count] - (2 * values[i]) + values[(i + 1) % count])).ToArray();
        // the corners of the cyclic matrix are taken out as a product of two vectors
        var correction = new double[count];
        (correction[0], correction[^1]) = (-4, 1);
        var (y, z) = (Solve(right, 8, 4.25), Solve(correction, 8, 4.25));
        var share = (y[0] - (y[^1] / 4)) / (1 + z[0] - (z[^1] / 4));
        return [.. Enumerable.Range(0, count + 1).Select(i => y[i % count] - (share * z[i % count]))];
    }

    // rows 1, 4, 1 with other corners
    private static double[] Solve(double[] right, double first, double last)
    {
        var n = right.Length;
        var (ratio, result) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var diagonal = (n == 1 || i > 0 ? i == n - 1 ? last : 4 : first) - (i > 0 ? ratio[i - 1] : 0);
            ratio[i] = 1 / diagonal;
            result[i] = (right[i] - (i > 0 ? result[i - 1] : 0)) / diagonal;
        }

        for (var i = n - 2; i >= 0; i--)
        {
            result[i] -= ratio[i] * result[i + 1];
        }

        return result;
    }
}
