using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Terrain.Tests.Simulation;

public class StressCouplingTests
{
    private const double Slope = 0.1;

    private static readonly IceFlowParameters s_frozen = new(Sliding: 0);

    [Fact]
    public void A_slab_flows_as_the_shallow_ice_approximation_says()
    {
        var north = Flow(40, 40, 50, (_, _) => 150, s_frozen);
        var (east, found) = StressCoupling.Of(Thickness(40, 40, 50, (_, _) => 150), Zero(40, 40, 50), north, s_frozen);
        Assert.All(found.Values, (value, i) => Assert.Equal(north.Values[i], value, 0.02 * north.Values[i]));
        Assert.All(east.Values, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(2, 0.646)]
    [InlineData(3, 0.746)]
    [InlineData(4, 0.806)]
    public void Walls_slow_a_channel_but_no_more_than_the_exact_solution_has_it(int halfWidth, double nye)
    {
        // Nye (1965): part of the driving stress that the bed bears below the middle of a parabolic channel, by its half width in depths; speed goes with its cube
        const double Depth = 200;
        var cell = halfWidth * Depth / 20;
        double Parabola(int column, int row) => Math.Max(Depth * (1 - Math.Pow((column - 29.5) * cell / (halfWidth * Depth), 2)), 0);
        var north = Flow(60, 200, cell, Parabola, s_frozen);
        var (_, found) = StressCoupling.Of(Thickness(60, 200, cell, Parabola), Zero(60, 200, cell), north, s_frozen);
        Assert.InRange(found[30, 100] / north[30, 100], Math.Pow(nye, 3), 0.8 * Math.Cbrt(nye));
    }

    [Fact]
    public void Ice_in_a_gully_one_cell_wide_does_not_race_between_ice_that_stands_still()
    {
        var north = Zero(41, 60, 25);
        for (var row = 0; row < 60; row++)
        {
            for (var column = 0; column < 41; column++)
            {
                north[column, row] = column == 20 ? 250 : 1;
            }
        }

        var (_, found) = StressCoupling.Of(Thickness(41, 60, 25, (_, _) => 30), Zero(41, 60, 25), north);
        Assert.InRange(found[20, 30], 2, 60);
        Assert.InRange(found[21, 30], 0.3 * found[20, 30], 0.95 * found[20, 30]);
        Assert.InRange(found[30, 30], 0.9, 1.3);
    }

    private static Raster Thickness(int width, int height, double cell, Func<int, int, double> depth)
    {
        var raster = Zero(width, height, cell);
        for (var i = 0; i < raster.Values.Length; i++)
        {
            raster.Values[i] = (float)depth(i % width, i / width);
        }

        return raster;
    }

    private static Raster Flow(int width, int height, double cell, Func<int, int, double> depth, IceFlowParameters parameters)
    {
        var raster = Thickness(width, height, cell, depth);
        for (var i = 0; i < raster.Values.Length; i++)
        {
            raster.Values[i] = (float)parameters.SurfaceSpeed(raster.Values[i], Slope);
        }

        return raster;
    }

    private static Raster Zero(int width, int height, double cell) => new(width, height, new GeoTransform(0, height * cell, cell, cell), ReferenceSystem.FromEpsg(32632), new float[width * height]);
}
