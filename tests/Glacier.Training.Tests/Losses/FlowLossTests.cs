using Glacier.Training.Losses;
using Glacier.Training.Tests.Networks;
using Glacier.Training.Tests.Networks.Flow;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Losses;

public class FlowLossTests
{
    [Fact]
    public void Later_estimates_count_more_and_unscored_pixels_not_at_all()
    {
        using var scope = NewDisposeScope();
        var truth = zeros(1, 2, 2, 2);
        var weight = ones(1, 1, 2, 2);
        weight[0, 0, 0, 0] = 0;
        var off = zeros(1, 2, 2, 2);
        off[0, 0, 1, 1] = 3;
        off[0, 1, 0, 0] = 100;

        // 3 px in one component of three scored pixels: 3 / 6
        var loss = FlowLoss.Sequence([off, off * 2], truth, weight, 0.8);
        Assert.Equal((0.8 * 0.5) + 1.0, TensorValues.Single(loss), 1e-5);
        var (endPoint, square) = FlowLoss.Errors(off, truth, weight);
        Assert.Equal(1, endPoint, 1e-5);
        Assert.Equal(Math.Sqrt(3), square, 1e-5);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    public void A_higher_power_makes_one_large_error_cost_more_than_many_small_ones(double power)
    {
        using var scope = NewDisposeScope();
        var (truth, weight) = (zeros(1, 2, 4, 4), ones(1, 1, 4, 4));
        var (one, many) = (zeros(1, 2, 4, 4), full([1, 2, 4, 4], 0.125f));
        one[0, 0, 1, 1] = 4;
        Assert.Equal(TensorValues.Single(FlowLoss.Sequence([one], truth, weight, 0.8)), TensorValues.Single(FlowLoss.Sequence([many], truth, weight, 0.8)), 1e-5);
        Assert.Equal(Math.Pow(4, power) / 32, TensorValues.Single(FlowLoss.Sequence([one], truth, weight, 0.8, power)), 0.002);
        Assert.Equal(Math.Pow(0.125, power), TensorValues.Single(FlowLoss.Sequence([many], truth, weight, 0.8, power)), 0.005);
    }

    [Fact]
    public void The_census_is_least_at_the_true_flow_whatever_the_brightness()
    {
        using var scope = NewDisposeScope();
        var batch = SmallRaft.Waves(48, 5, (2.5f, -1.25f));
        var (first, second) = (tensor(batch.First, [1, 3, 48, 48]), (tensor(batch.Second, [1, 3, 48, 48]) + 0.4) * 0.9);
        double At(float x, float y) => TensorValues.Single(CensusLoss.Photometric(first, second, tensor(new[] { x, y }, [1, 2, 1, 1]).expand(1, 2, 48, 48)));
        var least = At(2.5f, -1.25f);
        foreach (var (x, y) in new[] { (0f, 0f), (2f, -1.25f), (3f, -1.25f), (2.5f, -0.75f), (2.5f, -1.75f) })
        {
            Assert.True(At(x, y) > least * 1.1, $"({x}, {y}): {At(x, y)} against {least}");
        }
    }

    [Fact]
    public void A_flow_without_differences_is_smooth_and_a_step_costs_less_on_an_edge()
    {
        using var scope = NewDisposeScope();
        var image = zeros(1, 1, 4, 8);
        var edge = image.clone();
        edge.narrow(3, 4, 4).fill_(1);
        var step = zeros(1, 2, 4, 8);
        step.narrow(3, 4, 4).fill_(1);
        Assert.Equal(0, TensorValues.Single(CensusLoss.Smoothness(image, ones(1, 2, 4, 8))));
        Assert.Equal(1 / 7.0, TensorValues.Single(CensusLoss.Smoothness(image, step)), 1e-5);
        Assert.Equal(Math.Exp(-3) / 7, TensorValues.Single(CensusLoss.Smoothness(edge, step)), 1e-5);
    }

    [Fact]
    public void Warping_back_by_the_true_flow_gives_the_first_image_and_tells_where_it_left()
    {
        using var scope = NewDisposeScope();
        var batch = SmallRaft.Waves(32, 9, (3f, -2f));
        var (first, second) = (tensor(batch.First, [1, 3, 32, 32]), tensor(batch.Second, [1, 3, 32, 32]));
        var (warped, inside) = CensusLoss.Warp(second, tensor(batch.Flow, [1, 2, 32, 32]));
        Assert.Equal(30 * 29, inside.sum().item<float>());
        Assert.True(((warped - first).abs() * inside).max().item<float>() < 1e-4);
    }
}
