using Glacier.Training.Networks.Flow;
using Glacier.Training.Networks.Panorama;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Panorama;
using Glacier.Training.Tests.Networks.Panorama;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Panorama;

[Collection(GlobalChance.Name)]
public class PanoramaExportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_exported_density_network_computes_what_the_original_does(bool height)
    {
        manual_seed(5);
        using var network = new DensityNet(height ? SmallPanorama.Height2 : SmallPanorama.Paper, SmallPanorama.Volume);
        Warm(network, x => network.call(x), 2, 3, 256, 256);
        var model = DensityNetExport.Export(network);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var session = new OnnxNetwork(model);
        var tiles = rand(2, 3, 256, 256);
        tiles.select(0, 1).narrow(1, 0, 128).mul_(0.3f);
        var expected = network.call(tiles).ToFloats();
        var found = session.Run(("tile", tiles.ToFloats(), [2, 3, 256, 256]));
        Assert.Equal(expected.Length, found.Length);
        var samples = expected.Length / 2;
        Assert.True(expected.Take(samples).Zip(expected.Skip(samples), (a, b) => MathF.Abs(a - b)).Max() > 0.5f);
        // relative to densities of up to 1000
        Assert.All(expected.Zip(found), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second) / (1 + MathF.Abs(pair.First)), 0, height ? 0.2f : 1e-3f));
        Assert.InRange(expected.Zip(found, (a, b) => MathF.Abs(a - b)).Max() / VolumeOptions.Ground, 0, 1e-3f);
        Assert.Equal(SmallPanorama.Volume.Slices + 1, model.Graph.Outputs[0].Axes[1].Length);
    }

    [Theory]
    [InlineData(FeatureNorm.Instance, true, true, false)]
    [InlineData(FeatureNorm.None, false, true, true)]
    [InlineData(FeatureNorm.Batch, false, false, true)]
    public void The_exported_render_network_computes_what_the_original_does_at_any_size(FeatureNorm norm, bool spectral, bool illumination, bool skips)
    {
        manual_seed(6);
        using var network = new RenderNet(SmallPanorama.Render with { Norm = norm, Spectral = spectral, Illumination = illumination, Skips = skips });
        Warm(network, x => network.call(x, rand(2, 270)), 2, 5, 32, 64);
        var model = RenderNetExport.Export(network);
        foreach (var (height, width) in ((long, long)[])[(32, 64), (48, 80)])
        {
            Assert.InRange(Parity.Difference(model, inputs => network.call(inputs[0], inputs[1]), [2, 5, height, width], [2, 270]), 0, 1e-3f);
        }
    }

    [Fact]
    public void Half_the_file_at_sixteen_bits_and_still_the_same_picture()
    {
        manual_seed(7);
        using var network = new RenderNet(SmallPanorama.Render with { Norm = FeatureNorm.None, Spectral = false });
        network.eval();
        var (full, half) = (RenderNetExport.Export(network), RenderNetExport.Export(network, WeightPrecision.Float16));
        Assert.True(OnnxFile.ToBytes(half).Length < 0.7 * OnnxFile.ToBytes(full).Length);
        Assert.InRange(Parity.Difference(half, inputs => network.call(inputs[0], inputs[1]), [2, 5, 32, 64], [2, 270]), 0, 5e-3f);
    }

    // norms and spectral estimates of a few steps, then evaluation
    private static void Warm(nn.Module network, Func<Tensor, Tensor> call, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        network.train();
        for (var step = 0; step < 3; step++)
        {
            call(rand(shape));
        }

        network.eval();
    }
}
