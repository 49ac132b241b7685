namespace Glacier.Terrain.Simulation;

/// <summary>Material constants of the shallow-ice approximation with Glen's exponent n = 3.</summary>
/// <param name="RateFactor">Glen's A in Pa⁻³ s⁻¹; 2.4e-24 is temperate ice (Cuffey &amp; Paterson 2010, table 3.4).</param>
/// <param name="Sliding">Weertman sliding u_b = C τ_b³ with C in m yr⁻¹ Pa⁻³; 1e-14 slides 10 m/yr at 100 kPa. 0 is a frozen bed.</param>
/// <param name="Density">Ice density, kg m⁻³.</param>
/// <param name="Gravity">m s⁻².</param>
public sealed record IceFlowParameters(double RateFactor = 2.4e-24, double Sliding = 1e-14, double Density = 910, double Gravity = 9.81)
{
    /// <summary>Seconds in a year.</summary>
    public const double SecondsPerYear = 365.2425 * 86400;

    /// <summary>Factor of H⁵|∇s|² in the diffusivity, 2A(ρg)³/5 in m⁻³ yr⁻¹.</summary>
    public double DeformationFactor => 2 * RateFactor * SecondsPerYear * Cube(Density * Gravity) / 5;

    /// <summary>Factor of H⁴|∇s|² in the diffusivity, C(ρg)³ in m⁻² yr⁻¹.</summary>
    public double SlidingFactor => Sliding * Cube(Density * Gravity);

    /// <summary>Glen's A in Pa⁻³ yr⁻¹.</summary>
    public double YearlyRateFactor => RateFactor * SecondsPerYear;

    /// <summary>K of u = Kτ³: surface speed in m/yr per cube of the driving stress in Pa, deformation AH/2 plus sliding C.</summary>
    public double SpeedPerCubedStress(double thickness) => (0.5 * YearlyRateFactor * thickness) + Sliding;

    /// <summary>Speed of the surface of a slab of the given thickness and slope, m/yr: deformation 2A/(n+1) τⁿH plus sliding Cτ³.</summary>
    public double SurfaceSpeed(double thickness, double slope)
    {
        var stress = Density * Gravity * thickness * slope;
        return SpeedPerCubedStress(thickness) * Cube(stress);
    }

    private static double Cube(double value) => value * value * value;
}
