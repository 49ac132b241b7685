namespace Glacier.Terrain.Simulation;

/// <summary>How the equilibrium line moved: at rest until <see cref="Onset"/>, then rising, faster in the last decades.</summary>
/// <param name="Resting">Equilibrium line before the rise, metres.</param>
/// <param name="Scale">Factor of the rise, found so that the glacier keeps a wanted part of its length.</param>
public sealed record Climate(double Resting, double Scale = 1)
{
    /// <summary>The year in which the equilibrium line begins to rise.</summary>
    public const double Onset = 1935;

    /// <summary>Equilibrium line in a year, metres: 2.5 m/yr from the onset, 1 m/yr more from 1985.</summary>
    public double EquilibriumLine(double year) =>
        Resting + (Scale * ((2.5 * Math.Max(0, year - Onset)) + (1.0 * Math.Max(0, year - 1985))));
}
