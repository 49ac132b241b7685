namespace Glacier.Vision.Outlines.Windows;

/// <summary>Where windows stand along one axis: at a constant stride, the last one shifted inwards so that the ragged edge is covered as well.</summary>
public static class WindowPlan
{
    /// <summary>First pixels of the windows, ascending.</summary>
    /// <param name="length">Pixels of the axis.</param>
    /// <param name="side">Pixels of a window.</param>
    /// <param name="stride">From one window to the next, at most <paramref name="side"/>.</param>
    /// <returns>[0] where the axis is no longer than a window.</returns>
    public static IReadOnlyList<int> Starts(int length, int side, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride, side);
        var starts = new List<int>();
        for (var start = 0; start + side < length; start += stride)
        {
            starts.Add(start);
        }

        starts.Add(Math.Max(length - side, 0));
        return starts;
    }

    /// <summary>Pixel of an axis that a position beyond its end mirrors: … 2 1 0 1 2 … n−2 n−1 n−2 ….</summary>
    public static int Mirror(int position, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2 * (length - 1);
        var within = ((position % period) + period) % period;
        return within < length ? within : period - within;
    }

    /// <summary>Weights across a window: a Gaussian of σ = 1 on [−1, 1] as GlaViTU blends its windows (Maslov et al. 2025).</summary>
    public static float[] Weights(int side)
    {
        var weights = new float[side];
        for (var i = 0; i < side; i++)
        {
            var at = (2 * (i + 0.5) / side) - 1;
            weights[i] = (float)Math.Exp(-0.5 * at * at);
        }

        return weights;
    }
}
