namespace Glacier.Terrain.Change;

/// <summary>The formulae behind <see cref="Recession"/>, as they are written into its file.</summary>
public static class FormulaSources
{
    /// <summary>Quantity to formula and source.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["area_uncertainty"] = "half a pixel times the outline's length; length = pi/4 times the sum of pixel edges (Cauchy-Crofton); half-pixel buffer: Granshaw and Fountain (2006), Paul et al. (2017)",
        ["density"] = "850 +/- 60 kg/m3, Huss (2013)",
        ["effective_samples"] = "N = 1 / mean correlation over all pairs of ice pixels, sum of two spherical models: Rolstad et al. (2009), Hugonnet et al. (2022)",
        ["mass_balance"] = "B = dV rho / (rho_water (A1 + A2)/2 dt), rho_water = 1000 kg/m3: Cogley (2009), Huss (2013)",
        ["mass_balance_uncertainty"] = "(sB/B)^2 = (sdV/dV)^2 + (sA/A)^2 + (srho/rho)^2",
        ["mean_elevation_uncertainty"] = "s(mean) = NMAD / sqrt(N): Rolstad et al. (2009), Hoehle and Hoehle (2009)",
        ["nmad"] = "1.4826 median |d - median(d)|: Hoehle and Hoehle (2009)",
        ["terminus_uncertainty"] = "half a pixel at either end, in quadrature",
        ["variogram"] = "Dowd's (1984) robust estimator, nugget plus two spherical models: Hugonnet et al. (2022)",
        ["void_fill"] = "local hypsometric mean of dh per elevation bin, between bins linear in elevation: McNabb et al. (2019)",
        ["volume_uncertainty"] = "sdV^2 = A^2 (s(mean)^2 + s(alignment)^2) + (mean dh sA)^2 + (void term)^2; void term: residual NMAD about the bins, one error per connected void",
    };
}
