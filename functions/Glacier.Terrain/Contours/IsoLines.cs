using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Contours;

/// <summary>Lines of equal elevation of one DEM.</summary>
/// <param name="Elevation">Metres.</param>
/// <param name="Lines">Map coordinates; a closed ring ends where it begins.</param>
public sealed record IsoLine(double Elevation, MultiLineString Lines);

/// <summary>Iso-elevation lines by marching squares between pixel centres; an ambiguous saddle is resolved by the mean of its corners.</summary>
public static class IsoLines
{
    private const int None = -1;

    // crossed edges of a square by which corners are above: pairs of north 0, east 1, south 2, west 3; saddles (5, 10) are decided apart
    private static readonly (int A, int B)[][] Cases =
    [
        [], [(3, 0)], [(0, 1)], [(3, 1)], [(1, 2)], [(3, 0), (1, 2)], [(0, 2)], [(3, 2)],
        [(2, 3)], [(0, 2)], [(0, 1), (2, 3)], [(1, 2)], [(1, 3)], [(0, 1)], [(0, 3)], [],
    ];

    /// <summary>All lines of one elevation. No line is drawn through a square with an unknown corner.</summary>
    /// <param name="dem">Elevations in metres.</param>
    /// <param name="elevation">Level, metres; a pixel exactly on it counts as above.</param>
    public static MultiLineString At(Raster dem, double elevation)
    {
        var links = new Dictionary<long, (long First, long Second)>();
        for (var row = 0; row < dem.Height - 1; row++)
        {
            for (var column = 0; column < dem.Width - 1; column++)
            {
                March(dem, elevation, column, row, links);
            }
        }

        var lines = new List<LineString>();

        // open lines begin at an edge with one neighbour; what is left afterwards are rings
        foreach (var start in links.Where(entry => entry.Value.Second == None).Select(entry => entry.Key).ToList())
        {
            if (links.ContainsKey(start))
            {
                AddLine(dem, elevation, Follow(links, start, closed: false), lines);
            }
        }

        while (links.Count > 0)
        {
            AddLine(dem, elevation, Follow(links, links.First().Key, closed: true), lines);
        }

        return new MultiLineString([.. lines]);
    }

    /// <summary>Lines of every multiple of an interval that the DEM crosses, ascending.</summary>
    /// <param name="dem">Elevations in metres.</param>
    /// <param name="interval">Metres, positive.</param>
    /// <param name="origin">An elevation that has a line, metres.</param>
    /// <exception cref="ArgumentException">The interval is not positive, or gives more than 10,000 lines.</exception>
    public static IReadOnlyList<IsoLine> ByInterval(Raster dem, double interval, double origin = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        var (lowest, highest) = (double.MaxValue, double.MinValue);
        foreach (var value in dem.Values)
        {
            if (!float.IsNaN(value))
            {
                (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
            }
        }

        if (lowest > highest)
        {
            return [];
        }

        var (first, last) = (Math.Ceiling((lowest - origin) / interval), Math.Floor((highest - origin) / interval));
        if (last - first > 10_000)
        {
            throw new ArgumentException($"more than 10,000 lines between {lowest:0} and {highest:0} m", nameof(interval));
        }

        var result = new IsoLine[Math.Max(0, (int)(last - first) + 1)];
        Parallel.For(0, result.Length, k =>
        {
            var elevation = origin + ((first + k) * interval);
            result[k] = new IsoLine(elevation, At(dem, elevation));
        });
        return [.. result.Where(line => !line.Lines.IsEmpty)];
    }

    private static void March(Raster dem, double level, int column, int row, Dictionary<long, (long First, long Second)> links)
    {
        var (a, b, c, d) = (dem[column, row], dem[column + 1, row], dem[column + 1, row + 1], dem[column, row + 1]);
        if (float.IsNaN(a + b + c + d))
        {
            return;
        }

        var corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
        var index = corners;
        if (corners is 5 or 10 && 0.25 * ((double)a + b + c + d) >= level)
        {
            // a high middle joins the high corners: the lines then cut off the low ones, as in the other saddle
            index = 15 - corners;
        }

        foreach (var (from, to) in Cases[index])
        {
            var (p, q) = (Edge(from), Edge(to));
            Link(p, q);
            Link(q, p);
        }

        long Edge(int side) => side switch
        {
            0 => 2 * (((long)row * dem.Width) + column),
            1 => (2 * (((long)row * dem.Width) + column + 1)) + 1,
            2 => 2 * (((long)(row + 1) * dem.Width) + column),
            _ => (2 * (((long)row * dem.Width) + column)) + 1,
        };

        void Link(long p, long q) => links[p] = links.TryGetValue(p, out var known) ? (known.First, q) : (q, None);
    }

    private static List<long> Follow(Dictionary<long, (long First, long Second)> links, long start, bool closed)
    {
        var line = new List<long> { start };
        links.Remove(start, out var ends);
        var (previous, next) = (start, ends.First);
        while (next != None && links.Remove(next, out ends))
        {
            line.Add(next);
            (previous, next) = (next, ends.First == previous ? ends.Second : ends.First);
        }

        if (closed)
        {
            line.Add(start);
        }

        return line;
    }

    private static void AddLine(Raster dem, double level, List<long> edges, List<LineString> lines)
    {
        var points = new List<Coordinate>(edges.Count);
        foreach (var edge in edges)
        {
            var (column, row) = ((int)(edge / 2 % dem.Width), (int)(edge / 2 / dem.Width));
            var down = edge % 2 == 1;
            double a = dem[column, row];
            double b = down ? dem[column, row + 1] : dem[column + 1, row];
            var t = (level - a) / (b - a);
            var (x, y) = dem.Transform.ToMap(column + 0.5 + (down ? 0 : t), row + 0.5 + (down ? t : 0));
            var point = new Coordinate(x, y);
            if (points.Count == 0 || !points[^1].Equals2D(point))
            {
                points.Add(point);
            }
        }

        // a peak of one pixel exactly on the level leaves a single point: no line
        if (points.Count > 1)
        {
            lines.Add(new LineString([.. points]));
        }
    }
}
