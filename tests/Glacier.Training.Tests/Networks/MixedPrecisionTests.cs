using Glacier.Training.Networks;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks;

public sealed class MixedPrecisionTests
{
    // bfloat16 keeps 8 bits of the mantissa: a rounding is off by at most 2⁻⁹ of the value, a product of two by twice that, the result is rounded once more
    private const double Rounding = 1.0 / 128;

    [Fact]
    public void Convolution_and_its_gradients_differ_from_32_bits_by_the_rounding_of_bfloat16()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var layer = nn.Conv2d(16, 24, 3, stride: 2, padding: 1);
        var input = randn(2, 16, 20, 18);
        var (plain, plainGradients) = Both(on: false);
        var (mixed, mixedGradients) = Both(on: true);
        Assert.Equal(ScalarType.Float32, mixed.dtype);
        Near(plain, mixed);
        foreach (var (expected, found) in plainGradients.Zip(mixedGradients))
        {
            Assert.Equal(ScalarType.Float32, found.dtype);
            Near(expected, found);
        }

        (Tensor Result, IReadOnlyList<Tensor> Gradients) Both(bool on)
        {
            using var precision = MixedPrecision.Begin(on);
            var from = input.clone().requires_grad_(true);
            var result = MixedPrecision.Of(layer, from);
            return (result, [.. autograd.grad([result.square().sum()], [from, layer.weight!, layer.bias!])]);
        }
    }

    [Fact]
    public void Projection_and_product_differ_from_32_bits_by_the_rounding_of_bfloat16()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var layer = nn.Linear(48, 40);
        var (input, other) = (randn(3, 7, 48), randn(3, 48, 9));
        var (plainLinear, plainProduct) = (MixedPrecision.Of(layer, input), MixedPrecision.Product(input, other));
        using var precision = MixedPrecision.Begin(true);
        Near(plainLinear, MixedPrecision.Of(layer, input));
        Near(plainProduct, MixedPrecision.Product(input, other));
    }

    [Fact]
    public void Off_it_changes_no_bit_and_ends_with_its_scope()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var layer = nn.Conv2d(3, 5, 3, padding: 1);
        var input = randn(1, 3, 8, 8);
        var expected = TensorValues.Of(layer.call(input));
        using (MixedPrecision.Begin(true))
        {
            using (MixedPrecision.Begin(false))
            {
                Assert.True(MixedPrecision.On);
            }

            Assert.NotEqual(expected, TensorValues.Of(MixedPrecision.Of(layer, input)));
        }

        Assert.False(MixedPrecision.On);
        Assert.Equal(expected, TensorValues.Of(MixedPrecision.Of(layer, input)));
    }

    private static void Near(Tensor expected, Tensor found)
    {
        var scale = expected.square().mean().sqrt().item<float>();
        var distance = TensorValues.Distance(expected, found) / scale;
        Assert.InRange(distance, 1e-6, 4 * Rounding);
    }
}
