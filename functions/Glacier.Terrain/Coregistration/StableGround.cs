using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>Which pixels count as ground that did not move.</summary>
/// <param name="BufferMetres">Distance kept from ice, metres: seasonal snow, moraines, wrong outlines.</param>
/// <param name="MaximumSlopeDegrees">Steeper ground is left out: DEM errors grow with slope.</param>
/// <param name="OutlierNmad">Differences further than this many NMAD from the median are left out; infinity for no cut.</param>
public sealed record StableGroundOptions(double BufferMetres = 100, double MaximumSlopeDegrees = 45, double OutlierNmad = 5);

/// <summary>Ground on which two DEMs of different years should agree.</summary>
public static class StableGround
{
    /// <summary>Pixels off the ice and its buffer, not too steep, valid in both DEMs and free of gross differences.</summary>
    /// <param name="reference">The DEM held fixed.</param>
    /// <param name="dem">The DEM to be compared, on the same grid.</param>
    /// <param name="ice">Ice of either epoch (their union), one flag per pixel.</param>
    /// <param name="options">Buffer, slope and outlier cuts.</param>
    /// <returns>One flag per pixel of the reference.</returns>
    /// <exception cref="ArgumentException">The grids or the mask differ in size.</exception>
    /// <remarks>
    /// The outlier cut is taken about the median of the differences as they are, before any alignment, and is therefore wide by default;
    /// <see cref="NuthKaab"/> weighs down what remains. See Höhle and Höhle (2009) for the NMAD.
    /// </remarks>
    public static bool[] Mask(Raster reference, Raster dem, bool[] ice, StableGroundOptions? options = null)
    {
        options ??= new();
        GridRules.RequireSameGrid(reference, dem, nameof(dem));
        GridRules.RequireMask(reference, ice, nameof(ice));
        var transform = reference.Transform;
        var distance = DistanceTransform.ToNearest(ice, reference.Width, reference.Height, transform.PixelWidth, transform.PixelHeight);
        var steepest = Math.Tan(Math.Min(options.MaximumSlopeDegrees, 89.9) * Math.PI / 180);
        var mask = new bool[reference.Values.Length];
        Parallel.For(0, reference.Height, row =>
        {
            for (var column = 0; column < reference.Width; column++)
            {
                var i = (row * reference.Width) + column;
                var (east, north) = TerrainGradient.At(reference, column, row);
                mask[i] = distance[i] > options.BufferMetres
                    && (east * east) + (north * north) <= steepest * steepest
                    && float.IsFinite(dem.Values[i] - reference.Values[i]);
            }
        });

        if (double.IsFinite(options.OutlierNmad))
        {
            CutOutliers(reference, dem, mask, options.OutlierNmad);
        }

        return mask;
    }

    private static void CutOutliers(Raster reference, Raster dem, bool[] mask, double limit)
    {
        var statistics = DifferenceStatistics.Between(dem, reference, mask);
        // where most differences are exactly zero the NMAD is zero and would call every other difference an outlier
        if (statistics.Nmad <= 0)
        {
            return;
        }

        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] &= Math.Abs(dem.Values[i] - reference.Values[i] - statistics.Median) <= limit * statistics.Nmad;
        }
    }
}
