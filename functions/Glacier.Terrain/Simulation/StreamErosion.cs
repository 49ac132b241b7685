namespace Glacier.Terrain.Simulation;

/// <summary>Cuts streams into a landscape and lets its steepest slopes fall, so that ridges and gullies look weathered.</summary>
/// <remarks>
/// Stream power ∂z/∂t = −K √A |∂z/∂l| solved implicitly from the outlets upwards (Braun &amp; Willett 2013); water finds its way
/// by priority flood (Barnes et al. 2014), so pits overflow. Outlets are the grid's rim.
/// </remarks>
internal static class StreamErosion
{
    // debris in a hollow lies this steep, metres per metre
    private const double FillSlope = 0.03;
    private static readonly (int X, int Y)[] Around = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)];

    /// <summary>Turns every hollow into a hill of the same shape, in place, so that water runs off everywhere.</summary>
    public static void RaiseHollows(double[] elevation, int width, int height, double cell)
    {
        var level = Route(elevation, width, height, cell, new int[elevation.Length], new int[elevation.Length]);
        for (var i = 0; i < elevation.Length; i++)
        {
            elevation[i] = level[i] + (0.8 * (level[i] - elevation[i]));
        }
    }

    /// <summary>Erodes in place.</summary>
    /// <param name="elevation">Row-major, metres.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cell">Cell size, metres.</param>
    /// <param name="strength">KΔt of one pass, dimensionless per metre of √A times metre.</param>
    /// <param name="passes">How often the streams are found anew.</param>
    /// <param name="lowest">No cell is cut below this.</param>
    public static void Cut(double[] elevation, int width, int height, double cell, double strength, int passes, ReadOnlySpan<double> lowest)
    {
        var receiver = new int[elevation.Length];
        var order = new int[elevation.Length];
        var area = new double[elevation.Length];
        for (var pass = 0; pass < passes; pass++)
        {
            // a hollow that no ice has carved fills with debris up to its outlet, which is then cut
            Route(elevation, width, height, cell, receiver, order).CopyTo(elevation, 0);
            Array.Fill(area, cell * cell);
            for (var k = order.Length - 1; k >= 0; k--)
            {
                if (receiver[order[k]] != order[k])
                {
                    area[receiver[order[k]]] += area[order[k]];
                }
            }

            foreach (var i in order)
            {
                var below = receiver[i];
                if (below == i || elevation[below] >= elevation[i])
                {
                    continue;
                }

                var length = below / width == i / width || below % width == i % width ? cell : cell * Math.Sqrt(2);
                var factor = strength * Math.Sqrt(area[i]) / length;
                var cut = (elevation[i] + (factor * elevation[below])) / (1 + factor);
                elevation[i] = Math.Max(cut, Math.Min(elevation[i], lowest[i]));
            }
        }
    }

    /// <summary>Moves rock down wherever it is steeper than it can stand (largest fall per metre, by cell), in place.</summary>
    public static void Slump(double[] elevation, int width, int height, double cell, int passes, Func<int, double> steepest)
    {
        var moved = new double[elevation.Length];
        for (var pass = 0; pass < passes; pass++)
        {
            Array.Clear(moved);
            for (var row = 1; row < height - 1; row++)
            {
                for (var column = 1; column < width - 1; column++)
                {
                    var i = (row * width) + column;
                    var stand = steepest(i) * cell;
                    foreach (var (x, y) in Around)
                    {
                        var j = i + (y * width) + x;
                        var excess = elevation[i] - elevation[j] - (x != 0 && y != 0 ? 1.41421356 * stand : stand);
                        if (excess > 0)
                        {
                            moved[i] -= 0.1 * excess;
                            moved[j] += 0.1 * excess;
                        }
                    }
                }
            }

            for (var i = 0; i < moved.Length; i++)
            {
                elevation[i] += moved[i];
            }
        }
    }

    /// <summary>True for every cell whose water passes through a cell of <paramref name="mouth"/>.</summary>
    public static bool[] Catchment(double[] elevation, int width, int height, double cell, Func<int, bool> mouth)
    {
        var receiver = new int[elevation.Length];
        var order = new int[elevation.Length];
        Route(elevation, width, height, cell, receiver, order);
        var drains = new bool[elevation.Length];
        foreach (var i in order)
        {
            drains[i] = mouth(i) || (receiver[i] != i && drains[receiver[i]]);
        }

        return drains;
    }

    private static double[] Route(double[] elevation, int width, int height, double cell, int[] receiver, int[] order)
    {
        var queue = new PriorityQueue<int, (double Level, int Cell)>(elevation.Length / 4);
        Array.Fill(receiver, -1);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column += row is 0 || row == height - 1 ? 1 : width - 1)
            {
                var i = (row * width) + column;
                receiver[i] = i;
                queue.Enqueue(i, (elevation[i], i));
            }
        }

        var level = (double[])elevation.Clone();
        var count = 0;
        while (queue.TryDequeue(out var i, out _))
        {
            order[count++] = i;
            var (column, row) = (i % width, i / width);
            foreach (var (x, y) in Around)
            {
                var (c, r) = (column + x, row + y);
                if (c < 0 || r < 0 || c >= width || r >= height)
                {
                    continue;
                }

                var j = (r * width) + c;
                if (receiver[j] < 0)
                {
                    receiver[j] = i;
                    level[j] = Math.Max(level[j], level[i] + (FillSlope * cell * (x != 0 && y != 0 ? 1.41421356 : 1)));
                    queue.Enqueue(j, (level[j], j));
                }
            }
        }

        // steepest of the lower neighbours, which the flood reached earlier; across a level hollow the flood's own way out
        for (var row = 1; row < height - 1; row++)
        {
            for (var column = 1; column < width - 1; column++)
            {
                var i = (row * width) + column;
                var steepest = 0.0;
                foreach (var (x, y) in Around)
                {
                    var j = i + (y * width) + x;
                    var fall = (level[i] - level[j]) * (x != 0 && y != 0 ? Math.Sqrt(0.5) : 1);
                    if (fall > steepest)
                    {
                        (steepest, receiver[i]) = (fall, j);
                    }
                }
            }
        }

        return level;
    }
}
