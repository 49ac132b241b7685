using Glacier.Training.Data;
using Glacier.Training.Evaluation;

namespace Glacier.Training.Tests.Evaluation;

public class FigureTests
{
    [Fact]
    public void The_frechet_distance_of_normal_sets_is_the_closed_form()
    {
        // means (0, 0) and (3, 4); independent coordinates of variance 4/3·a² each from the four corners (±a, ±b)
        var (one, other) = (Corners(0, 0, 1, 2), Corners(3, 4, 3, 1));
        var variance = 4.0 / 3;
        var expected = 25 + (variance * (Math.Pow(1 - 3, 2) + Math.Pow(2 - 1, 2)));
        Assert.Equal(expected, SetDistance.Frechet(one, other), 1e-9);
        Assert.Equal(0, SetDistance.Frechet(one, one), 1e-9);

        static float[][] Corners(float x, float y, float a, float b) => [[x - a, y - b], [x - a, y + b], [x + a, y - b], [x + a, y + b]];
    }

    [Fact]
    public void The_kernel_distance_is_unbiased_so_that_halves_of_one_population_differ_by_nothing_on_average()
    {
        var random = new SeededRandom(4);
        var values = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 40).Select(_ => new[] { (float)random.Unit(), (float)random.Unit() }).ToArray())
            .Select(set => SetDistance.Kernel(set[..20], set[20..])).ToArray();
        var (mean, deviation) = (values.Average(), Math.Sqrt(values.Select(value => value * value).Average()));
        Assert.InRange(mean, -4 * deviation / Math.Sqrt(values.Length), 4 * deviation / Math.Sqrt(values.Length));
        Assert.Contains(values, value => value < 0);
    }

    [Fact]
    public void The_kernel_distance_of_single_valued_sets_is_the_kernel_s_own()
    {
        // all vectors of a set equal: k(x,x) + k(y,y) − 2 k(x,y) with d = 1
        float[][] one = [[1], [1], [1]], other = [[2], [2]];
        Assert.Equal(8 + 125 - (2 * 27), SetDistance.Kernel(one, other), 1e-9);
    }

    [Fact]
    public void A_skyline_moved_by_three_rows_is_an_error_of_three_pixels()
    {
        var (asked, found) = (Sky(column => 5 + column), Sky(column => 8 + column));
        var errors = SkylineError.Columnwise(asked, found, 8, 20);
        Assert.Equal(Enumerable.Repeat(3, 8), errors);
        Assert.Equal(new SkylineError(3, 3, 3, 8), SkylineError.Over(errors));
    }

    [Fact]
    public void Columns_that_are_all_sky_or_all_ground_have_no_skyline()
    {
        var asked = Sky(column => column == 0 ? 0 : column == 1 ? 20 : 4);
        Assert.Equal(6, SkylineError.Columnwise(asked, asked, 8, 20).Count);
        Assert.Null(SkylineError.Over([]));
    }

    [Fact]
    public void A_picture_that_changes_only_where_its_condition_does_is_perfectly_stable()
    {
        const int Side = 32;
        var batch = new Batch(Enumerable.Repeat(1f, Side * Side).ToArray(), new float[3 * Side * Side], 1, 1, Side);
        var (changed, inside) = TemporalStability.Retreat(batch, ["ice"]);
        Assert.Equal(inside[0], changed.Conditions.Select(value => value == 0));
        var before = new float[3 * Side * Side];
        var after = Enumerable.Range(0, before.Length).Select(i => inside[0][i % (Side * Side)] ? 0.2f : 0).ToArray();
        var stability = TemporalStability.Of(before, after, inside, Side);
        Assert.Equal(0, stability.Away);
        Assert.Equal(25.5, stability.Inside, 1e-4);
        Assert.Equal(12.75, TemporalStability.Of(before, [.. before.Select(_ => 0.1f)], inside, Side).Away, 1e-4);
    }

    private static bool[] Sky(Func<int, int> border) => [.. Enumerable.Range(0, 8 * 20).Select(i => i / 8 < border(i % 8))];
}
