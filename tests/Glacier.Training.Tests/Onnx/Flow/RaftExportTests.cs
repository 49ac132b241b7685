using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Flow;
using Glacier.Training.Tests.Networks.Flow;
using Glacier.Vision.Velocity;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Flow;

public sealed class RaftExportTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(4, 64, 96)]
    [InlineData(8, 128, 136)]
    public void The_small_network_equals_libtorch_at_any_size(int downsampling, int height, int width)
    {
        using var network = Disturbed(SmallRaft.Options with { Downsampling = downsampling, Bottleneck = downsampling == 8 });
        using var onnx = new OnnxNetwork(RaftExport.Export(network, 4));
        Assert.InRange(Difference(network, onnx, height, width), 0, 1e-3f);
        Assert.InRange(Difference(network, onnx, 64, 72), 0, 1e-3f);
    }

    [Fact]
    public void Half_precision_of_the_weights_moves_the_flow_by_hundredths_of_a_pixel_at_most()
    {
        using var network = Disturbed(SmallRaft.Options);
        using var onnx = new OnnxNetwork(RaftExport.Export(network, 4, WeightPrecision.Float16));
        Assert.InRange(Difference(network, onnx, 64, 64), 0, 0.03f);
    }

    [Fact]
    public void The_full_network_with_separable_units_batch_norm_and_convex_upsampling_equals_libtorch()
    {
        var options = RaftOptions.Full with { Stages = [8, 12, 16], Features = 16, Hidden = 8, Context = 8, CorrelationChannels = [16, 8], FlowChannels = [8, 8], Motion = 8, Head = 8, Levels = 3 };
        using var network = Disturbed(options);
        using var onnx = new OnnxNetwork(RaftExport.Export(network, 3));
        Assert.InRange(Difference(network, onnx, 64, 96), 0, 1e-3f);
    }

    [Theory]
    [InlineData(ContextInput.Pair, false, 64, 96)]
    [InlineData(ContextInput.Start, false, 72, 64)]
    [InlineData(ContextInput.Start, true, 64, 72)]
    public void A_context_that_sees_both_images_convex_upsampling_and_corrections_of_the_start_equal_libtorch(ContextInput seen, bool blends, int height, int width)
    {
        using var network = Disturbed(SmallRaft.Options with { ContextSees = seen, ConvexUpsampling = true, BlendsStart = blends });
        using var onnx = new OnnxNetwork(RaftExport.Export(network, 4));
        Assert.InRange(Difference(network, onnx, height, width), 0, 1e-3f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_a_start_only_nearby_rows_are_correlated_which_equals_libtorch_where_little_is_left_to_move(int levels)
    {
        using var network = Disturbed(SmallRaft.Options with { ContextSees = ContextInput.Start, BlendsStart = true, Levels = levels });
        using var onnx = new OnnxNetwork(RaftExport.Export(network, 4));
        Assert.InRange(Difference(network, onnx, 64, 96), 0, 1e-3f);
        Assert.InRange(Difference(network, onnx, 184, 72), 0, 1e-3f);
    }

    // fresh biases and statistics are zeros and ones, which would hide a mistake
    private static Raft Disturbed(RaftOptions options)
    {
        manual_seed(4);
        var network = new Raft(options);
        network.eval();
        using var constant = no_grad();
        foreach (var (name, values) in network.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(network.named_buffers().Select(b => (b.name, b.buffer))))
        {
            if (values.Dimensions == 1 && values.dtype == ScalarType.Float32)
            {
                values.add_(rand_like(values) * 0.2);
            }
        }

        return network;
    }

    private static float Difference(Raft network, OnnxNetwork onnx, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var random = new Random(5);
        var shape = new long[] { 1, 3, height, width };
        var (first, second) = (Parity.Gaussian(random, shape), Parity.Gaussian(random, shape));
        var wide = new long[] { 1, HornSchunckStart.Planes, height, width };
        var start = network.Options.ContextSees == ContextInput.Start ? Parity.Gaussian(random, wide) : null;
        var expected = network.Estimate(
            tensor(first, shape), tensor(second, shape), 4 - (network.Options.SeparableUnit ? 1 : 0), lastOnly: true, start is null ? null : tensor(start, wide))[0].ToFloats();
        Assert.True(expected.Max() - expected.Min() > 0.1f, "as good as constant");
        var found = start is null
            ? onnx.Run(("first", first, shape), ("second", second, shape))
            : onnx.Run(("first", first, shape), ("second", second, shape), ("start", start, wide));
        Assert.Equal(expected.Length, found.Length);
        return expected.Zip(found, (a, b) => MathF.Abs(a - b)).Max();
    }
}
