using Glacier.Training.Networks.Scenery.Layers;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.Layers;

public sealed class MinibatchStandardDeviationTests
{
    [Fact]
    public void Two_samples_deviate_by_half_their_distance()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (TensorValues.Ramp(1f, 1, 2, 2, 2), zeros(1, 2, 2, 2));
        var output = MinibatchStandardDeviation.Append(cat([a, b], 0), 2);
        Assert.Equal([2L, 3L, 2L, 2L], output.shape);
        Assert.Equal(0f, TensorValues.Distance(output.narrow(1, 0, 2), cat([a, b], 0)));

        // mean of 1…8 over two
        Assert.All(TensorValues.Of(output.narrow(1, 2, 1)), v => Assert.Equal(2.25f, v, 1e-4f));
    }

    [Fact]
    public void Groups_are_neighbours_so_that_equal_real_pictures_do_not_see_the_generated_ones()
    {
        using var scope = NewDisposeScope();
        var batch = cat([ones(4, 1, 2, 2), randn(4, 1, 2, 2)], 0);
        var channel = TensorValues.Of(MinibatchStandardDeviation.Append(batch, 4).select(1, 1).select(1, 0).select(1, 0));
        Assert.All(channel[..4], v => Assert.Equal(1e-4f, v, 1e-6f));
        Assert.All(channel[4..], v => Assert.True(v > 1e-2f));
    }

    [Theory]
    [InlineData(6, 4, 3)]
    [InlineData(5, 4, 1)]
    [InlineData(2, 4, 2)]
    public void The_group_is_the_largest_divisor_of_the_batch(int batch, int asked, int used)
    {
        using var scope = NewDisposeScope();
        var x = randn(batch, 2, 2, 2);
        Assert.Equal(0f, TensorValues.Distance(MinibatchStandardDeviation.Append(x, asked), MinibatchStandardDeviation.Append(x, used)));
    }

    [Fact]
    public void Resampling_keeps_constants_and_values()
    {
        using var scope = NewDisposeScope();
        var x = TensorValues.Ramp(1f, 2, 3, 4, 4);
        Assert.Equal(0f, TensorValues.Distance(Resampling.ChannelsLast(x), x));
        Assert.True(TensorValues.Distance(Resampling.Up(full([1, 1, 3, 5], 2.5f)), full([1, 1, 6, 10], 2.5f)) < 1e-6f);
        Assert.Equal([3.5f, 5.5f, 11.5f, 13.5f], TensorValues.Of(Resampling.Down(TensorValues.Ramp(1f, 1, 1, 4, 4))));
    }

    [Fact]
    public void Residual_block_keeps_the_second_moment()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 64, 16, 16);
        var output = new ResidualDown(64, 96).call(x);
        Assert.Equal([4L, 96L, 8L, 8L], output.shape);

        // the mean of four independent pixels has a quarter of their variance: half from the skip, half from the convolutions
        Assert.InRange(TensorValues.Single(output.square().mean()), 0.15f, 1.2f);
    }
}
