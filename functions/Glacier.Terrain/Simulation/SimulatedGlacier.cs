using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>A simulated series: the truth that surveys of it are measured against.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Bed">Rock surface, metres above sea level.</param>
/// <param name="Years">One state per year asked for, ascending.</param>
/// <param name="CentreLine">The valley axis from the cirque to the domain's edge, map coordinates, equidistant points.</param>
public sealed record SimulatedGlacier(
    SimulationOptions Options, Raster Bed, IReadOnlyList<SimulatedYear> Years, IReadOnlyList<(double X, double Y)> CentreLine);

/// <summary>The glacier at the end of one summer.</summary>
/// <param name="Epoch">The day of the survey.</param>
/// <param name="Surface">Rock or ice surface, metres above sea level.</param>
/// <param name="Thickness">Ice thickness, metres, zero on rock.</param>
/// <param name="Ice">True where ice is at least <see cref="GlacierSimulation.MinimumThickness"/> thick, row-major.</param>
/// <param name="VelocityX">Surface velocity to the east, metres per year, with <see cref="StressCoupling"/>; zero on rock.</param>
/// <param name="VelocityY">Surface velocity to the north, metres per year.</param>
/// <param name="Volume">Ice volume, cubic metres.</param>
/// <param name="Area">Area of <paramref name="Ice"/>, square metres.</param>
/// <param name="Length">Length of the ice along the centre line from the cirque to the terminus, metres.</param>
/// <param name="EquilibriumLine">Equilibrium-line altitude of the year, metres.</param>
/// <param name="Ledger">Mass budget since the year before in the series (the first: since the refined run began).</param>
public sealed record SimulatedYear(
    Epoch Epoch, Raster Surface, Raster Thickness, bool[] Ice, Raster VelocityX, Raster VelocityY,
    double Volume, double Area, double Length, double EquilibriumLine, MassLedger Ledger)
{
    /// <summary>The calendar year.</summary>
    public int Year => Epoch.Year;
}
