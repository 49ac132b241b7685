using Glacier.Training.Networks.Scenery.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Tests.Networks.Scenery.Layers;

public sealed class EqualizedLayerTests
{
    [Fact]
    public void Convolution_multiplies_its_weights_by_one_over_the_root_of_the_fan_in()
    {
        using var scope = NewDisposeScope();
        var layer = new EqualizedConv2d(6, 5, 3, activate: false);
        layer.Bias!.detach().copy_(TensorValues.Ramp(0.1f, 5));
        var x = randn(2, 6, 8, 8);
        var expected = F.conv2d(x, layer.Weight * (1f / MathF.Sqrt(6 * 9)), layer.Bias, [1, 1], [1, 1]);
        Assert.True(TensorValues.Distance(layer.call(x), expected) < 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gain_in_the_weights_equals_gain_on_the_activation(int stride)
    {
        using var scope = NewDisposeScope();
        var layer = new EqualizedConv2d(4, 5, 3, stride: stride, gain: 0.5f);
        layer.Bias!.detach().copy_(TensorValues.Ramp(-0.3f, 5));
        var x = randn(2, 4, 8, 8);
        var plain = F.conv2d(x, layer.Weight * (1f / MathF.Sqrt(4 * 9)), layer.Bias, [stride, stride], [1, 1]);
        var expected = F.leaky_relu(plain, 0.2) * (0.5f * MathF.Sqrt(2));
        Assert.True(TensorValues.Distance(layer.call(x), expected) < 1e-5f);
    }

    [Fact]
    public void Second_moment_stays_near_one_through_activated_layers()
    {
        using var scope = NewDisposeScope();
        var x = randn(2048, 256);
        for (int i = 0; i < 3; i++)
        {
            x = new EqualizedLinear(256, 256, activate: true).call(x);
        }

        // E[√2·f(u)]² = 1.04 for u of unit variance and slope 0.2
        Assert.InRange(TensorValues.Single(x.square().mean()), 0.8f, 1.4f);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.01f)]
    public void Learning_rate_multiplier_scales_gradients_but_neither_bias_nor_function(float multiplier)
    {
        using var scope = NewDisposeScope();
        var layer = new EqualizedLinear(400, 3, initialBias: 1.5f, learningRate: multiplier);
        Assert.All(TensorValues.Of(layer.call(zeros(1, 400))), v => Assert.Equal(1.5f, v, 1e-4f));

        var outputs = layer.call(randn(500, 400)) - 1.5f;
        Assert.InRange(TensorValues.Single(outputs.square().mean()), 0.7f, 1.4f);

        layer.zero_grad();
        layer.call(ones(1, 400)).sum().backward();
        Assert.All(TensorValues.Of(layer.Weight.grad!), g => Assert.Equal(multiplier / 20f, g, 1e-6f));
        Assert.All(TensorValues.Of(layer.Bias.grad!), g => Assert.Equal(multiplier, g, 1e-6f));
    }

    [Fact]
    public void Mapping_normalises_style_codes_only_where_asked()
    {
        using var scope = NewDisposeScope();
        var z = randn(4, 16);
        var normalising = new MappingNetwork(16, 8, 2);
        Assert.True(TensorValues.Distance(normalising.call(z), normalising.call(z * 7f)) < 1e-4f);

        var plain = new MappingNetwork(16, 8, 2, normalise: false);
        Assert.True(TensorValues.Distance(plain.call(z) * 7f, plain.call(z * 7f)) < 1e-3f);
    }

    [Fact]
    public void Even_kernels_and_missing_channels_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualizedConv2d(3, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualizedConv2d(0, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EqualizedLinear(3, 3, learningRate: 0f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModulatedConv2d(3, 3, 4, 8));
    }
}
