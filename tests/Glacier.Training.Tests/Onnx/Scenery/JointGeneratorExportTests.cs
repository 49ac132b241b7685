using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Scenery;
using Glacier.Vision.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Scenery;

public sealed class JointGeneratorExportTests : IDisposable
{
    // one grey level of 255 over the range −1…1
    private const float GreyLevel = 2f / 255;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static JointGenerator Generator(int size, IReadOnlyList<int>? spatial = null) => Generator(new JointNetworkOptions
    {
        Size = size,
        ConditionChannels = 4,
        Channels = JointNetworkOptions.ChannelsByLevel(size, 8, 64),
        SpatialLevels = spatial,
    });

    private static JointGenerator Generator(JointNetworkOptions options)
    {
        var generator = RandomWeights.Disturbed(new JointGenerator(options), 3);
        var (random, size) = (new Random(8), options.Size);
        RandomWeights.LikePhotos(generator.Levels.Select(level => level.ToRgb), () => generator.call(Random(2, options.ConditionChannels, size, size), Random(2, options.StyleDimension), Random(2, 1, size, size)));
        return generator;

        Tensor Random(params long[] shape) => tensor(Parity.Gaussian(random, shape), shape);
    }

    private static float Difference(JointGenerator generator, WeightPrecision precision, params (int N, int H, int W)[] sizes)
    {
        var model = JointGeneratorExport.Export(generator, precision);
        using var network = new OnnxNetwork(model);
        var options = generator.Options;
        return sizes.Max(size => Parity.Difference(
            network, model, inputs => RandomWeights.Clamped(generator.call(inputs[0], inputs[1], inputs[2])), [size.N, options.ConditionChannels, size.H, size.W], [size.N, options.StyleDimension], [size.N, 1, size.H, size.W]));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void One_export_equals_libtorch_at_every_batch_and_size(int size)
    {
        using var generator = Generator(size);
        Assert.InRange(Difference(generator, WeightPrecision.Float32, (1, size, size), (3, size, size), (1, size / 2, size), (2, size, size - 16)), 0, 1e-3f);
    }

    [Fact]
    public void The_configuration_that_is_shipped_equals_libtorch_too()
    {
        using var generator = Generator(new JointNetworkOptions());
        Assert.InRange(Difference(generator, WeightPrecision.Float32, (1, 128, 128), (1, 160, 256)), 0, 1e-3f);
    }

    [Fact]
    public void Levels_without_the_condition_are_exported_without()
    {
        using var generator = Generator(64, spatial: [8, 32]);
        Assert.InRange(Difference(generator, WeightPrecision.Float32, (2, 64, 48)), 0, 1e-3f);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void Weights_of_16_bits_change_the_picture_by_less_than_half_a_grey_level(int size)
    {
        // rounding to 11 bits moves each weight by up to 4.9e-4 of itself, 2.8e-4 in the root mean square; in a row of twenty layers these add up as chances do, to √20 times
        // that of a picture whose root mean square is 0.4: 5e-4, and the largest of 10⁵ values at four deviations is 2e-3 (0.6e-3 to 1.3e-3 measured)
        using var generator = Generator(size);
        Assert.InRange(Difference(generator, WeightPrecision.Float16, (1, size, size), (3, size, size / 2)), 1e-5f, GreyLevel / 2);
    }

    [Fact]
    public void Sixteen_bits_take_half_the_file_and_writing_again_gives_the_same_bytes()
    {
        using var generator = Generator(new JointNetworkOptions());
        var full = OnnxFile.ToBytes(JointGeneratorExport.Export(generator));
        var half = OnnxFile.ToBytes(JointGeneratorExport.Export(generator, WeightPrecision.Float16));
        Assert.InRange((double)half.Length / full.Length, 0.5, 0.53);
        Assert.Equal(half, OnnxFile.ToBytes(OnnxFile.Read(half, "half.onnx")));
        Assert.Equal(full, OnnxFile.ToBytes(JointGeneratorExport.Export(generator)));
    }

    [Fact]
    public void The_picture_stays_within_its_bounds()
    {
        using var generator = RandomWeights.Disturbed(new JointGenerator(new JointNetworkOptions { Size = 32, Channels = JointNetworkOptions.ChannelsByLevel(32, 8, 64) }), 1);
        RandomWeights.Scale(generator.Levels[^1].ToRgb.Convolution.Weight, 100);
        using var network = new OnnxNetwork(JointGeneratorExport.Export(generator));
        var random = new Random(1);
        var picture = network.Run(
            ("condition", Parity.Gaussian(random, 1, 5, 32, 32), [1, 5, 32, 32]), ("style", Parity.Gaussian(random, 1, 64), [1, 64]), ("noise", new float[32 * 32], [1, 1, 32, 32]));
        Assert.Equal((-1f, 1f), (picture.Min(), picture.Max()));
    }

    [Fact]
    public void A_generator_gone_wrong_is_not_exported()
    {
        using var generator = Generator(64);
        RandomWeights.Scale(generator.Levels[2].Conv1.Bias, float.NaN);
        var error = Assert.Throws<InvalidDataException>(() => JointGeneratorExport.Export(generator));
        Assert.Contains("levels.2.conv1.bias", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_its_card_the_product_loads_it()
    {
        using var generator = Generator(64);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            ModelExport.Write(folder.FullName, "scenery", JointGeneratorExport.Export(generator, WeightPrecision.Float16), JointGeneratorExport.Meanings, new ModelNotes(
                "CC0", "none: random weights", new Dictionary<string, double>(), ["contour", "sky", "ice", "shade"], 0, generator.Options));
            using var model = Model.Load(Path.Combine(folder.FullName, "scenery.json"));
            Assert.Equal("[batch, 4, height, width] 0…1; height and width multiples of 16", model.Card.Inputs["condition"]);
            Assert.Equal(64, model.Card.Config!.Value.GetProperty("size").GetInt32());
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
