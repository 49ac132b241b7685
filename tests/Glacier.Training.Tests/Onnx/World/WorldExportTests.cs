using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Training.Configuration;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.World;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.World;
using Glacier.Training.Tests.Networks.World;
using Glacier.Training.Tests.Onnx.Scenery;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.World;

public sealed class WorldExportTests
{
    [Fact]
    public void The_layout_network_equals_libtorch_at_every_size()
    {
        using var scope = NewDisposeScope();
        using var generator = RandomWeights.Disturbed(new JointGenerator(SmallWorld.Options.Layout()), 3);
        var model = LayoutExport.Export(generator);
        foreach (var size in new[] { 32, 48 })
        {
            Assert.InRange(
                Parity.Difference(model, inputs => generator.call(inputs[0], inputs[1], inputs[2]), [2, TerrainWorld.LayoutNames.Count, size, size], [2, 64], [2, 1, size, size]), 0, 1e-3f);
        }
    }

    [Theory]
    [InlineData(64, 64, 6)]
    [InlineData(40, 96, 9)]
    public void The_frame_networks_equal_libtorch_at_every_size_and_number_of_samples(int height, int width, int samples)
    {
        using var scope = NewDisposeScope();
        using var generator = Generator();
        var model = FrameExport.Export(generator);
        var (rows, columns) = (height / 4, width / 4);
        var random = new Random(6);
        (string Name, float[] Values, long[] Shape)[] inputs =
        [
            Of("layout", 1, 4, 48, 48), Of("places", 1, samples * rows, columns, 2), Of("heights", 1, samples, rows, columns), Of("steps", 1, samples, rows, columns),
            Of("guidance", 1, WorldFrame.GuidanceNames.Count, height, width), Of("sky", 1, WorldFrame.SkyNames.Count, rows, columns), Of("style", 1, 64),
        ];

        // lengths are not negative
        inputs[3].Values = [.. inputs[3].Values.Select(value => Math.Abs(value) / samples)];
        using var constant = no_grad();
        var expected = Made(generator, [.. inputs.Select(input => tensor(input.Values, input.Shape))]).ToFloats();
        Assert.True(expected.Max() - expected.Min() > 0.3f);
        using var network = new OnnxNetwork(model);
        var difference = expected.Zip(network.Run(inputs), (one, other) => MathF.Abs(one - other)).Max();
        Assert.InRange(difference, 0, 1e-3f);

        (string, float[], long[]) Of(string name, params long[] shape) => (name, Parity.Gaussian(random, shape), shape);
    }

    [Fact]
    public void Written_with_their_cards_the_product_paints_with_them()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var folder = Directory.CreateTempSubdirectory("world-export-").FullName;
        try
        {
            using var layout = RandomWeights.Disturbed(new JointGenerator(SmallWorld.Options.Layout()), 3);
            using var frame = Generator();
            var configuration = new WorldConfiguration { Kind = "world", Run = new() { Images = 1 }, Data = new() { Cell = 100, Sampling = new(8) }, Networks = SmallWorld.Options };
            var notes = new ModelNotes("CC0", "none: random weights", new Dictionary<string, double>(), Config: configuration);
            ModelExport.Write(folder, Scenery3dModel.LayoutName, LayoutExport.Export(layout, WeightPrecision.Float16), LayoutExport.Meanings, notes with { Channels = TerrainWorld.LayoutNames });
            ModelExport.Write(folder, Scenery3dModel.FrameName, FrameExport.Export(frame, WeightPrecision.Float16), FrameExport.Meanings, notes);
            using var models = new ModelCatalogue(folder);
            var model = Scenery3dModel.Of(models);
            Assert.Equal((8, 30.0), (model.Sampling.Samples, model.Sampling.Band));

            var dem = Mountain();
            var world = new TerrainWorld(dem, null, new WorldLight(140, 40, 2200));
            var plane = model.LayoutOf(world, new float[64]);
            Assert.Equal((64, 4 * 64 * 64), (plane.Size, plane.Features.Length));
            var camera = new Camera(603_200, 5_194_500, 2700, 603_200, 5_197_000, 2300, 50, 150, 100);
            var view = ViewRenderer.Render(dem, camera);
            var picture = Photo3dStyle.Render(view, null, plane, model, new(Reduction: 2));
            Assert.Equal(3 * 150 * 100, picture.Length);
            Assert.Equal(picture, Photo3dStyle.Render(view, null, plane, model, new(Reduction: 2)));
            Assert.NotEqual(picture, Photo3dStyle.Render(view, null, model.LayoutOf(world, [.. Enumerable.Repeat(1f, 64)]), model, new(Reduction: 2)));
            Assert.Throws<ArgumentException>(() => model.LayoutOf(world, new float[3]));
            Assert.Throws<ArgumentException>(() => model.Paint(plane, camera with { EyeZ = 0 }, 2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_unconditional_world_is_not_exported()
    {
        using var generator = new FrameGenerator(SmallWorld.Options with { Conditional = false });
        Assert.Throws<ArgumentException>(() => FrameExport.Export(generator));
    }

    private static FrameGenerator Generator()
    {
        var generator = RandomWeights.Disturbed(new FrameGenerator(SmallWorld.Options), 4);
        var random = new Random(5);
        RandomWeights.LikePhotos(
            [.. generator.Upsampler.Levels.Select(level => level.ToRgb), generator.Sky.ToRgb],
            () => generator.call(Random(1, 4, 32, 32), new(Random(1, 9, 64, 64), Random(1, 96, 16, 2), Random(1, 6, 16, 16), Random(1, 6, 16, 16).abs(), Random(1, 6, 16, 16)), Random(1, 64)).Picture);
        return generator;

        Tensor Random(params long[] shape) => tensor(Parity.Gaussian(random, shape), shape);
    }

    private static Tensor Made(FrameGenerator generator, Tensor[] inputs) =>
        generator.call(inputs[0], new FrameTensors(inputs[4], inputs[1], inputs[2], inputs[3], inputs[5]), inputs[6]).Picture.clamp(-1, 1);

    private static Raster Mountain()
    {
        var dem = new Raster(64, 64, new GeoTransform(600_000, 5_200_000, 100, 100), ReferenceSystem.FromEpsg(32632));
        for (var i = 0; i < dem.Values.Length; i++)
        {
            dem.Values[i] = (float)(2000 + (400 * Math.Sin(i % 64 / 7.0)) + (300 * Math.Cos(i / 64 / 6.0)));
        }

        return dem;
    }
}
