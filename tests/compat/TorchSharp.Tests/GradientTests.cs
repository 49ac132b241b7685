using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Tests.TorchSharp;

/// <summary>Derivatives against central differences in double precision.</summary>
public sealed class GradientTests : IDisposable
{
    private const double Step = 1e-5;
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Names =>
    [
        "arithmetic", "exponentials", "conv2d", "conv2d of a weight", "linear", "bmm", "bilinear", "area", "grid_sample", "grid_sample of a grid", "grid_sample 3D", "layer_norm",
        "instance_norm", "batch_norm", "softmax", "gelu", "leaky_relu", "avg_pool2d", "unfold", "cumsum", "cumprod", "gather", "cat and slice", "std", "norm", "masked", "cross_entropy",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_difference_quotient(string name)
    {
        manual_seed(7);
        var (function, shape) = Function(name);
        var x = (rand(shape, dtype: float64) + 0.2).requires_grad_();
        var gradient = autograd.grad([function(x)], [x])[0];
        using var unrecorded = no_grad();
        var flat = x.detach().clone();
        var values = flat.view(-1);
        var analytic = gradient.contiguous().view(-1).data<double>().ToArray();
        for (var i = 0; i < analytic.Length; i++)
        {
            var at = values[i].item<double>();
            values[i] = at + Step;
            var above = function(flat).item<double>();
            values[i] = at - Step;
            var below = function(flat).item<double>();
            values[i] = at;
            Assert.Equal((above - below) / (2 * Step), analytic[i], 1e-6 * (1 + Math.Abs(analytic[i])));
        }
    }

    [Theory]
    [InlineData("bilinear")]
    [InlineData("area")]
    [InlineData("max_pool2d")]
    [InlineData("leaky_relu in place")]
    public void The_gradient_of_a_gradient_penalty_is_its_difference_quotient(string name)
    {
        // R1 of StyleGAN2: the squared gradient of a discriminator's score with respect to its picture, differentiated by the weights
        manual_seed(3);
        var picture = randn([2, 3, 6, 6], dtype: float64).requires_grad_();
        var weight = (randn([4, 3, 3, 3], dtype: float64) * 0.3).requires_grad_();
        Tensor Penalty(bool keepGraph)
        {
            var features = F.conv2d(picture, weight, padding: [1, 1]);
            features = name switch
            {
                "bilinear" => F.interpolate(features.tanh(), size: [4, 4], mode: InterpolationMode.Bilinear, align_corners: false),
                "area" => F.avg_pool2d(features.sigmoid(), 2),
                "max_pool2d" => F.max_pool2d(features.square(), 2),
                _ => F.leaky_relu(features, 0.2, inplace: true).square(),
            };
            var score = features.mean([1, 2, 3]).square().sum();
            var gradient = autograd.grad([score], [picture], retain_graph: true, create_graph: keepGraph)[0];
            return gradient.square().sum();
        }

        Penalty(true).backward();
        var analytic = weight.grad!.clone();
        foreach (var index in new long[] { 0, 13, 50, 107 })
        {
            double At(double change)
            {
                using (no_grad())
                {
                    weight.view(-1)[index] = weight.view(-1)[index] + change;
                }

                var value = Penalty(false).item<double>();
                using (no_grad())
                {
                    weight.view(-1)[index] = weight.view(-1)[index] - change;
                }

                return value;
            }

            var quotient = (At(1e-6) - At(-1e-6)) / 2e-6;
            var expected = analytic.view(-1)[index].item<double>();
            Assert.Equal(quotient, expected, 1e-4 * (Math.Abs(expected) + 1e-3));
        }
    }

    [Fact]
    public void Backward_adds_up_until_the_gradient_is_cleared()
    {
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        x.square().sum().backward();
        x.square().sum().backward();
        Assert.Equal(8.0, x.grad!.item<double>());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Backward_can_be_limited_to_inputs()
    {
        var a = tensor(2.0, requires_grad: true);
        var b = tensor(3.0, requires_grad: true);
        var product = a * b;
        autograd.backward([product], inputs: [a], retain_graph: true);
        Assert.Equal(3.0, a.grad!.item<double>());
        Assert.Null(b.grad);
        product.backward();
        Assert.Equal(2.0, b.grad!.item<double>());
    }

    [Fact]
    public void No_grad_holds_inside_its_scope_only()
    {
        var x = tensor(1.0, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
        }

        Assert.True((x * 2).requires_grad);
        Assert.False(x.detach().requires_grad);
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void Weights_of_the_outputs_make_a_vector_Jacobian_product()
    {
        var x = tensor(new[] { 1.0, 2.0, 3.0 }, requires_grad: true);
        var gradient = autograd.grad([x.pow(3)], [x], [tensor(new[] { 1.0, 0.0, 2.0 })])[0];
        Assert.Equal(new[] { 3.0, 0.0, 54.0 }, gradient.data<double>().ToArray());
    }

    public void Dispose() => _scope.Dispose();

    private static (Func<Tensor, Tensor> Function, long[] Shape) Function(string name)
    {
        static Tensor Fixed(params long[] shape) => (arange(shape.Aggregate(1L, (product, size) => product * size), dtype: float64) * 0.7).sin().reshape(shape);
        var picture = Fixed(1, 2, 5, 5);
        return name switch
        {
            "arithmetic" => (x => ((x * 3 - 1) / (x + 2) + x.pow(1.5) - 2 / x).sum(), [7]),
            "exponentials" => (x => (x.exp() * x.log() + x.sqrt().rsqrt() + x.tanh() * x.sigmoid() + F.softplus(x)).sum(), [7]),
            "conv2d" => (x => F.conv2d(x, Fixed(3, 2, 3, 3), Fixed(3), strides: [2, 1], padding: [1, 1]).square().sum(), [1, 2, 5, 4]),
            "conv2d of a weight" => (x => F.conv2d(picture, x, dilation: [2, 2]).square().sum(), [2, 2, 2, 2]),
            "linear" => (x => F.linear(x, Fixed(4, 3), Fixed(4)).square().sum(), [2, 3]),
            "bmm" => (x => x.bmm(x.transpose(1, 2)).matmul(Fixed(3, 2)).square().sum(), [2, 3, 4]),
            "bilinear" => (x => F.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false).square().sum(), [1, 2, 3, 3]),
            "area" => (x => F.interpolate(x, size: [2, 3], mode: InterpolationMode.Area).square().sum(), [1, 1, 4, 6]),
            "grid_sample" => (x => F.grid_sample(x, Fixed(1, 3, 3, 2), align_corners: false).square().sum(), [1, 2, 4, 4]),
            "grid_sample of a grid" => (x => F.grid_sample(picture, x * 1.3 - 0.9, padding_mode: GridSamplePaddingMode.Border, align_corners: true).square().sum(), [1, 3, 3, 2]),
            "grid_sample 3D" => (x => F.grid_sample(x, Fixed(1, 2, 2, 2, 3), align_corners: false).square().sum(), [1, 1, 3, 3, 3]),
            "layer_norm" => (x => (F.layer_norm(x, [4], Fixed(4), Fixed(4)) * Fixed(3, 4)).sum(), [3, 4]),
            "instance_norm" => (x => (F.instance_norm(x) * Fixed(2, 2, 3, 3)).sum(), [2, 2, 3, 3]),
            "batch_norm" => (x => (F.batch_norm(x, null, null, training: true) * Fixed(2, 2, 3, 3)).sum(), [2, 2, 3, 3]),
            "softmax" => (x => (F.softmax(x, 1) * Fixed(3, 4)).sum(), [3, 4]),
            "gelu" => (x => F.gelu(x - 0.5).sum(), [9]),
            "leaky_relu" => (x => F.leaky_relu(x - 0.5, 0.2).square().sum(), [9]),
            "avg_pool2d" => (x => F.avg_pool2d(x, 2).square().sum(), [1, 1, 4, 4]),
            "unfold" => (x => F.unfold(x, 3, padding: 1).square().sum(), [1, 2, 4, 4]),
            "cumsum" => (x => x.cumsum(1).square().sum(), [2, 5]),
            "cumprod" => (x => x.cumprod(0).square().sum(), [5, 2]),
            "gather" => (x => x.gather(1, tensor(new long[] { 2, 0, 1, 1 }).reshape(2, 2)).square().sum(), [2, 3]),
            "cat and slice" => (x => cat([x[.., 1..], x.flip(1), x.permute(1, 0)[..2]], 1).square().sum(), [2, 3]),
            "std" => (x => x.std([0], unbiased: false).sum() + x.var([1]).sum(), [3, 4]),
            "norm" => (x => x.norm() + F.normalize(x).pow(3).sum(), [3, 4]),
            "masked" => (x => where(x > 0.7, x.square(), -x).sum() + x.masked_fill(x < 0.5, 0).sum() + x[x > 0.6].sum(), [9]),
            "cross_entropy" => (x => F.cross_entropy(x, tensor(new long[] { 0, 2 })) + F.mse_loss(x, Fixed(2, 3)) + F.binary_cross_entropy_with_logits(x, ones_like(x)), [2, 3]),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
