namespace Glacier.Terrain.Simulation;

/// <summary>Mass balance of a climate: linear in elevation about the equilibrium line, capped above, less snow where rock is too steep to hold it.</summary>
/// <param name="EquilibriumLine">Elevation where gain and loss balance over a year, metres.</param>
/// <param name="Gradient">Metres of ice per year gained per metre of elevation; 0.007 is a mid-latitude valley glacier.</param>
/// <param name="Largest">Cap of the accumulation, metres of ice per year.</param>
public sealed record MassBalance(double EquilibriumLine, double Gradient = 0.0072, double Largest = 2.2)
{
    /// <summary>Balance at an elevation on ground that holds all its snow, metres of ice per year.</summary>
    public double At(double elevation) => Math.Min(Gradient * (elevation - EquilibriumLine), Largest);

    /// <summary>Fraction of the snow that a slope holds: all below 20°, none above 38°.</summary>
    /// <param name="slope">Fall per metre.</param>
    public static double Retention(double slope)
    {
        var steepness = Math.Clamp((Math.Atan(slope) * (180 / Math.PI) - 20) / 18, 0, 1);
        return 1 - (steepness * steepness * (3 - (2 * steepness)));
    }

    /// <summary>Fills a field; gain is multiplied by the retention of each cell, loss is not.</summary>
    public void Fill(ReadOnlySpan<double> surface, ReadOnlySpan<double> retention, Span<double> balance)
    {
        for (var i = 0; i < surface.Length; i++)
        {
            var value = Math.Min(Gradient * (surface[i] - EquilibriumLine), Largest);
            balance[i] = value > 0 ? value * retention[i] : value;
        }
    }
}
