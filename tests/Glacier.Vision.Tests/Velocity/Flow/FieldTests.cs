using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Tests.Velocity.Flow;

public class FieldTests
{
    [Fact]
    public void Forth_and_back_ends_where_it_began()
    {
        var forward = Constant(40, 30, 3.5f, -2.25f);
        Assert.All(ForwardBackward.Discrepancy(forward, Constant(40, 30, -3.5f, 2.25f)).Where(float.IsFinite), d => Assert.Equal(0, d, 1e-5));
        var other = ForwardBackward.Discrepancy(forward, Constant(40, 30, -3.5f + 0.3f, 2.25f + 0.4f));
        Assert.Equal(0.5, other[(15 * 40) + 20], 1e-5);
        Assert.True(float.IsNaN(other[39]), "the way leaves the image");
    }

    [Fact]
    public void The_median_is_that_of_sorting_and_leaves_the_unknown_out()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 37 * 23).Select(_ => random.Next(6) == 0 ? float.NaN : (float)((20 * random.NextDouble()) - 7))];
        var filtered = MedianFilter.Apply(values, 37, 23, 4);
        for (var row = 0; row < 23; row++)
        {
            for (var column = 0; column < 37; column++)
            {
                var window = new List<float>();
                for (var r = Math.Max(row - 4, 0); r <= Math.Min(row + 4, 22); r++)
                {
                    for (var c = Math.Max(column - 4, 0); c <= Math.Min(column + 4, 36); c++)
                    {
                        if (float.IsFinite(values[(r * 37) + c]))
                        {
                            window.Add(values[(r * 37) + c]);
                        }
                    }
                }

                window.Sort();
                var i = (row * 37) + column;
                Assert.Equal(float.IsNaN(values[i]), float.IsNaN(filtered[i]));
                if (float.IsFinite(values[i]))
                {
                    Assert.Equal(window[(window.Count - 1) / 2], filtered[i], 20f / 65536 * 2);
                }
            }
        }
    }

    [Fact]
    public void The_mean_over_a_window_is_that_of_adding_up()
    {
        var random = new Random(8);
        float[] values = [.. Enumerable.Range(0, 70 * 41).Select(_ => random.Next(5) == 0 ? float.NaN : (float)random.NextDouble())];
        var means = Smoothing.BoxMean(values, 70, 41, 3);
        foreach (var (column, row) in new[] { (0, 0), (35, 20), (69, 40), (3, 38), (66, 1) })
        {
            var inside = Enumerable.Range(0, values.Length).Where(i => Math.Abs((i % 70) - column) <= 3 && Math.Abs((i / 70) - row) <= 3 && float.IsFinite(values[i])).Select(i => values[i]);
            Assert.Equal(inside.Average(), means[(row * 70) + column], 1e-5f);
        }
    }

    [Fact]
    public void A_vector_unlike_its_neighbours_is_an_outlier()
    {
        var field = Constant(30, 30, 1, 2);
        (field.X[(15 * 30) + 15], field.Y[(7 * 30) + 8]) = (4, float.NaN);
        var agrees = OutlierFilter.Agrees(field);
        Assert.Equal(Enumerable.Range(0, 900).Where(i => i is (15 * 30) + 15 or (7 * 30) + 8), Enumerable.Range(0, 900).Where(i => !agrees[i]));
    }

    [Fact]
    public void Tiles_give_the_field_of_the_whole_without_seams()
    {
        var pair = Texture.Moved(220, 180, (x, y) => (x - 1 - (x / 200), y + 0.5));
        var method = HornSchunck.Method(new(Smoothness: 0.5, LargestDisplacement: 6));
        var whole = method.Estimate(pair);
        var tiled = FlowTiling.Tiled(method, 96, 32).Estimate(pair);
        var worst = Enumerable.Range(0, whole.X.Length).Where(i => i % 220 is > 10 and < 210 && i / 220 is > 10 and < 170)
            .Max(i => Math.Max(Math.Abs(whole.X[i] - tiled.X[i]), Math.Abs(whole.Y[i] - tiled.Y[i])));
        Assert.InRange(worst, 0, 0.12f);
    }

    [Fact]
    public void A_method_never_sees_less_than_the_least_tile()
    {
        var seen = new List<(int, int)>();
        var spy = new FlowMethod("spy", "", pair =>
        {
            seen.Add((pair.Width, pair.Height));
            return FlowField.Zero(pair.Width, pair.Height);
        });
        var field = FlowTiling.Tiled(spy, 96, 16, 128).Estimate(Texture.Shifted(200, 60, 0, 0));
        Assert.Equal((200, 60), (field.Width, field.Height));
        Assert.All(field.X, value => Assert.Equal(0, value));
        Assert.All(seen, size => Assert.True(size.Item1 >= 128 && size.Item2 >= 128));
    }

    [Fact]
    public void Cubic_convolution_keeps_planes_and_pixels()
    {
        float[] plane = [.. Enumerable.Range(0, 400).Select(i => 2f + (3 * (i % 20)) - (0.5f * (i / 20)))];
        Assert.Equal(2 + (3 * 7.3) - (0.5 * 11.8), Bicubic.Sample(plane, 20, 20, 7.3, 11.8), 1e-4);
        Assert.Equal(plane, Bicubic.Warp(plane, 20, 20, new float[400], new float[400]));
    }

    private static FlowField Constant(int width, int height, float x, float y)
    {
        var field = FlowField.Zero(width, height);
        Array.Fill(field.X, x);
        Array.Fill(field.Y, y);
        return field;
    }

    [Fact]
    public void The_mean_of_forth_and_back_keeps_a_motion_and_loses_what_the_directions_err_by_alike()
    {
        // truth (2, −1) everywhere; both directions err by the same (0.3, 0.2) in their own sense of the way
        const int Side = 12;
        var (forward, backward) = (Uniform(2.3f, -0.8f), Uniform(-1.7f, 1.2f));
        var mean = ForwardBackward.Mean(forward, backward);
        for (var i = 0; i < Side * Side; i++)
        {
            var (x, y) = ((i % Side) + 2.3f, (i / Side) - 0.8f);
            var inside = x <= Side - 1 && y >= 0;
            Assert.Equal(inside ? 2f : 2.3f, mean.X[i], 1e-5f);
            Assert.Equal(inside ? -1f : -0.8f, mean.Y[i], 1e-5f);
        }

        // where the way back is not known, the way forth stands
        backward.X.AsSpan().Fill(float.NaN);
        Assert.Equal(forward.X, ForwardBackward.Mean(forward, backward).X);
        Assert.Throws<ArgumentException>(() => ForwardBackward.Mean(forward, FlowField.Zero(3, 3)));

        static FlowField Uniform(float x, float y) => new(Side, Side, [.. Enumerable.Repeat(x, Side * Side)], [.. Enumerable.Repeat(y, Side * Side)]);
    }
}
