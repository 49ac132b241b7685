using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>An outline known at some epoch, which need not be one of a DEM.</summary>
/// <param name="Epoch">When.</param>
/// <param name="Ice">One flag per pixel of the series' grid.</param>
public sealed record KnownIce(Epoch Epoch, bool[] Ice);

/// <summary>How ice is told from ground by elevation change.</summary>
/// <param name="Nmad">A surface that dropped by more than this many NMAD of the ground was ice.</param>
/// <param name="MinimumDrop">… and by at least this, metres: ground that is identical in both DEMs has no NMAD.</param>
/// <param name="CleaningRadius">Radius of the morphological opening and closing, pixels.</param>
/// <param name="AllowReadvance">False: ice of an epoch lies within that of the epoch before, so that errors of one DEM cannot make ice.</param>
/// <param name="ExhaustedShare">Ice that lowered less than this share of its elevation bin's median ran out of ice during the interval.</param>
/// <param name="ExtendOutlines">Given outlines grow by connected ground that has since dropped: old outlines often lack the tongue.</param>
public sealed record IceExtentOptions(
    double Nmad = 3, double MinimumDrop = 5, double CleaningRadius = 1, bool AllowReadvance = false, double ExhaustedShare = 0.5,
    bool ExtendOutlines = true);
