namespace Glacier.Vision.Velocity.Flow;

/// <summary>Dense flow that keeps brightness and is smooth (Horn and Schunck 1981), from coarse to fine with warping.</summary>
/// <remarks>
/// Horn and Schunck (1981); pyramid and warping after Brox et al. (2004); data term gathered over a neighbourhood after Bruhn, Weickert and Schnörr
/// (2005). The images are scaled to unit standard deviation first, so that the smoothness means the same for every sensor.
/// </remarks>
public static class HornSchunck
{
    private const int SmallestLevel = 24;

    /// <summary>The method for pairs.</summary>
    public static FlowMethod Method(HornSchunckOptions? options = null) => new(
        "hs", "multi-level Horn–Schunck", pair => Estimate(pair, options ?? new()).Field);

    /// <summary>Finds the flow.</summary>
    /// <param name="pair">Two images; pixels unknown in either are bridged by smoothness alone.</param>
    /// <param name="options">Settings.</param>
    /// <returns>A field without gaps, and how each linear system was solved.</returns>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static (FlowField Field, IReadOnlyList<SolverReport> Convergence) Estimate(ImagePair pair, HornSchunckOptions options)
    {
        if (!(options.Smoothness > 0 && options.Warps >= 1 && options.Iterations >= 1 && options.LargestDisplacement > 0))
        {
            throw new ArgumentException("smoothness, warps, iterations and largest displacement are positive", nameof(options));
        }

        var count = Levels(pair.Width, pair.Height, options.LargestDisplacement);
        var scaled = UnitDeviation(pair);
        var first = PyramidLevel.Of(scaled.First, pair.Width, pair.Height, count);
        var second = PyramidLevel.Of(scaled.Second, pair.Width, pair.Height, count);
        var reports = new List<SolverReport>();
        float[]? x = null, y = null;
        for (var level = count - 1; level >= 0; level--)
        {
            var (a, b) = (first[level], second[level]);
            x = x is null ? new float[a.Known.Length] : PyramidLevel.Doubled(x, first[level + 1].Width, first[level + 1].Height, a.Width, a.Height);
            y = y is null ? new float[a.Known.Length] : PyramidLevel.Doubled(y, first[level + 1].Width, first[level + 1].Height, a.Width, a.Height);
            var warps = level == 0 ? options.FinestWarps ?? options.Warps : options.Warps;
            var linearised = new MotionTensor(a, b, Halved(pair.Region, pair.Width, a.Width, a.Height, level), options);
            for (var warp = 0; warp < warps; warp++)
            {
                var (beforeX, beforeY) = ((float[])x.Clone(), (float[])y.Clone());
                var system = linearised.At(x, y);
                var (iterations, residual) = system.Solve(x, y, options.Iterations << Math.Min(level, 4), options.Tolerance);
                reports.Add(new(level, a.Width, a.Height, warp, iterations, residual, MeanChange(x, y, beforeX, beforeY)));
            }
        }

        return (new FlowField(pair.Width, pair.Height, x!, y!), reports);
    }

    // at the coarsest level the largest displacement is about a pixel
    private static int Levels(int width, int height, double largest)
    {
        var levels = 1 + (int)Math.Ceiling(Math.Max(Math.Log2(largest / 1.5), 0));
        var size = Math.Min(width, height);
        while (levels > 1 && size >> (levels - 1) < SmallestLevel)
        {
            levels--;
        }

        return levels;
    }

    private static bool[]? Halved(bool[]? region, int fromWidth, int width, int height, int level)
    {
        if (region is null || level == 0)
        {
            return region;
        }

        var half = new bool[width * height];
        for (var i = 0; i < half.Length; i++)
        {
            half[i] = region[((i / width << level) * fromWidth) + (i % width << level)];
        }

        return half;
    }

    private static ImagePair UnitDeviation(ImagePair pair)
    {
        var (first, second) = (new List<float[]>(), new List<float[]>());
        for (var k = 0; k < pair.First.Count; k++)
        {
            var (mean, deviation) = Moments(pair.First[k], pair.Second[k]);
            var scale = deviation > 0 ? (float)(1 / (deviation * Math.Sqrt(pair.First.Count))) : 0;
            var shift = (float)mean;
            first.Add(Array.ConvertAll(pair.First[k], value => (value - shift) * scale));
            second.Add(Array.ConvertAll(pair.Second[k], value => (value - shift) * scale));
        }

        return pair with { First = first, Second = second };
    }

    private static (double Mean, double Deviation) Moments(float[] a, float[] b)
    {
        double sum = 0, squares = 0;
        long count = 0;
        foreach (var values in (float[][])[a, b])
        {
            foreach (var value in values)
            {
                if (float.IsFinite(value))
                {
                    sum += value;
                    squares += (double)value * value;
                    count++;
                }
            }
        }

        var mean = count > 0 ? sum / count : 0;
        return (mean, count > 0 ? Math.Sqrt(Math.Max((squares / count) - (mean * mean), 0)) : 0);
    }

    private static double MeanChange(float[] x, float[] y, float[] beforeX, float[] beforeY)
    {
        var sum = 0f;
        var total = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += MathF.Sqrt(((x[i] - beforeX[i]) * (x[i] - beforeX[i])) + ((y[i] - beforeY[i]) * (y[i] - beforeY[i])));
            if ((i & 4095) == 4095)
            {
                (total, sum) = (total + sum, 0);
            }
        }

        return (total + sum) / x.Length;
    }
}
