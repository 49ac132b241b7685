namespace Glacier.Terrain.Coregistration;

/// <summary>How far and how finely DEMs are aligned.</summary>
/// <param name="TolerancePixels">The fit has converged when a step is shorter than this, pixels.</param>
/// <param name="MaximumIterations">Steps of each of the two stages at most.</param>
/// <param name="MaximumShiftPixels">A fit that moves further has run away and is refused, pixels.</param>
/// <param name="MinimumPixels">Fewer stable pixels than this are no basis for a fit.</param>
/// <param name="MaximumSamples">Stable pixels used in the fit, spread evenly; the statistics use all.</param>
/// <param name="FitTilt">Also remove a tilted plane.</param>
/// <param name="MinimumRelief">Smallest root-mean-square slope, metres per metre, that both DEMs must share in every direction.</param>
public sealed record CoregistrationOptions(
    double TolerancePixels = 0.002, int MaximumIterations = 40, double MaximumShiftPixels = 20, int MinimumPixels = 200,
    int MaximumSamples = 250_000, bool FitTilt = false, double MinimumRelief = 0.02);
