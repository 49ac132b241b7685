using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Error of elevation differences, learnt on stable ground.</summary>
/// <param name="Pixel">1σ of one pixel, metres.</param>
/// <param name="Model">Correlation in space.</param>
/// <param name="Alignment">1σ of the vertical alignment over the whole scene, metres.</param>
/// <param name="StablePixels">Pixels behind it.</param>
/// <param name="Flag">What a reader must know; null when stable ground could tell.</param>
public sealed record ElevationUncertainty(double Pixel, CorrelationModel Model, double Alignment, int StablePixels, string? Flag)
{
    /// <summary>Learns the error of later minus earlier.</summary>
    /// <param name="earlier">Earlier DEM.</param>
    /// <param name="later">Later DEM on the same grid.</param>
    /// <param name="ice">Ice of any epoch, kept out.</param>
    /// <param name="options">Stable ground, fallback.</param>
    public static ElevationUncertainty Learn(Raster earlier, Raster later, bool[] ice, RecessionOptions? options = null)
    {
        options ??= new();
        var stable = StableGround.Mask(earlier, later, ice, options.StableGround);
        var difference = Subtract(earlier, later);
        var statistics = DifferenceStatistics.Between(later, earlier, stable);
        if (statistics.Count < options.MinimumStablePixels)
        {
            return Fallback(options, statistics.Count, $"only {statistics.Count} stable pixels");
        }

        var zeros = 0;
        for (var i = 0; i < stable.Length; i++)
        {
            zeros += stable[i] && difference.Values[i] == 0 ? 1 : 0;
        }

        // measured terrain never repeats to the bit: such ground was copied from one DEM into the other and says nothing of its error
        if (zeros > statistics.Count / 4)
        {
            return Fallback(options, statistics.Count, $"{100.0 * zeros / statistics.Count:F0} % of stable ground is identical in both DEMs");
        }

        var model = Variogram.Of(difference, stable, options.VariogramPairs)?.Model ?? CorrelationModel.None;
        var samples = EffectiveSamples.Of(stable, earlier.Width, earlier.Height, earlier.Transform, model);
        var own = statistics.Nmad / Math.Sqrt(Math.Max(samples, 1));
        return new(statistics.Nmad, model, Math.Sqrt((own * own) + (statistics.Median * statistics.Median)), statistics.Count, null);
    }

    /// <summary>Later minus earlier, metres.</summary>
    internal static Raster Subtract(Raster earlier, Raster later)
    {
        GridRules.RequireSameGrid(earlier, later, nameof(later));
        var values = new float[earlier.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = later.Values[i] - earlier.Values[i];
        }

        return earlier.With(values);
    }

    // unknown errors are taken as common to the whole glacier: no averaging makes them smaller
    private static ElevationUncertainty Fallback(RecessionOptions options, int pixels, string why) => new(
        options.FallbackElevationUncertainty, CorrelationModel.None, options.FallbackElevationUncertainty, pixels,
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{why}: elevation uncertainty is an assumption of {options.FallbackElevationUncertainty} m over the whole glacier, not a measurement"));
}
