using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>The line down the middle of a glacier, head to terminus, at a fixed step.</summary>
public sealed class CentreLine
{
    private CentreLine(double[] x, double[] y, double[] distance)
    {
        X = x;
        Y = y;
        Distance = distance;
    }

    /// <summary>Map x of each point, metres.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Map y of each point, metres.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Distance from the head along the line, metres.</summary>
    public IReadOnlyList<double> Distance { get; }

    /// <summary>Metres from head to end.</summary>
    public double Length => Distance[^1];

    /// <summary>The line as points, as <c>Profiles.Along</c> takes it.</summary>
    public IReadOnlyList<(double X, double Y)> Points => [.. X.Zip(Y)];

    /// <summary>The centre line of the largest ice region.</summary>
    /// <param name="dem">Surface elevation.</param>
    /// <param name="ice">Ice, one flag per pixel; the union of all epochs, so that every terminus lies on the line.</param>
    /// <param name="step">Distance between points, metres; null for a pixel.</param>
    /// <exception cref="ArgumentException">The mask's size is wrong, or it holds no ice with an elevation.</exception>
    /// <remarks>
    /// Least-cost path from the lowest ice (the terminus) in the spirit of Kienholz et al. (2014): a metre costs 1 + (6 pixels / distance to the margin)², and going down
    /// on the way up costs 20 per metre. The head is the point with the longest way above 60 % of the glacier's relief: the
    /// main branch rather than the highest summit. Smoothed by a Gaussian of 2 pixels, ends kept.
    /// </remarks>
    public static CentreLine Of(Raster dem, bool[] ice, double? step = null)
    {
        Coregistration.GridRules.RequireMask(dem, ice, nameof(ice));
        var region = MaskGeometry.Largest(ice, dem.Width, dem.Height);
        var margin = Coregistration.DistanceTransform.ToNearest(Array.ConvertAll(region, r => !r), dem.Width, dem.Height);
        var (lowest, highest) = Extremes(dem, region);
        if (lowest < 0)
        {
            throw new ArgumentException("no ice with an elevation", nameof(ice));
        }

        var (length, before) = Paths(dem, region, margin, lowest);
        var limit = dem.Values[lowest] + (0.6 * (dem.Values[highest] - dem.Values[lowest]));
        var head = lowest;
        for (var i = 0; i < region.Length; i++)
        {
            if (before[i] >= 0 && dem.Values[i] >= limit && length[i] > length[head])
            {
                head = i;
            }
        }

        return Traced(dem, before, head, step);
    }

    /// <summary>The longest way down the middle of the largest ice region where no elevations are known: which end is the head it cannot say.</summary>
    /// <param name="grid">Grid of the mask.</param>
    /// <param name="ice">Ice, one flag per pixel; the union of all epochs.</param>
    /// <param name="step">Distance between points, metres; null for a pixel.</param>
    /// <exception cref="ArgumentException">The mask's size is wrong, or it holds no ice.</exception>
    /// <remarks>
    /// Ways cost as in <see cref="Of"/>, without the term for descent; the farthest point from anywhere is one end, the farthest from there the other. Farthest counts twice the
    /// distance to the margin, and the line goes straight on from there: else it would end in a corner of the ice rather than in the middle of its front.
    /// </remarks>
    public static CentreLine OfOutline(Grid grid, bool[] ice, double? step = null)
    {
        var flat = new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, new float[grid.Width * grid.Height]);
        Coregistration.GridRules.RequireMask(flat, ice, nameof(ice));
        var region = MaskGeometry.Largest(ice, grid.Width, grid.Height);
        var start = Array.IndexOf(region, true);
        if (start < 0)
        {
            throw new ArgumentException("no ice", nameof(ice));
        }

        var margin = Coregistration.DistanceTransform.ToNearest(Array.ConvertAll(region, r => !r), grid.Width, grid.Height);
        var pixel = Math.Sqrt(grid.Transform.PixelArea);
        var (length, before) = Paths(flat, region, margin, Farthest(Paths(flat, region, margin, start)));
        var way = Traced(flat, before, Farthest((length, before)), null).Points;
        return Resample([.. Onwards([.. way.Reverse()]).Reverse(), .. way, .. Onwards(way)], step ?? pixel);

        int Farthest((double[] Length, int[] Before) ways) =>
            Enumerable.Range(0, region.Length).Where(i => region[i]).MaxBy(i => ways.Length[i] + (2 * margin[i] * pixel));

        // in the direction of the last ten pixels, while there is ice
        IReadOnlyList<(double X, double Y)> Onwards(IReadOnlyList<(double X, double Y)> line)
        {
            var (end, from) = (line[^1], line[Math.Max(line.Count - 11, 0)]);
            var (east, north) = (end.X - from.X, end.Y - from.Y);
            var distance = Math.Sqrt((east * east) + (north * north));
            var points = new List<(double X, double Y)>();
            while (distance > 0)
            {
                end = (end.X + (0.5 * pixel * east / distance), end.Y + (0.5 * pixel * north / distance));
                var (column, row) = grid.Transform.ToPixel(end.X, end.Y);
                if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height || !region[((int)row * grid.Width) + (int)column])
                {
                    break;
                }

                points.Add(end);
            }

            return points;
        }
    }

    /// <summary>The same line from its other end.</summary>
    public CentreLine Reversed() => new([.. X.Reverse()], [.. Y.Reverse()], [.. Distance.Reverse().Select(distance => Length - distance)]);

    private static CentreLine Traced(Raster grid, int[] before, int head, double? step)
    {
        var points = new List<(double X, double Y)>();
        for (var i = head; i >= 0; i = before[i])
        {
            points.Add(grid.Transform.ToMap((i % grid.Width) + 0.5, (i / grid.Width) + 0.5));
        }

        var pixel = Math.Sqrt(grid.Transform.PixelArea);
        return Resample(Smooth(Resample(points, pixel).Points, 2), step ?? pixel);
    }

    /// <summary>A line through given points, resampled to a fixed step; the last point closes the line.</summary>
    /// <exception cref="ArgumentException">Fewer than one point or a step that is not positive.</exception>
    public static CentreLine Resample(IReadOnlyList<(double X, double Y)> points, double step)
    {
        if (points.Count == 0 || !(step > 0))
        {
            throw new ArgumentException("a line needs a point and a positive step", nameof(points));
        }

        var along = new double[points.Count];
        for (var i = 1; i < points.Count; i++)
        {
            along[i] = along[i - 1] + Math.Sqrt(Math.Pow(points[i].X - points[i - 1].X, 2) + Math.Pow(points[i].Y - points[i - 1].Y, 2));
        }

        var total = along[^1];
        var whole = (int)Math.Floor((total / step) + 1e-9);
        var distances = Enumerable.Range(0, whole + 1).Select(k => k * step).ToList();
        if (total - distances[^1] > 1e-6 * step)
        {
            distances.Add(total);
        }

        var x = new double[distances.Count];
        var y = new double[distances.Count];
        var segment = 0;
        for (var k = 0; k < distances.Count; k++)
        {
            while (segment < points.Count - 2 && along[segment + 1] < distances[k])
            {
                segment++;
            }

            var next = Math.Min(segment + 1, points.Count - 1);
            var gap = along[next] - along[segment];
            var u = gap > 0 ? Math.Clamp((distances[k] - along[segment]) / gap, 0, 1) : 0;
            x[k] = points[segment].X + (u * (points[next].X - points[segment].X));
            y[k] = points[segment].Y + (u * (points[next].Y - points[segment].Y));
        }

        return new(x, y, [.. distances]);
    }

    /// <summary>Where the ice ends along the line.</summary>
    /// <param name="grid">Grid of the mask.</param>
    /// <param name="ice">Ice of one epoch.</param>
    /// <returns>Distance from the head, metres, where the bilinear mask of the largest ice region falls below one half for the last time; null when the line meets no ice.</returns>
    public double? Terminus(Grid grid, bool[] ice)
    {
        var region = MaskGeometry.Largest(ice, grid.Width, grid.Height);
        var coverage = new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, Array.ConvertAll(region, r => r ? 1f : 0f));
        var step = 0.25 * Math.Sqrt(grid.Transform.PixelArea);
        var fine = Resample(Points, step);
        float beyond = 0;
        for (var k = fine.X.Count - 1; k >= 0; k--)
        {
            var here = coverage.Sample(fine.X[k], fine.Y[k]);
            if (here >= 0.5f)
            {
                if (k == fine.X.Count - 1)
                {
                    return Length;
                }

                var share = (here - 0.5) / Math.Max(here - beyond, 1e-6);
                return fine.Distance[k] + (share * (fine.Distance[k + 1] - fine.Distance[k]));
            }

            beyond = float.IsNaN(here) ? 0 : here;
        }

        return null;
    }

    /// <summary>Map position at a distance from the head, metres, kept within the line.</summary>
    public (double X, double Y) At(double distance)
    {
        var low = 0;
        while (low < Distance.Count - 2 && Distance[low + 1] < distance)
        {
            low++;
        }

        var next = Math.Min(low + 1, Distance.Count - 1);
        var gap = Distance[next] - Distance[low];
        var u = gap > 0 ? Math.Clamp((distance - Distance[low]) / gap, 0, 1) : 0;
        return (X[low] + (u * (X[next] - X[low])), Y[low] + (u * (Y[next] - Y[low])));
    }

    private static (int Lowest, int Highest) Extremes(Raster dem, bool[] region)
    {
        int lowest = -1, highest = -1;
        for (var i = 0; i < region.Length; i++)
        {
            if (region[i] && float.IsFinite(dem.Values[i]))
            {
                lowest = lowest < 0 || dem.Values[i] < dem.Values[lowest] ? i : lowest;
                highest = highest < 0 || dem.Values[i] > dem.Values[highest] ? i : highest;
            }
        }

        return (lowest, highest);
    }

    private static (double[] Length, int[] Before) Paths(Raster dem, bool[] region, float[] margin, int start)
    {
        var cost = new double[region.Length];
        var length = new double[region.Length];
        var before = new int[region.Length];
        Array.Fill(cost, double.PositiveInfinity);
        Array.Fill(before, -1);
        cost[start] = 0;
        var queue = new PriorityQueue<int, double>();
        queue.Enqueue(start, 0);
        while (queue.TryDequeue(out var i, out var known))
        {
            if (known > cost[i])
            {
                continue;
            }

            for (var dr = -1; dr <= 1; dr++)
            {
                for (var dc = -1; dc <= 1; dc++)
                {
                    var column = (i % dem.Width) + dc;
                    var row = (i / dem.Width) + dr;
                    var n = (row * dem.Width) + column;
                    if ((dc == 0 && dr == 0) || column < 0 || row < 0 || column >= dem.Width || row >= dem.Height || !region[n])
                    {
                        continue;
                    }

                    var metres = Math.Sqrt(Math.Pow(dc * dem.Transform.PixelWidth, 2) + Math.Pow(dr * dem.Transform.PixelHeight, 2));
                    var descent = dem.Values[i] - dem.Values[n];
                    var nearness = 6 / Math.Max(margin[n], 0.5);
                    var next = cost[i] + (metres * (1 + (nearness * nearness))) + (float.IsFinite(descent) ? 20 * Math.Max(descent, 0) : 0);
                    if (next < cost[n])
                    {
                        cost[n] = next;
                        length[n] = length[i] + metres;
                        before[n] = i;
                        queue.Enqueue(n, next);
                    }
                }
            }
        }

        return (length, before);
    }

    private static List<(double X, double Y)> Smooth(IReadOnlyList<(double X, double Y)> points, double sigma)
    {
        var reach = (int)Math.Ceiling(3 * sigma);
        var smooth = new List<(double, double)>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            // a window that shrinks towards the ends leaves them where they are
            var r = Math.Min(reach, Math.Min(i, points.Count - 1 - i));
            double x = 0, y = 0, weights = 0;
            for (var k = -r; k <= r; k++)
            {
                var w = Math.Exp(-k * k / (2 * sigma * sigma));
                x += w * points[i + k].X;
                y += w * points[i + k].Y;
                weights += w;
            }

            smooth.Add((x / weights, y / weights));
        }

        return smooth;
    }
}
