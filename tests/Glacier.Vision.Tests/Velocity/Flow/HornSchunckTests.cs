using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Tests.Velocity.Flow;

public class HornSchunckTests
{
    private static readonly HornSchunckOptions s_light = new(Smoothness: 0.5, FinestWarps: 4);

    [Theory]
    [InlineData(0.3, -0.45)]
    [InlineData(2.6, 1.7)]
    [InlineData(-9.25, 6.5)]
    public void A_translation_by_parts_of_a_pixel_is_found(double dx, double dy)
    {
        var (field, _) = HornSchunck.Estimate(Texture.Shifted(160, 140, dx, dy), s_light);
        Assert.InRange(Texture.Rmse(field, (_, _) => (dx, dy), 16), 0, 0.03);
    }

    [Fact]
    public void A_rotation_is_found()
    {
        var (sin, cos) = Math.SinCos(0.03);
        var pair = Texture.Moved(160, 160, (x, y) => (80 + ((x - 80) * cos) + ((y - 80) * sin), 80 - ((x - 80) * sin) + ((y - 80) * cos)));
        var (field, _) = HornSchunck.Estimate(pair, s_light);
        Assert.InRange(Texture.Rmse(field, (x, y) => (((x - 80) * (cos - 1)) - ((y - 80) * sin), ((x - 80) * sin) + ((y - 80) * (cos - 1)))), 0, 0.04);
    }

    [Fact]
    public void A_linear_strain_is_found()
    {
        var pair = Texture.Moved(160, 160, (x, y) => (80 + ((x - 80) / 1.03), 80 + ((y - 80) / 0.98)));
        var (field, _) = HornSchunck.Estimate(pair, s_light);
        Assert.InRange(Texture.Rmse(field, (x, y) => (0.03 * (x - 80), -0.02 * (y - 80))), 0, 0.04);
    }

    [Fact]
    public void Identical_images_do_not_move()
    {
        var (field, _) = HornSchunck.Estimate(Texture.Shifted(80, 80, 0, 0), new());
        Assert.All(field.X.Concat(field.Y), value => Assert.Equal(0, value, 1e-5));
    }

    [Fact]
    public void What_is_unknown_is_bridged_by_its_surroundings()
    {
        var pair = Texture.Shifted(120, 120, 1.4, -0.8);
        for (var row = 40; row < 60; row++)
        {
            pair.Second[0].AsSpan((row * 120) + 50, 20).Fill(float.NaN);
        }

        var (field, _) = HornSchunck.Estimate(pair, s_light);
        Assert.Equal(1.4, field.X[(50 * 120) + 60], 0.1);
        Assert.Equal(-0.8, field.Y[(50 * 120) + 60], 0.1);
    }

    [Fact]
    public void Ice_that_slides_past_rock_keeps_its_edge_where_the_outline_is_known()
    {
        // the right half moves down by 3, the left half stands
        var pair = Texture.Moved(160, 160, (x, y) => x >= 80 ? (x, y - 3) : (x, y));
        var region = Enumerable.Range(0, 160 * 160).Select(i => i % 160 >= 80).ToArray();
        var with = HornSchunck.Estimate(pair with { Region = region }, new()).Field;
        var without = HornSchunck.Estimate(pair, new()).Field;
        double Beside(FlowField field) => Enumerable.Range(30, 100).Average(row => Math.Abs(field.Y[(row * 160) + 70]));
        Assert.True(Beside(with) < 0.5 * Beside(without), $"{Beside(with)} beside the margin with it, {Beside(without)} without");
        Assert.InRange(Beside(with), 0, 0.15);
    }

    [Fact]
    public void Every_linear_system_says_how_well_it_was_solved()
    {
        var (_, reports) = HornSchunck.Estimate(Texture.Shifted(96, 96, 1, 1), new HornSchunckOptions(Iterations: 400, Tolerance: 1e-3, Warps: 2, FinestWarps: 2));
        Assert.Equal(0, reports[^1].Level);
        Assert.Equal((96, 96), (reports[^1].Width, reports[^1].Height));
        Assert.All(reports, report => Assert.True(report.RelativeResidual <= 1e-3 || report.Iterations >= 400, report.ToString()));
        Assert.True(reports.Count(report => report.RelativeResidual <= 1e-3) > reports.Count / 2);
    }
}
