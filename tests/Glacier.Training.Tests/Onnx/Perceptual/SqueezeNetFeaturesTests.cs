using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using Glacier.Training.Onnx.Perceptual;
using Glacier.Vision.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Perceptual;

public sealed class SqueezeNetFeaturesTests : IDisposable
{
    private static readonly string[] s_maps = ["conv1_2", "fire3/concat_1", "fire5/concat_1", "fire6/concat_1", "fire7/concat_1", "fire8/concat_1", "fire9/concat_1"];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static SqueezeNetFeatures Load() => SqueezeNetFeatures.Load(RealData.Path("weights", "squeezenet1_1_fp16.onnx"));

    // the published file, its 16-bit weights computed with in 32 bits, any size of picture, the maps as outputs
    private static ModelProto Published()
    {
        var model = OnnxFile.Read(RealData.Path("weights", "squeezenet1_1_fp16.onnx"));
        static bool IsUsed(string name) => !name.StartsWith("conv10", StringComparison.Ordinal);
        var last = model.Graph.Nodes.ToList().FindIndex(node => node.Outputs.Contains("fire9/concat_1"));
        return model with
        {
            Graph = model.Graph with
            {
                Nodes = [.. model.Graph.Nodes.Take(last + 1)],
                Initializers = [.. model.Graph.Initializers.Where(tensor => IsUsed(tensor.Name)).Select(tensor => TensorProto.Of(tensor.Name, tensor.Dims, tensor.ToFloats()))],
                Inputs = [.. model.Graph.Inputs.Where(input => IsUsed(input.Name)).Select(input => new ValueInfoProto(
                    input.Name, TensorType.Float, input.Name == "data_0" ? ["batch", 3, "height", "width"] : input.Axes))],
                Outputs = [.. s_maps.Select((name, i) => new ValueInfoProto(name, TensorType.Float, ["batch", SqueezeNetFeatures.Channels[i], $"height{i}", $"width{i}"]))],
            },
        };
    }

    [Theory]
    [InlineData(1, 224, 224)]
    [InlineData(2, 128, 128)]
    [InlineData(1, 64, 100)]
    [InlineData(1, 31, 31)]
    public void Maps_equal_those_of_the_published_file_in_ONNX_Runtime(int n, int height, int width)
    {
        using var features = Load();
        var random = new Random(2);
        var rgb = Enumerable.Range(0, n * 3 * height * width).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        var bgr = new float[rgb.Length];
        float[] mean = [104, 117, 123];
        var plane = height * width;
        for (var i = 0; i < rgb.Length; i++)
        {
            var (picture, channel, pixel) = (i / (3 * plane), i / plane % 3, i % plane);
            bgr[i] = ((rgb[(((picture * 3) + 2 - channel) * plane) + pixel] + 1) * 127.5f) - mean[channel];
        }

        using var network = new OnnxNetwork(Published());
        var expected = network.RunAll(("data_0", bgr, [n, 3, height, width]));
        var found = features.call(tensor(rgb, [n, 3, height, width]));
        Assert.Equal(7, found.Length);
        for (var map = 0; map < 7; map++)
        {
            Assert.Equal([n, SqueezeNetFeatures.Channels[map]], found[map].shape[..2]);
            var values = found[map].ToFloats();
            Assert.Equal(expected[map].Length, values.Length);

            // relative to the map's largest value, which is in the hundreds: the picture's are, too
            var largest = expected[map].Max();
            Assert.InRange(values.Zip(expected[map], (a, b) => MathF.Abs(a - b)).Max() / largest, 0, 1e-5f);
        }
    }

    [Fact]
    public void Gradients_reach_the_picture_and_no_weight()
    {
        using var features = Load();
        Assert.All(features.parameters(), parameter => Assert.False(parameter.requires_grad));
        var picture = zeros(1, 3, 64, 64).requires_grad_(true);
        features.call(picture)[^1].sum().backward();
        Assert.True(picture.grad!.abs().max().item<float>() > 0);
        Assert.All(features.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void One_vector_stands_for_each_picture_alone()
    {
        using var features = Load();
        var random = new Random(6);
        var pictures = tensor(Parity.Gaussian(random, 2, 3, 64, 48), [2, 3, 64, 48]).clamp(-1, 1);
        var both = features.Embed(pictures);
        Assert.Equal([2L, 512], both.shape);
        Assert.True(allclose(both[1], features.Embed(pictures.narrow(0, 1, 1))[0], 1e-4, 1e-4));
        Assert.False(allclose(both[0], both[1], 1e-4, 1e-2));
    }

    [Fact]
    public void A_picture_too_small_or_of_another_shape_is_refused()
    {
        using var features = Load();
        Assert.Throws<ArgumentException>(() => features.call(zeros(1, 3, 30, 64)));
        Assert.Throws<ArgumentException>(() => features.call(zeros(1, 1, 64, 64)));
    }

    [Fact]
    public void Another_network_is_refused()
    {
        var path = RealData.Path("weights", "skyseg_u2netp.onnx");
        Assert.Equal("not-squeezenet", Assert.Throws<InvalidInputException>(() => SqueezeNetFeatures.Load(path)).Rule);
    }

    [Fact]
    public void The_score_is_the_formula_of_LPIPS_and_zero_for_equal_pictures()
    {
        using var features = Load();
        var path = RealData.Path("weights", "lpips_v0.1_squeeze.pth");
        using var score = LpipsSqueeze.Load(features, path);
        var heads = TorchWeights.Read(path);
        var random = new Random(4);
        var (a, b) = (tensor(Parity.Gaussian(random, 2, 3, 40, 40), [2, 3, 40, 40]).clamp(-1, 1), tensor(Parity.Gaussian(random, 2, 3, 40, 40), [2, 3, 40, 40]).clamp(-1, 1));
        var found = score.call(a, b).ToFloats();
        Assert.Equal(2, found.Length);
        Assert.Equal([0f, 0f], score.call(a, a).ToFloats());
        Assert.Equal(found, score.call(b, a).ToFloats());

        // the same in plain loops of 64 bits
        var (f, g) = (features.call(a), features.call(b));
        for (var picture = 0; picture < 2; picture++)
        {
            var expected = 0.0;
            for (var map = 0; map < 7; map++)
            {
                var (p, q, head) = (f[map][picture].ToFloats(), g[map][picture].ToFloats(), heads[$"lin{map}.model.1.weight"].Values);
                var pixels = p.Length / head.Length;
                for (var pixel = 0; pixel < pixels; pixel++)
                {
                    double Length(float[] values) => Math.Sqrt(Enumerable.Range(0, head.Length).Sum(c => Math.Pow(values[(c * pixels) + pixel], 2))) + 1e-10;
                    var (lengthP, lengthQ) = (Length(p), Length(q));
                    expected += Enumerable.Range(0, head.Length).Sum(c => head[c] * Math.Pow((p[(c * pixels) + pixel] / lengthP) - (q[(c * pixels) + pixel] / lengthQ), 2)) / pixels;
                }
            }

            Assert.Equal(expected, found[picture], 1e-5);
        }
    }

    [Fact]
    public void The_score_has_a_finite_gradient_even_on_black_pictures()
    {
        using var score = LpipsSqueeze.Load(Load(), RealData.Path("weights", "lpips_v0.1_squeeze.pth"));
        var picture = full([1, 3, 64, 64], -1f).requires_grad_(true);
        score.call(picture, zeros(1, 3, 64, 64)).sum().backward();
        Assert.True(picture.grad!.isfinite().all().item<bool>());
        Assert.True(picture.grad!.abs().max().item<float>() > 0);
    }

    [Fact]
    public void Heads_of_another_backbone_are_refused()
    {
        using var features = Load();
        Assert.Equal("not-lpips-squeeze", Assert.Throws<InvalidInputException>(() => LpipsSqueeze.Load(features, RealData.Path("weights", "lpips_v0.1_vgg.pth"))).Rule);
    }
}
