using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>What aligning a DEM did.</summary>
/// <param name="Dx">Shift applied to the DEM, metres to the east: aligned(x, y) = dem(x − Dx, y − Dy) + Dz + plane.</param>
/// <param name="Dy">Shift applied, metres to the north.</param>
/// <param name="Dz">Height added, metres.</param>
/// <param name="Tilt">Plane added, metres per metre east (A) and north (B) of the raster's centre; null when none was asked for.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Before">DEM minus reference on the stable pixels, as it came.</param>
/// <param name="After">Aligned DEM minus reference on the same pixels.</param>
/// <param name="Improved">False when the original was kept; <paramref name="Reason"/> says why.</param>
/// <param name="Aligned">The aligned DEM, or the original itself when nothing improved. The input is never changed.</param>
/// <param name="Reason">Null when improved.</param>
/// <param name="ShiftUncertainty">Standard error of the horizontal shift per axis in metres, from the fit's own residuals taken as independent: a lower bound.</param>
public sealed record CoregistrationResult(
    double Dx, double Dy, double Dz, (double A, double B)? Tilt, int Iterations, DifferenceStatistics Before, DifferenceStatistics After, bool Improved, Raster Aligned,
    string? Reason = null, double ShiftUncertainty = 0);
