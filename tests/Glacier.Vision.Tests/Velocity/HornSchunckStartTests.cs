using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Tests.Velocity;

public class HornSchunckStartTests
{
    private const int Size = 120;

    [Fact]
    public void The_start_is_what_the_Horn_Schunck_method_finds()
    {
        var (pair, images) = Pair(1.7, -0.6);
        var expected = FlowMethods.Of("hs", 6).Estimate(Prefilter.Sobel.Pair(images.First[0], images.Second[0], Size, Size));
        Assert.Equal(expected.X, HornSchunckStart.Estimate(pair, 6).X);
    }

    [Theory]
    [InlineData(0.3, -0.2)]
    [InlineData(-0.15, 0.4)]
    public void The_local_motion_is_what_is_left_of_the_motion(double x, double y)
    {
        var (pair, _) = Pair(2 + x, y - 1);
        var left = HornSchunckStart.Left(pair, Uniform(2, -1));
        Assert.Equal(x, Median(Plane(left, "local-motion-x")), 0.12 * Math.Abs(x) + 0.01);
        Assert.Equal(y, Median(Plane(left, "local-motion-y")), 0.12 * Math.Abs(y) + 0.01);
    }

    [Fact]
    public void Images_disagree_less_the_better_the_flow()
    {
        var (pair, _) = Pair(2, -1);
        var by = new[] { (2f, -1f), (1.7f, -1f), (1f, -0.5f), (0f, 0f) }.Select(flow => Median(Plane(HornSchunckStart.Left(pair, Uniform(flow.Item1, flow.Item2)), "disagreement"))).ToArray();
        Assert.Equal(by.Order(), by);
        Assert.InRange(by[0], 0, 0.15 * by[3]);
    }

    [Fact]
    public void A_bump_in_the_flow_deviates_and_a_uniform_flow_does_not()
    {
        var (pair, _) = Pair(0, 0);
        Assert.All(Plane(HornSchunckStart.Left(pair, Uniform(3, 1)), "flow-deviation-x"), value => Assert.Equal(0, value, 1e-4));
        var flow = Uniform(3, 1);
        flow.X[(60 * Size) + 60] += 0.5f;
        Assert.Equal(1, Plane(HornSchunckStart.Left(pair, flow), "flow-deviation-x")[(60 * Size) + 60], 0.01);
    }

    [Fact]
    public void The_outline_is_one_inside_and_minus_one_outside_and_nothing_without()
    {
        var (pair, _) = Pair(0, 0);
        Assert.All(Plane(HornSchunckStart.Left(pair, Uniform(0, 0)), "outline"), value => Assert.Equal(0, value));
        var outlined = pair with { Region = [.. Enumerable.Range(0, Size * Size).Select(i => i % 3 == 0)] };
        Assert.Equal([1f, -1f, -1f, 1f], Plane(HornSchunckStart.Left(outlined, Uniform(0, 0)), "outline")[..4]);
    }

    private static (ImagePair Pair, ImagePair Images) Pair(double x, double y)
    {
        var images = Texture.Shifted(Size, Size, x, y);
        return (new(Size, Size, HornSchunckStart.Channels(images.First[0], Size, Size), HornSchunckStart.Channels(images.Second[0], Size, Size)), images);
    }

    private static FlowField Uniform(float x, float y) => new(Size, Size, [.. Enumerable.Repeat(x, Size * Size)], [.. Enumerable.Repeat(y, Size * Size)]);

    private static float[] Plane(ImagePair left, string name) => left.First[FlowChannels.Names.Count + HornSchunckStart.Names.ToList().IndexOf(name)];

    private static double Median(float[] values)
    {
        var inner = Enumerable.Range(0, values.Length).Where(i => i % Size is > 15 and < Size - 15 && i / Size is > 15 and < Size - 15).Select(i => values[i]).Order().ToArray();
        return inner[inner.Length / 2];
    }
}
