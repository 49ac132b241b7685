using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Simulation;

/// <summary>The ice flow against closed forms.</summary>
public sealed class ShallowIceTests
{
    private static readonly IceFlowParameters Frozen = new(Sliding: 0);

    [Fact]
    public void Dome_spreads_as_Halfars_similarity_solution()
    {
        // Halfar (1983): H = H0 τ^(-1/9) (1 − (τ^(-1/18) r/R0)^(4/3))^(3/7), τ = t/t0, for n = 3 in two dimensions
        const double centre = 1000, radius = 20_000;
        const int size = 101;
        const double cell = 500;
        var gamma = Frozen.DeformationFactor;
        var t0 = Math.Pow(7.0 / 4, 3) * Math.Pow(radius, 4) / (18 * gamma * Math.Pow(centre, 7));
        double Halfar(double r, double tau)
        {
            var inner = 1 - Math.Pow(Math.Pow(tau, -1.0 / 18) * r / radius, 4.0 / 3);
            return inner <= 0 ? 0 : centre * Math.Pow(tau, -1.0 / 9) * Math.Pow(inner, 3.0 / 7);
        }

        var ice = new ShallowIce(size, size, cell, new double[size * size], Dome(size, cell, r => Halfar(r, 1)), Frozen);
        var before = ice.Volume;
        ice.Advance(19 * t0, NoBalance, largestStep: t0 / 4);

        Assert.Equal(before, ice.Volume, before * 1e-9);
        Assert.Equal(Halfar(0, 20), ice.Thickness[((size / 2) * size) + (size / 2)], 0.01 * Halfar(0, 20));
        var margin = radius * Math.Pow(20, 1.0 / 18);
        var found = 0.0;
        var (squares, count) = (0.0, 0);
        for (var column = size / 2; column < size; column++)
        {
            var (r, thickness) = ((column - (size / 2)) * cell, ice.Thickness[((size / 2) * size) + column]);
            found = thickness > 1 ? r : found;
            if (r < 0.9 * margin)
            {
                squares += Math.Pow(thickness - Halfar(r, 20), 2);
                count++;
            }
        }

        Assert.Equal(margin, found, 1.5 * cell);
        Assert.True(Math.Sqrt(squares / count) < 0.01 * Halfar(0, 20), $"{Math.Sqrt(squares / count)} m off the similarity solution");
    }

    [Fact]
    public void Steady_ice_cap_under_constant_accumulation_is_Vialovs()
    {
        // a r/2 = Γ H⁵ |H'|³ integrated from the margin: H^(8/3) = 2 (a/2Γ)^(1/3) (L^(4/3) − r^(4/3))
        const int size = 61;
        const double cell = 1000, edge = 22_000, gain = 0.5;
        double Vialov(double r) => Math.Pow(
            2 * Math.Pow(gain / (2 * Frozen.DeformationFactor), 1.0 / 3) * (Math.Pow(edge, 4.0 / 3) - Math.Pow(r, 4.0 / 3)), 3.0 / 8);
        var ice = new ShallowIce(size, size, cell, new double[size * size], Dome(size, cell, r => r < edge ? 0.9 * Vialov(r) : 0), Frozen);
        ice.Advance(4000, (_, balance) =>
        {
            for (var i = 0; i < balance.Length; i++)
            {
                balance[i] = Radius(i, size, cell) < edge ? gain : -50;
            }
        }, largestStep: 20);
        foreach (var (k, share) in new[] { (0, 0.02), (5, 0.02), (11, 0.03), (16, 0.04) })
        {
            var expected = Vialov(k * cell);
            Assert.Equal(expected, ice.Thickness[((size / 2) * size) + (size / 2) + k], share * expected);
        }
    }

    [Theory]
    [InlineData(0.1, 150, 0)]
    [InlineData(0.3, 80, 1e-14)]
    public void Slab_moves_as_the_formula_says(double slope, double thickness, double sliding)
    {
        const int size = 24;
        var bed = Enumerable.Range(0, size * size).Select(i => 3000 - (slope * 50 * (i % size))).ToArray();
        var ice = new ShallowIce(size, size, 50, bed, [.. Enumerable.Repeat(thickness, size * size)], new IceFlowParameters(Sliding: sliding));
        var (east, north) = ice.SurfaceVelocity();
        var stress = 910 * 9.81 * thickness * slope;
        var expected = (0.5 * 2.4e-24 * IceFlowParameters.SecondsPerYear * Math.Pow(stress, 3) * thickness) + (sliding * Math.Pow(stress, 3));
        var middle = (size * size / 2) + (size / 2);
        Assert.Equal(expected, east[middle], 1e-6 * expected);
        Assert.Equal(0, north[middle], 1e-6);
    }

    [Fact]
    public void Symmetric_mountain_keeps_symmetric_ice()
    {
        const int size = 41;
        var bed = new double[size * size];
        for (var i = 0; i < bed.Length; i++)
        {
            bed[i] = 3000 - (0.25 * Radius(i, size, 50)) + (60 * Math.Cos(Radius(i, size, 50) / 90));
        }

        var ice = new ShallowIce(size, size, 50, bed);
        ice.Advance(60, (surface, balance) => new MassBalance(2850).Fill(surface, Enumerable.Repeat(1.0, surface.Length).ToArray(), balance));
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var here = ice.Thickness[(row * size) + column];
                Assert.Equal(here, ice.Thickness[(row * size) + size - 1 - column], 0.02);
                Assert.Equal(here, ice.Thickness[(column * size) + row], 0.02);
            }
        }
    }

    [Fact]
    public void Budget_closes_and_thickness_stays_positive_on_a_wild_bed()
    {
        const int size = 48;
        var random = new Random(3);
        var bed = Enumerable.Range(0, size * size).Select(i => 2500 + (15.0 * (size - (i / size))) + (250 * random.NextDouble())).ToArray();
        var ice = new ShallowIce(size, size, 40, bed);
        for (var year = 0; year < 40; year++)
        {
            ice.Advance(1, (surface, balance) => new MassBalance(2600 + (20 * year)).Fill(surface, Enumerable.Repeat(1.0, surface.Length).ToArray(), balance));
            Assert.True(ice.Thickness.Min() >= 0);
        }

        var ledger = new MassLedger(0, ice.Volume, ice.Accumulation, ice.Ablation, ice.Calving);
        Assert.True(ledger.Accumulation > 0 && ledger.Ablation < 0 && ledger.Calving < 0);
        Assert.True(Math.Abs(ledger.RelativeResidual) < 1e-9, $"{ledger.RelativeResidual}");
    }

    private static void NoBalance(ReadOnlySpan<double> surface, Span<double> balance) => balance.Clear();

    private static double Radius(int i, int size, double cell) =>
        cell * Math.Sqrt(Math.Pow((i % size) - (size / 2), 2) + Math.Pow((i / size) - (size / 2), 2));

    private static double[] Dome(int size, double cell, Func<double, double> thickness) =>
        [.. Enumerable.Range(0, size * size).Select(i => thickness(Radius(i, size, cell)))];
}
