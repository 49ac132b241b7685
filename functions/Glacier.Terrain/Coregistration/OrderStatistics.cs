namespace Glacier.Terrain.Coregistration;

/// <summary>Quantiles by selection, linear in the number of values, and the robust spread built on them.</summary>
internal static class OrderStatistics
{
    /// <summary>Scale that makes the median absolute deviation equal to the standard deviation of a normal distribution.</summary>
    public const double NormalScale = 1.4826022185056018;

    /// <summary>Quantile with linear interpolation between order statistics; reorders the values.</summary>
    /// <param name="values">Finite values; reordered.</param>
    /// <param name="fraction">0 … 1.</param>
    /// <returns>NaN when there are no values.</returns>
    public static double Quantile(Span<float> values, double fraction)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }

        var position = fraction * (values.Length - 1);
        var index = (int)position;
        Select(values, index);
        double low = values[index];
        if (index == values.Length - 1 || position == index)
        {
            return low;
        }

        var next = float.PositiveInfinity;
        foreach (var value in values[(index + 1)..])
        {
            next = Math.Min(next, value);
        }

        return low + ((position - index) * (next - low));
    }

    /// <summary>Median; reorders the values.</summary>
    public static double Median(Span<float> values) => Quantile(values, 0.5);

    /// <summary>Normalised median absolute deviation about a centre, 1.4826 · median |v − centre| (Höhle and Höhle 2009); overwrites the values.</summary>
    public static double Nmad(Span<float> values, double centre)
    {
        var middle = (float)centre;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - middle);
        }

        return NormalScale * Median(values);
    }

    // Hoare's selection with the median of three as pivot; afterwards everything left of index is not greater than it
    private static void Select(Span<float> values, int index)
    {
        var low = 0;
        var high = values.Length - 1;
        while (low < high)
        {
            var a = values[low];
            var b = values[low + ((high - low) / 2)];
            var c = values[high];
            var pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            var i = low;
            var j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (index <= j)
            {
                high = j;
            }
            else if (index >= i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }
}
