using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>One survey of a glacier: all of a series lie on one grid.</summary>
/// <param name="Epoch">When.</param>
/// <param name="Dem">Surface elevation, metres, NaN where void.</param>
/// <param name="Ice">Ice at that time, one flag per pixel.</param>
/// <param name="StableGround">DEM minus reference on stable ground after co-registration, when it was co-registered.</param>
/// <param name="OutlineSource">Where the mask comes from: <c>outline</c> or <see cref="IceExtent.DifferenceSource"/>.</param>
/// <param name="Coregistered">False when co-registration was refused: the run is then flagged as degraded.</param>
public sealed record DatedDem(
    Epoch Epoch, Raster Dem, bool[] Ice, DifferenceStatistics? StableGround = null, string OutlineSource = "outline", bool Coregistered = true);
