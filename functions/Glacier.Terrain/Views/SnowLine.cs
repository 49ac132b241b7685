using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>The elevation above which the ground carries snow in late summer.</summary>
public static class SnowLine
{
    // accumulation area ratio of about 0.6 on a glacier in balance; without ice the uppermost tenth carries snow
    private const double OnIce = 0.42;
    private const double OnLand = 0.9;

    /// <summary>Metres, from the elevations of the ice, or of all ground where there is none.</summary>
    /// <param name="dem">Elevations; NaN cells do not count.</param>
    /// <param name="ice">Ice mask on its grid; null for none.</param>
    public static double Of(Raster dem, bool[]? ice)
    {
        var (frozen, all) = (new List<float>(), new List<float>());
        var stride = Math.Max(1, dem.Values.Length / 200_000);
        for (var i = 0; i < dem.Values.Length; i += stride)
        {
            if (!float.IsNaN(dem.Values[i]))
            {
                all.Add(dem.Values[i]);
                if (ice?[i] ?? false)
                {
                    frozen.Add(dem.Values[i]);
                }
            }
        }

        all.Sort();
        frozen.Sort();
        return frozen.Count > 0 ? frozen[(int)(OnIce * (frozen.Count - 1))] : all.Count > 0 ? all[(int)(OnLand * (all.Count - 1))] : 0;
    }
}
