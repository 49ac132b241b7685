using Glacier.Training.Networks.Flow;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Flow;

[Collection(GlobalChance.Name)]
public class RaftTests
{
    [Fact]
    public void Raft_small_and_raft_have_the_published_numbers_of_parameters()
    {
        using var small = new Raft(new RaftOptions());
        using var full = new Raft(RaftOptions.Full);
        Assert.Equal(990_162, TensorValues.ParameterCount(small));
        Assert.Equal(5_257_536, TensorValues.ParameterCount(full));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    public void Every_iteration_gives_a_flow_of_the_images_size(int downsampling, bool full)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var options = full
            ? RaftOptions.Full with { Downsampling = downsampling, Stages = [8, 12, 16], Features = 16, Hidden = 8, Context = 8, CorrelationChannels = [16, 8], FlowChannels = [8, 8], Motion = 8, Head = 8, Levels = 2 }
            : SmallRaft.Options with { Downsampling = downsampling };
        using var network = new Raft(options);
        var estimates = network.Estimate(randn(2, 3, 32, 48), randn(2, 3, 32, 48), 3);
        Assert.Equal(3, estimates.Count);
        Assert.All(estimates, flow => Assert.Equal([2, 2, 32, 48], flow.shape));
        Assert.All(estimates, flow => Assert.True(flow.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_by_name()
    {
        Assert.Contains("downsampling", Assert.Throws<ArgumentException>(() => new Raft(new RaftOptions { Downsampling = 3 })).Message);
        Assert.Contains("stages", Assert.Throws<ArgumentException>(() => new Raft(new RaftOptions { Stages = [30, 64, 96] })).Message);
    }

    [Fact]
    public void The_pyramid_holds_the_scaled_product_of_any_two_cells_and_zero_outside()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (first, second) = (randn(1, 5, 6, 8), randn(1, 5, 6, 8));
        var pyramid = new CorrelationPyramid(first, second, levels: 2, radius: 1);
        var places = zeros(1, 2, 6, 8);
        places[0, 0] = 3;
        places[0, 1] = 2;
        var found = pyramid.At(places);
        Assert.Equal([1, 18, 6, 8], found.shape);

        // window cell (row −1, column +1) around (row 2, column 3) is (row 1, column 4), number 2 of the window
        var expected = (first[0, TensorIndex.Colon, 4, 5] * second[0, TensorIndex.Colon, 1, 4]).sum().item<float>() / Math.Sqrt(5);
        Assert.Equal(expected, found[0, 2, 4, 5].item<float>(), 1e-4);

        // on the second level at half the coordinates: (1, 1.5) is between the means over columns 2–3 and 4–5 of rows 2–3
        var mean = second.slice(2, 2, 4, 1).slice(3, 2, 6, 1).mean([2, 3]);
        var coarse = (first[0, TensorIndex.Colon, 0, 0] * mean[0]).sum().item<float>() / Math.Sqrt(5);
        Assert.Equal(coarse, found[0, 9 + 4, 0, 0].item<float>(), 1e-4);

        var outside = pyramid.At(places.fill_(-5));
        Assert.Equal(0, outside.abs().max().item<float>());
    }

    [Fact]
    public void Bilinear_upsampling_keeps_a_plane_a_plane_in_pixels()
    {
        using var scope = NewDisposeScope();

        // the flow at a cell's centre, in cells, is 0.1 of its column
        var flow = arange(0, 8, dtype: ScalarType.Float32).mul(0.1f).view(1, 1, 1, 8).expand(1, 2, 6, 8).contiguous();
        var wide = FlowUpsampling.Bilinear(flow, 4);
        Assert.Equal([1, 2, 24, 32], wide.shape);
        for (var column = 2; column < 30; column++)
        {
            Assert.Equal(4 * 0.1 * ((column - 1.5) / 4), wide[0, 0, 7, column].item<float>(), 1e-4);
        }
    }

    [Fact]
    public void Convex_upsampling_takes_the_neighbour_that_its_mask_points_at()
    {
        using var scope = NewDisposeScope();
        var flow = TensorValues.Ramp(1, 1, 2, 3, 4);
        var mask = zeros(1, 9 * 4, 3, 4);

        // neighbour 5 is the one to the right
        mask.narrow(1, 5 * 4, 4).fill_(60);
        var wide = FlowUpsampling.Convex(flow, mask, 2);
        Assert.Equal([1, 2, 6, 8], wide.shape);
        Assert.Equal(2 * flow[0, 1, 1, 3].item<float>(), wide[0, 1, 3, 4].item<float>(), 1e-4);
        var equal = FlowUpsampling.Convex(ones(1, 2, 5, 5), zeros(1, 9 * 4, 5, 5), 2);
        Assert.Equal(2, equal[0, 0, 5, 5].item<float>(), 1e-5);
    }
}
