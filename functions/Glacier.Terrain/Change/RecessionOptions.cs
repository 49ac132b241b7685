using Glacier.Terrain.Coregistration;

namespace Glacier.Terrain.Change;

/// <summary>What the change figures are computed with.</summary>
/// <param name="Density">Density of the volume changed, kg/m³ (Huss 2013: 850).</param>
/// <param name="DensityUncertainty">Its 1σ, kg/m³ (Huss 2013: 60).</param>
/// <param name="HypsometryBin">Height of an elevation bin, metres.</param>
/// <param name="ProfileStep">Distance between points of the centre line, metres; null for one pixel.</param>
/// <param name="StableGround">How stable ground is chosen for the uncertainty.</param>
/// <param name="FallbackElevationUncertainty">1σ of an elevation difference, metres, where stable ground cannot tell; such figures carry a quality flag.</param>
/// <param name="MinimumStablePixels">Fewer stable pixels than this cannot tell.</param>
/// <param name="VariogramPairs">Pairs of stable pixels drawn for the empirical variogram.</param>
public sealed record RecessionOptions(
    double Density = 850, double DensityUncertainty = 60, double HypsometryBin = 50, double? ProfileStep = null, StableGroundOptions? StableGround = null,
    double FallbackElevationUncertainty = 5, int MinimumStablePixels = 200, int VariogramPairs = 400_000);
