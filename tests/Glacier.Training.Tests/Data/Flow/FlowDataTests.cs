using Glacier.Tests;
using Glacier.Training.Data.Flow;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Training.Tests.Data.Flow;

public class FlowDataTests
{
    private const int Side = 64;
    private static readonly FlowDataConfiguration s_drawn = new()
    {
        Side = Side,
        LargestDisplacement = 6,
        SimulatedShare = 0,
        DrawnShare = 1,
        WarpedShare = 0,
        LabelledShare = 0,
        DrawnSurfaces = 1,
        DrawnSide = 256,
    };

    private static readonly Lazy<FlowData> s_data = new(() => new FlowData(s_drawn, "", 1));

    [Fact]
    public void A_batch_is_a_function_of_seed_and_step_alone()
    {
        var again = new FlowData(s_drawn, "", 1);
        again.Train(7, 2);
        Assert.Equal(s_data.Value.Train(3, 4).Second, again.Train(3, 4).Second);
        Assert.NotEqual(s_data.Value.Train(3, 4).Second, s_data.Value.Train(4, 4).Second);
        Assert.NotEqual(s_data.Value.Train(3, 4).Second, new FlowData(s_drawn, "", 2).Train(3, 4).Second);
    }

    [Fact]
    public void Validation_does_not_depend_on_the_seed_nor_on_how_it_is_asked_for()
    {
        var other = new FlowData(s_drawn, "", 2);
        var together = s_data.Value.Validate(0, 3);
        Assert.Equal(together.Flow, other.Validate(0, 3).Flow);
        Assert.Equal(together.Flow[(2 * 2 * Side * Side)..], other.Validate(2, 1).Flow);
        Assert.Equal(s_data.Value.SplitHash, other.SplitHash);
        Assert.NotEqual(s_data.Value.SplitHash, new FlowData(s_drawn with { Side = 80, DrawnSide = 320 }, "", 1).SplitHash);
    }

    [Fact]
    public void Shapes_and_ranges_are_as_promised()
    {
        var batch = s_data.Value.Train(0, 32);
        var size = 32 * Side * Side;
        Assert.Equal((32, Side, 3 * size, 3 * size, 2 * size, size), (batch.Count, batch.Side, batch.First.Length, batch.Second.Length, batch.Flow.Length, batch.Weight.Length));
        Assert.Equal(3, s_data.Value.ChannelNames.Count);
        Assert.All(batch.Weight, weight => Assert.InRange(weight, 0, 1));
        Assert.All(batch.First.Concat(batch.Second), value => Assert.InRange(value, -2.1f, 2.1f));

        // the largest displacement, and a misregistration of up to 0.8 pixels either way
        Assert.All(Enumerable.Range(0, size), i => Assert.InRange(Length(batch, i), 0, 6 + (0.8 * Math.Sqrt(2)) + 0.01));
        Assert.True(Enumerable.Range(0, size).Max(i => Length(batch, i)) > 4);
    }

    [Fact]
    public void What_leaves_the_frame_is_not_scored_and_most_of_the_rest_is()
    {
        var batch = s_data.Value.Train(1, 32);
        var (inside, scored) = (0, 0);
        for (var i = 0; i < batch.Weight.Length; i++)
        {
            var (x, y) = End(batch, i);
            var stays = x is >= 0 and <= Side - 1 && y is >= 0 and <= Side - 1;
            Assert.True(stays || batch.Weight[i] == 0);
            (inside, scored) = (inside + (stays ? 1 : 0), scored + (batch.Weight[i] > 0.5 ? 1 : 0));
        }

        Assert.InRange((double)scored / inside, 0.8, 1);
    }

    // light, noise, snow and clouds differ between the images, so that no pair agrees wholly; without the motion they agree far less
    [Fact]
    public void The_second_image_fetched_back_by_the_flow_looks_like_the_first()
    {
        var batch = s_data.Value.Train(2, 48);
        var (moved, unmoved) = (new List<double>(), new List<double>());
        for (var k = 0; k < batch.Count; k++)
        {
            var flow = (X: Plane(batch.Flow, 2 * k), Y: Plane(batch.Flow, (2 * k) + 1));
            var weight = Plane(batch.Weight, k);
            var first = Plane(batch.First, 3 * k);
            var second = Plane(batch.Second, 3 * k);
            var far = Enumerable.Range(0, Side * Side).Where(i => weight[i] > 0.9 && Math.Abs(flow.X[i]) + Math.Abs(flow.Y[i]) > 2).ToArray();
            if (far.Length > 500)
            {
                moved.Add(Correlation(first, Bicubic.Warp(second, Side, Side, flow.X, flow.Y), far));
                unmoved.Add(Correlation(first, second, far));
            }
        }

        Assert.True(moved.Count > 10);
        Assert.InRange(moved.Order().ElementAt(moved.Count / 2), 0.8, 1);
        Assert.InRange(unmoved.Order().ElementAt(unmoved.Count / 2), -1, 0.6);
    }

    [Fact]
    public void A_broken_rule_is_named_with_what_was_found()
    {
        var error = Assert.Throws<ArgumentException>(() => new FlowData(s_drawn with { Side = 100 }, "", 1));
        Assert.Contains("data.side: found 100", error.Message, StringComparison.Ordinal);
        Assert.Throws<Terrain.InvalidInputException>(() => new FlowData(s_drawn with { WarpedShare = 1 }, "/nowhere", 1));
    }

    [Fact]
    public void Photographs_of_a_simulated_glacier_are_kept_in_the_cache_and_the_same_when_read_again()
    {
        var configuration = s_drawn with { SimulatedShare = 1, DrawnShare = 0, Glaciers = 1, PairsPerGlacier = 1, GlacierCells = 128 };
        var cache = Directory.CreateTempSubdirectory("glacier-flow-").FullName;
        try
        {
            var made = new FlowData(configuration, "", 1, cache).Train(0, 2);
            Assert.Equal(2, Directory.GetFiles(cache).Length);
            var read = new FlowData(configuration, "", 1, cache).Train(0, 2);
            Assert.Equal(made.First, read.First);
            Assert.Equal(made.Flow, read.Flow);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [Fact]
    public void Real_images_are_warped_where_they_are_present()
    {
        var folder = RealData.Path("perito-moreno");
        var data = new FlowData(s_drawn with { DrawnShare = 0, WarpedShare = 1, Images = [new() { Files = ["perito-moreno/20200227.jpg"] }] }, Path.GetDirectoryName(folder)!, 1);
        var batch = data.Train(0, 8);
        Assert.InRange(batch.Weight.Average(), 0.5, 1);
        Assert.True(batch.First.Max() > 0.5);
    }

    private static (double X, double Y) End(FlowBatch batch, int i)
    {
        var (k, at) = (i / (Side * Side), i % (Side * Side));
        return (at % Side + batch.Flow[(2 * k * Side * Side) + at], at / Side + batch.Flow[(((2 * k) + 1) * Side * Side) + at]);
    }

    private static double Length(FlowBatch batch, int i)
    {
        var (x, y) = End(batch, i);
        var at = i % (Side * Side);
        return Math.Sqrt(Math.Pow(x - (at % Side), 2) + Math.Pow(y - (at / Side), 2));
    }

    private static float[] Plane(float[] values, int number) => values.AsSpan(number * Side * Side, Side * Side).ToArray();

    private static double Correlation(float[] a, float[] b, int[] at)
    {
        var (meanA, meanB) = (at.Average(i => a[i]), at.Average(i => b[i]));
        var (ab, aa, bb) = (at.Sum(i => (a[i] - meanA) * (b[i] - meanB)), at.Sum(i => Math.Pow(a[i] - meanA, 2)), at.Sum(i => Math.Pow(b[i] - meanB, 2)));
        return ab / Math.Sqrt(Math.Max(aa * bb, 1e-12));
    }
}
