using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Tests.Onnx;

/// <summary>Each layer alone, against the same layer in libtorch.</summary>
public sealed class OnnxLayersTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Random _random = new(7);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 1, 2)]
    public void Convolution(int stride, int padding, int groups)
    {
        var (weight, bias) = (Random(6, 4 / groups, 3, 3), Random(6));
        Same((g, x) => g.Conv(x, g.Weight("w", weight), g.Weight("b", bias), stride, padding, groups),
            x => F.conv2d(x, weight, bias, [stride, stride], [padding, padding], [1, 1], groups));
    }

    [Fact]
    public void Rectifiers_and_gates()
    {
        var slope = Random(4);
        Same((g, x) => g.Relu(x), x => F.relu(x));
        Same((g, x) => g.LeakyRelu(x, 0.2f, MathF.Sqrt(2)), x => F.leaky_relu(x, 0.2) * MathF.Sqrt(2));
        Same((g, x) => g.PRelu(x, g.Weight("s", slope.reshape(4, 1, 1))), x => F.prelu(x, slope));
        Same((g, x) => g.Sigmoid(x), x => x.sigmoid());
        Same((g, x) => g.Clamp(x, -0.5f, 0.25f), x => x.clamp(-0.5f, 0.25f));
    }

    [Fact]
    public void Batch_normalisation_with_running_statistics()
    {
        var (scale, bias, mean, variance) = (Random(4), Random(4), Random(4), Random(4).square() + 0.1f);
        Same((g, x) => g.BatchNorm(x, g.Weight("s", scale), g.Weight("b", bias), g.Weight("m", mean), g.Weight("v", variance), 1e-5f),
            x => F.batch_norm(x, mean, variance, scale, bias, training: false, momentum: 0.1, eps: 1e-5));
    }

    [Fact]
    public void Squeeze_and_excitation()
    {
        var (squeeze, excite) = (Random(2, 4, 1, 1), Random(4, 2, 1, 1));
        Same((g, x) => g.SqueezeExcite(x, g.Weight("s", squeeze), g.Weight("e", excite)),
            x => x * F.conv2d(F.relu(F.conv2d(x.mean([2, 3], keepdim: true), squeeze)), excite).sigmoid());
    }

    [Fact]
    public void Poolings()
    {
        Same((g, x) => g.AveragePool(x, 2, 2), x => F.avg_pool2d(x, [2L, 2], [2L, 2]));
        Same((g, x) => g.MaxPool(x, 3, 2), x => F.max_pool2d(x, [3L, 3], [2L, 2]));
        Same((g, x) => g.MaxPool(x, 1, 2), x => F.max_pool2d(x, [1L, 1], [2L, 2]));
    }

    [Fact]
    public void Bilinear_upsampling_between_pixel_centres()
    {
        Same((g, x) => g.Upsample2(x), x => F.interpolate(x, [x.shape[2] * 2, x.shape[3] * 2], mode: InterpolationMode.Bilinear, align_corners: false));
    }

    [Fact]
    public void Bilinear_resizing_with_corners_on_corners()
    {
        Same((g, x) => g.ResizeLike(g.AveragePool(x, 2, 2), x),
            x => F.interpolate(F.avg_pool2d(x, [2L, 2], [2L, 2]), [x.shape[2], x.shape[3]], mode: InterpolationMode.Bilinear, align_corners: true));
    }

    [Fact]
    public void Rearrangements()
    {
        var (weight, bias) = (Random(3, 4), Random(3));
        Same((g, x) => g.Concat(1, x, g.Scale(x, 3)), x => cat([x, x * 3], 1));
        Same((g, x) => g.Strided(x, 4), x => x.slice(2, 0, x.shape[2], 4).slice(3, 0, x.shape[3], 4));
        Same((g, x) => g.Strided(x, 1), x => x);
        Same((g, x) => g.Select(x, 1, 2), x => x.select(1, 2), rank: 3);
        Same((g, x) => g.Linear(g.Flatten(g.GlobalAveragePool(x)), g.Weight("w", weight), g.Weight("b", bias)),
            x => F.linear(x.mean([2, 3]), weight, bias), rank: 2);
        Same((g, x) => g.Reshape(x, 0, 2, -1), x => x.reshape(x.shape[0], 2, -1), rank: 3);
    }

    [Fact]
    public void Unit_second_moment()
    {
        Same((g, x) => g.PixelNorm(x), x => x * (x.square().mean([3], keepdim: true) + 1e-8f).rsqrt());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Modulated_convolution_is_a_convolution_with_weights_of_its_own_per_sample(bool demodulate)
    {
        var weight = Random(5, 4, 3, 3);
        var graph = new OnnxGraph("modulated");
        var (x, s) = (graph.Input("x", "batch", 4, "height", "width"), graph.Input("s", "batch", 4));
        var y = demodulate ? graph.DemodulatedConv(x, s, graph.Weight("w", weight), 1, 2) : graph.ModulatedConv(x, s, graph.Weight("w", weight), 1);
        graph.Output("y", y, "batch", 5, "height", "width");

        // the fused form of the paper: weights [N·out, in, k, k], one group per sample
        Tensor Fused(Tensor[] inputs)
        {
            var n = inputs[0].shape[0];
            var modulated = weight.unsqueeze(0) * inputs[1].reshape(n, 1, 4, 1, 1);
            if (demodulate)
            {
                modulated = modulated * 2 * (modulated.square().sum([2, 3, 4], keepdim: true) + 1e-8f).rsqrt();
            }

            var together = inputs[0].reshape(1, n * 4, inputs[0].shape[2], inputs[0].shape[3]);
            return F.conv2d(together, modulated.reshape(n * 5, 4, 3, 3), null, [1, 1], [1, 1], [1, 1], n).reshape(n, 5, inputs[0].shape[2], inputs[0].shape[3]);
        }

        var model = graph.Build();
        Assert.InRange(Parity.Difference(model, Fused, [1, 4, 8, 8], [1, 4]), 0, 2e-5f);
        Assert.InRange(Parity.Difference(model, Fused, [3, 4, 8, 12], [3, 4]), 0, 2e-5f);
    }

    [Fact]
    public void Noise_of_the_full_size_is_strided_to_each_level()
    {
        var graph = new OnnxGraph("noise");
        var (x, noise) = (graph.Input("x", "batch", 4, "h", "w"), graph.Input("noise", "batch", 1, "height", "width"));
        graph.Output("y", graph.AddNoise(x, noise, graph.Weight("strength", [0.7f], 1), 4), "batch", 4, "h", "w");
        var difference = Parity.Difference(graph.Build(), inputs => inputs[0] + (inputs[1].slice(2, 0, 16, 4).slice(3, 0, 32, 4) * 0.7f), [2, 4, 4, 8], [2, 1, 16, 32]);
        Assert.InRange(difference, 0, 1e-6f);
    }

    private Tensor Random(params long[] shape) => tensor(Parity.Gaussian(_random, shape), shape);

    private static void Same(Func<OnnxGraph, OnnxValue, OnnxValue> export, Func<Tensor, Tensor> original, int rank = 4)
    {
        var graph = new OnnxGraph("layer");
        var x = graph.Input("x", "batch", 4, "height", "width");
        graph.Output("y", export(graph, x), [.. Enumerable.Range(0, rank).Select(i => (Axis)$"axis{i}")]);
        var model = graph.Build();
        foreach (var shape in new long[][] { [1, 4, 8, 8], [3, 4, 8, 12], [2, 4, 10, 6] })
        {
            Assert.InRange(Parity.Difference(model, inputs => original(inputs[0]), shape), 0, 1e-5f);
        }
    }
}
