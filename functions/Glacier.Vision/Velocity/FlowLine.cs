using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;

namespace Glacier.Vision.Velocity;

/// <summary>The line that ice follows down the middle of a glacier, from velocities alone.</summary>
public static class FlowLine
{
    private const double Step = 0.5;

    /// <summary>Follows the flow both ways from where the ice is fast and far from its margin.</summary>
    /// <param name="map">Velocities.</param>
    /// <returns>Points from upstream to downstream in map coordinates, half a pixel apart; empty where nothing moves.</returns>
    public static IReadOnlyList<(double X, double Y)> Central(VelocityMap map)
    {
        var (width, height) = (map.Grid.Width, map.Grid.Height);
        var known = Array.ConvertAll(map.V, float.IsFinite);
        var region = MaskGeometry.Largest(known, width, height);
        var margin = DistanceTransform.ToNearest(Array.ConvertAll(region, r => !r), width, height);
        var (best, most) = (-1, 0.0);
        for (var i = 0; i < region.Length; i++)
        {
            var (column, row) = (i % width, i / width);

            // where the image ends, the ice does not
            var inside = Math.Min(margin[i], Math.Min(Math.Min(column, width - 1 - column), Math.Min(row, height - 1 - row)));
            if (region[i] && map.V[i] * inside > most)
            {
                (best, most) = (i, map.V[i] * inside);
            }
        }

        if (best < 0)
        {
            return [];
        }

        var start = (X: (best % width) + 0.5, Y: (best / width) + 0.5);
        var up = Follow(map, start, -1);
        up.Reverse();
        return [.. up.Concat(Follow(map, start, 1).Skip(1)).Select(p => map.Grid.Transform.ToMap(p.X, p.Y))];
    }

    private static List<(double X, double Y)> Follow(VelocityMap map, (double X, double Y) at, int sign)
    {
        var points = new List<(double, double)> { at };
        var most = 4 * (map.Grid.Width + map.Grid.Height);
        while (points.Count < most && Direction(map, at) is { } first)
        {
            // midpoint rule
            var middle = (at.X + (0.5 * Step * sign * first.X), at.Y + (0.5 * Step * sign * first.Y));
            if (Direction(map, middle) is not { } second)
            {
                break;
            }

            at = (at.X + (Step * sign * second.X), at.Y + (Step * sign * second.Y));
            points.Add(at);
        }

        return points;
    }

    private static (double X, double Y)? Direction(VelocityMap map, (double X, double Y) at)
    {
        var (column, row) = ((int)Math.Floor(at.X), (int)Math.Floor(at.Y));
        if (column < 0 || row < 0 || column >= map.Grid.Width || row >= map.Grid.Height)
        {
            return null;
        }

        var i = (row * map.Grid.Width) + column;
        var speed = map.V[i];
        return float.IsFinite(speed) && speed > 1e-3f ? (map.Vx[i] / speed, -map.Vy[i] / speed) : null;
    }
}
