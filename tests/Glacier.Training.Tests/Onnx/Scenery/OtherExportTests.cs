using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Scenery;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Scenery;

// 32 bits: within 1e-3, as the issue asks (4e-6 measured). 16 bits: pictures within a grey level of 255 (0.5e-3 to 5e-3 measured), latents of unit variance within 1e-2
// (3e-3 measured); JointGeneratorExportTests says where that comes from.
public sealed class OtherExportTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static StyleGenerator Generator(int size)
    {
        var generator = RandomWeights.Disturbed(
            new StyleGenerator(new StyleGanOptions { Size = size, StyleDimension = 48, LatentDimension = 64, MappingLayers = 4, ChannelBase = 8 * size, ChannelMaximum = 64 }), 5);
        var random = new Random(8);
        RandomWeights.LikePhotos(generator.Levels.Select(level => level.ToRgb), () => generator.call(Random(2, generator.Options.StyleCount, 64), Random(2, StyleGenerator.NoiseChannels, size, size)));
        return generator;

        Tensor Random(params long[] shape) => tensor(Parity.Gaussian(random, shape), shape);
    }

    [Theory]
    [InlineData(64, WeightPrecision.Float32, 1e-3f)]
    [InlineData(128, WeightPrecision.Float32, 1e-3f)]
    [InlineData(256, WeightPrecision.Float32, 1e-3f)]
    [InlineData(64, WeightPrecision.Float16, 2f / 255)]
    [InlineData(256, WeightPrecision.Float16, 2f / 255)]
    public void Synthesis_from_one_latent_per_layer_equals_libtorch(int size, WeightPrecision precision, float tolerance)
    {
        using var generator = Generator(size);
        var model = StyleGeneratorExport.ExportSynthesis(generator, precision);
        using var network = new OnnxNetwork(model);
        foreach (var n in new[] { 1, 3 })
        {
            var difference = Parity.Difference(
                network, model, inputs => RandomWeights.Clamped(generator.call(inputs[0], inputs[1])), [n, generator.Options.StyleCount, 64], [n, StyleGenerator.NoiseChannels, size, size]);
            Assert.InRange(difference, 0, tolerance);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Mapping_with_truncation_equals_libtorch(int n)
    {
        using var generator = Generator(64);
        var model = StyleGeneratorExport.ExportMapping(generator);
        var difference = Parity.Difference(model, inputs => generator.Latents(inputs[0], inputs[1].item<float>()), [n, 48], [1]);
        Assert.InRange(difference, 0, 1e-4f);
    }

    private static PspEncoder Encoder(int size)
    {
        var encoder = RandomWeights.Disturbed(new PspEncoder(new PspOptions { Size = size, GeneratorSize = size, Channels = 8, Units = [2, 2, 3, 2], LatentDimension = 32, Reduction = 4 }), 9);

        // torch's first weights let what a picture shows fade away from layer to layer, until biases drown it
        foreach (var (_, parameter) in encoder.named_parameters().Where(named => named.parameter.dim() == 4))
        {
            RandomWeights.Scale(parameter, 2);
        }

        // latents of a root mean square of one, as those of a mapping network
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var factor = 1 / encoder.call(tensor(Parity.Gaussian(new Random(2), 2, 1, size, size), [2, 1, size, size])).square().mean().sqrt().item<float>();
        foreach (var style in encoder.Styles)
        {
            RandomWeights.Scale(style.Output.Weight, factor);
            RandomWeights.Scale(style.Output.Bias, factor);
        }

        return encoder;
    }

    [Theory]
    [InlineData(64, WeightPrecision.Float32, 1e-3f)]
    [InlineData(128, WeightPrecision.Float32, 1e-3f)]
    [InlineData(256, WeightPrecision.Float32, 1e-3f)]
    [InlineData(128, WeightPrecision.Float16, 1e-2f)]
    public void Contours_to_latents_equal_libtorch(int size, WeightPrecision precision, float tolerance)
    {
        using var encoder = Encoder(size);
        var mean = tensor(Parity.Gaussian(new Random(1), 32), [32]) * 0.1f;
        var model = PspEncoderExport.Export(encoder, mean, precision);
        using var network = new OnnxNetwork(model);
        foreach (var n in new[] { 1, 3 })
        {
            Assert.InRange(Parity.Difference(network, model, inputs => encoder.Latents(inputs[0], mean), [n, 1, size, size]), 0, tolerance);
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    public void Pictures_to_styles_equal_libtorch(int size)
    {
        using var encoder = RandomWeights.Disturbed(new StyleEncoder(new JointNetworkOptions { Size = size, Channels = JointNetworkOptions.ChannelsByLevel(size, 8, 64) }), 4);
        var model = StyleEncoderExport.Export(encoder);
        using var network = new OnnxNetwork(model);
        foreach (var n in new[] { 1, 3 })
        {
            Assert.InRange(Parity.Difference(network, model, inputs => encoder.call(inputs[0]).Mean, [n, 3, size, size]), 0, 1e-4f);
        }
    }
}
