using Glacier.Training.Networks.Scenery.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Tests.Networks.Scenery.Layers;

public sealed class ModulatedConv2dTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(1, false)]
    public void Equals_the_fused_grouped_convolution(int kernel, bool demodulate)
    {
        using var scope = NewDisposeScope();
        const int N = 3, Inputs = 5, Outputs = 7, Size = 8;
        var layer = new ModulatedConv2d(Inputs, Outputs, kernel, 6, demodulate);
        var (x, w) = (randn(N, Inputs, Size, Size), randn(N, 6));

        // one kernel per sample: modulate, demodulate, convolve all samples as groups of one picture
        var style = layer.Affine.call(w).view(N, 1, Inputs, 1, 1);
        var kernels = layer.Weight.unsqueeze(0) * layer.WeightGain * style;
        if (demodulate) kernels = kernels / (kernels.square().sum([2, 3, 4], keepdim: true) + 1e-8f).sqrt();
        var fused = F.conv2d(
            x.reshape(1, N * Inputs, Size, Size), kernels.reshape(N * Outputs, Inputs, kernel, kernel), null, [1, 1], [kernel / 2, kernel / 2], [1, 1], N);

        Assert.True(TensorValues.Distance(layer.call(x, w), fused.view(N, Outputs, Size, Size)) < 1e-5f);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(30f)]
    public void Demodulation_gives_unit_variance_for_unit_variance_input_whatever_the_style(float scale)
    {
        using var scope = NewDisposeScope();
        var layer = new ModulatedConv2d(24, 40, 3, 8);
        var output = layer.call(randn(2, 24, 66, 66), randn(2, 8) * scale);
        var inside = output.slice(2, 1, 65, 1).slice(3, 1, 65, 1);
        var variance = (inside - inside.mean([2, 3], keepdim: true)).square().mean([2, 3]);
        Assert.InRange(TensorValues.Single(variance.min()), 0.8f, 1.2f);
        Assert.InRange(TensorValues.Single(variance.max()), 0.8f, 1.2f);
        Assert.InRange(TensorValues.Single(variance.mean()), 0.97f, 1.03f);
    }

    [Fact]
    public void Styled_layer_is_convolution_noise_and_bias_before_the_activation()
    {
        using var scope = NewDisposeScope();
        var layer = new StyledConv2d(4, 6, 5);
        layer.NoiseStrength!.detach().fill_(0.7f);
        layer.Bias.detach().copy_(TensorValues.Ramp(0.2f, 6));
        var (x, w, noise) = (randn(2, 4, 8, 8), randn(2, 5), randn(2, 1, 8, 8));
        var sum = layer.Convolution.call(x, w) + noise * 0.7f + layer.Bias.view(1, -1, 1, 1);
        Assert.True(TensorValues.Distance(layer.call(x, w, noise), F.leaky_relu(sum, 0.2) * MathF.Sqrt(2)) < 1e-5f);
    }

    [Fact]
    public void Noise_starts_at_strength_zero_and_its_absence_is_refused_where_it_is_due()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (randn(1, 4, 8, 8), randn(1, 5));
        var noisy = new StyledConv2d(4, 4, 5);
        Assert.Equal(0f, TensorValues.Distance(noisy.call(x, w, randn(1, 1, 8, 8)), noisy.call(x, w, randn(1, 1, 8, 8))));
        Assert.Throws<ArgumentNullException>(() => noisy.call(x, w, null));
        Assert.Equal([1L, 4L, 8L, 8L], new StyledConv2d(4, 4, 5, noise: false).call(x, w, null).shape);
    }

    [Fact]
    public void Gradients_equal_those_of_the_formula_written_out()
    {
        using var scope = NewDisposeScope();
        var layer = new StyledConv2d(3, 2, 4);
        using (no_grad()) layer.NoiseStrength!.fill_(0.5f);
        var (x, w) = (randn(2, 3, 6, 6).requires_grad_(), randn(2, 4).requires_grad_());
        var (noise, weights) = (randn(2, 1, 6, 6), randn(2, 2, 6, 6));
        Tensor[] inputs = [x, w, .. layer.parameters()];
        var found = autograd.grad([(layer.call(x, w, noise) * weights).sum()], inputs);

        var style = F.linear(w, layer.Convolution.Affine.Weight * (1f / MathF.Sqrt(4)), layer.Convolution.Affine.Bias);
        var kernels = layer.Convolution.Weight.unsqueeze(0) * style.view(2, 1, 3, 1, 1) * (1f / MathF.Sqrt(27));
        kernels = kernels / (kernels.square().sum([2, 3, 4], keepdim: true) + 1e-8f).sqrt();
        var convolved = F.conv2d(x.reshape(1, 6, 6, 6), kernels.reshape(4, 3, 3, 3), null, [1, 1], [1, 1], [1, 1], 2).view(2, 2, 6, 6);
        var sum = convolved + noise * layer.NoiseStrength! + layer.Bias.view(1, -1, 1, 1);
        var expected = autograd.grad([(F.leaky_relu(sum, 0.2) * MathF.Sqrt(2) * weights).sum()], inputs);
        for (int i = 0; i < inputs.Length; i++)
            Assert.True(TensorValues.Distance(found[i], expected[i]) < 1e-3f * (1f + TensorValues.Single(expected[i].abs().max())), $"input {i}");
    }
}
