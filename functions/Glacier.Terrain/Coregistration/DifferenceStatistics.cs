using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>How two DEMs differ on a set of pixels, all in metres but <paramref name="Count"/>.</summary>
/// <param name="Count">Pixels used: those of the mask where both DEMs have a value.</param>
/// <param name="Median">Median difference.</param>
/// <param name="Nmad">Normalised median absolute deviation, 1.4826 · median |d − median| (Höhle and Höhle 2009).</param>
/// <param name="Mean">Mean difference.</param>
/// <param name="StandardDeviation">Standard deviation about the mean (n in the denominator).</param>
/// <param name="Rmse">Root of the mean squared difference.</param>
/// <param name="P05">5th percentile.</param>
/// <param name="P25">25th percentile.</param>
/// <param name="P75">75th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <remarks>With <paramref name="Count"/> 0 every figure is 0: there is nothing to say, and JSON knows no NaN.</remarks>
public sealed record DifferenceStatistics(
    int Count, double Median, double Nmad, double Mean, double StandardDeviation, double Rmse, double P05, double P25, double P75, double P95)
{
    /// <summary>Statistics of one DEM minus another on the pixels of a mask where both have values.</summary>
    /// <param name="dem">The DEM from which is subtracted.</param>
    /// <param name="reference">The DEM subtracted, on the same grid.</param>
    /// <param name="mask">One flag per pixel; null for all pixels.</param>
    /// <exception cref="ArgumentException">The grids or the mask differ in size.</exception>
    public static DifferenceStatistics Between(Raster dem, Raster reference, bool[]? mask = null)
    {
        GridRules.RequireSameGrid(reference, dem, nameof(dem));
        GridRules.RequireMask(reference, mask, nameof(mask));
        var a = dem.Values;
        var b = reference.Values;
        var values = new float[a.Length];
        var count = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = a[i] - b[i];
            if (float.IsFinite(difference) && (mask is null || mask[i]))
            {
                values[count++] = difference;
            }
        }

        return OfReordering(values.AsSpan(0, count));
    }

    /// <summary>Statistics of differences; values that are not finite are left out.</summary>
    public static DifferenceStatistics Of(ReadOnlySpan<float> differences)
    {
        var values = new float[differences.Length];
        var count = 0;
        foreach (var value in differences)
        {
            if (float.IsFinite(value))
            {
                values[count++] = value;
            }
        }

        return OfReordering(values.AsSpan(0, count));
    }

    // overwrites its argument, so that large rasters need one buffer only
    internal static DifferenceStatistics OfReordering(Span<float> values)
    {
        if (values.IsEmpty)
        {
            return new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        double sum = 0, squares = 0;
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        var mean = sum / values.Length;
        double variance = 0;
        foreach (var value in values)
        {
            variance += (value - mean) * (value - mean);
        }

        var median = OrderStatistics.Quantile(values, 0.5);
        var half = values.Length / 2;
        // after the median's selection the quartiles lie in their own halves; small samples take the plain way
        var small = values.Length < 1000;
        var p25 = small ? OrderStatistics.Quantile(values, 0.25) : Within(values, 0, half, 0.25);
        var p05 = small ? OrderStatistics.Quantile(values, 0.05) : Within(values, 0, half, 0.05);
        var p75 = small ? OrderStatistics.Quantile(values, 0.75) : Within(values, half, values.Length, 0.75);
        var p95 = small ? OrderStatistics.Quantile(values, 0.95) : Within(values, half, values.Length, 0.95);
        var nmad = OrderStatistics.Nmad(values, median);
        return new(values.Length, median, nmad, mean, Math.Sqrt(variance / values.Length), Math.Sqrt(squares / values.Length), p05, p25, p75, p95);
    }

    private static double Within(Span<float> values, int start, int end, double fraction) =>
        OrderStatistics.Quantile(values[start..end], Math.Clamp(((fraction * (values.Length - 1)) - start) / (end - start - 1), 0, 1));
}
