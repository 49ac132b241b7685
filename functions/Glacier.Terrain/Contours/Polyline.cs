namespace Glacier.Terrain.Contours;

/// <summary>Equidistant points along a polyline.</summary>
internal static class Polyline
{
    /// <summary>Fills distances and positions, the line's ends included.</summary>
    /// <exception cref="ArgumentException">Fewer than two points, fewer than two samples, a coordinate that is not finite, or a line of no length.</exception>
    public static void Sample(IReadOnlyList<(double X, double Y)> line, Span<double> distance, Span<double> x, Span<double> y)
    {
        var samples = distance.Length;
        if (line.Count < 2 || samples < 2)
        {
            throw new ArgumentException($"a profile needs two points and two samples: {line.Count} points, {samples} samples", nameof(line));
        }

        Span<double> along = line.Count <= 256 ? stackalloc double[line.Count] : new double[line.Count];
        for (var i = 1; i < line.Count; i++)
        {
            var (dx, dy) = (line[i].X - line[i - 1].X, line[i].Y - line[i - 1].Y);
            along[i] = along[i - 1] + Math.Sqrt((dx * dx) + (dy * dy));
        }

        var length = along[^1];
        if (!(length > 0 && double.IsFinite(length)))
        {
            throw new ArgumentException("a line has a positive, finite length", nameof(line));
        }

        var leg = 1;
        for (var k = 0; k < samples; k++)
        {
            var at = k == samples - 1 ? length : length * k / (samples - 1);
            while (leg < line.Count - 1 && along[leg] < at)
            {
                leg++;
            }

            var span = along[leg] - along[leg - 1];
            var t = span > 0 ? (at - along[leg - 1]) / span : 0;
            distance[k] = at;
            (x[k], y[k]) = t >= 1 ? line[leg]
                : (line[leg - 1].X + (t * (line[leg].X - line[leg - 1].X)), line[leg - 1].Y + (t * (line[leg].Y - line[leg - 1].Y)));
        }
    }
}
