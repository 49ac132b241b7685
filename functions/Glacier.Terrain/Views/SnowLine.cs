using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>The elevation above which the ground carries snow in late summer.</summary>
public static class SnowLine
{
    // a balanced glacier is then snow-covered over some six tenths of its area (Dyurgerov et al. 2009: accumulation-area ratio 0.58); without ice the uppermost tenth carries snow
    private const double BelowOnIce = 0.42;
    private const double BelowOnLand = 0.9;

    /// <summary>Metres, from the elevations of the ice, or of all ground where there is none.</summary>
    /// <param name="dem">Elevations; NaN cells do not count.</param>
    /// <param name="ice">Ice mask on its grid; null for none.</param>
    public static double Of(Raster dem, bool[]? ice) => (ice is null ? null : OfIce(dem, ice)) ?? Quantile(dem, _ => true, BelowOnLand) ?? 0;

    /// <summary>Metres, from the elevations of the ice; null without ice.</summary>
    /// <param name="dem">Elevations; NaN cells do not count.</param>
    /// <param name="ice">Ice mask on its grid.</param>
    public static double? OfIce(Raster dem, bool[] ice) => Quantile(dem, i => ice[i], BelowOnIce);

    private static double? Quantile(Raster dem, Func<int, bool> counts, double part)
    {
        var elevations = new List<float>();
        var stride = Math.Max(1, dem.Values.Length / 200_000);
        for (var i = 0; i < dem.Values.Length; i += stride)
        {
            if (!float.IsNaN(dem.Values[i]) && counts(i))
            {
                elevations.Add(dem.Values[i]);
            }
        }

        elevations.Sort();
        return elevations.Count == 0 ? null : elevations[(int)(part * (elevations.Count - 1))];
    }
}
