using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Tests.Onnx;

public sealed class OnnxGraphTests
{
    private static ModelProto Small(WeightPrecision precision)
    {
        var graph = new OnnxGraph("small", precision);
        var x = graph.Input("x", "batch", 2, "height", "width");
        var random = new Random(3);
        var weight = Enumerable.Range(0, 3 * 2 * 9).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var y = graph.Conv(x, graph.Weight("conv.weight", weight, 3, 2, 3, 3), graph.Weight("conv.bias", [0.1f, 1e-9f, 3f], 3), padding: 1);
        graph.Output("y", graph.Scale(graph.Scale(y, 2), 2), "batch", 3, "height", "width");
        return graph.Build();
    }

    [Fact]
    public void Batch_height_and_width_are_free()
    {
        using var network = new OnnxNetwork(Small(WeightPrecision.Float32));
        foreach (var (n, h, w) in new[] { (1, 4, 4), (3, 5, 7), (2, 16, 1) })
        {
            Assert.Equal(n * 3 * h * w, network.Run(("x", new float[n * 2 * h * w], [n, 2, h, w])).Length);
        }
    }

    [Fact]
    public void Sixteen_bits_halve_the_matrices_keep_the_vectors_and_round_each_weight_once()
    {
        var (full, half) = (Small(WeightPrecision.Float32), Small(WeightPrecision.Float16));
        var (a, b) = (full.Graph.Initializers, half.Graph.Initializers);
        Assert.Equal(TensorType.Float16, b.Single(tensor => tensor.Name == "conv.weight").Type);
        Assert.Equal(a.Single(tensor => tensor.Name == "conv.bias").RawData.ToArray(), b.Single(tensor => tensor.Name == "conv.bias").RawData.ToArray());

        // outputs differ by the rounding of the weights: 2⁻¹¹ relative each, 18 of them of at most 0.5, on inputs of at most 1, scaled by 4
        var x = Enumerable.Range(0, 2 * 36).Select(i => MathF.Sin(i)).ToArray();
        using var one = new OnnxNetwork(full);
        using var two = new OnnxNetwork(half);
        var (y, z) = (one.Run(("x", x, [1, 2, 6, 6])), two.Run(("x", x, [1, 2, 6, 6])));
        var error = y.Zip(z, (p, q) => MathF.Abs(p - q)).Max();
        Assert.InRange(error, 1e-7f, 4 * 18 * 0.5f / 2048);
    }

    [Fact]
    public void Equal_constants_are_stored_once()
    {
        var names = Small(WeightPrecision.Float32).Graph.Initializers.Select(tensor => tensor.Name).ToArray();
        Assert.Single(names, name => name.StartsWith("constant_", StringComparison.Ordinal));

        var graph = new OnnxGraph("constants");
        Assert.Equal(graph.Integers(2, 3), graph.Integers(2, 3));
        Assert.NotEqual(graph.Integers(2), graph.Integer(2));
        Assert.NotEqual(graph.Constant([0f, 0f, 0f, 0f], 4), graph.Constant([0f, 0f, 0f, 0f], 2, 2));
        Assert.NotEqual(graph.Constant([0f, 0f], 2), graph.Integers(0));
        Assert.NotEqual(graph.Scalar(0f), graph.Scalar(-0f));
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        var bytes = OnnxFile.ToBytes(Small(WeightPrecision.Float16));
        Assert.Equal(bytes, OnnxFile.ToBytes(Small(WeightPrecision.Float16)));
        Assert.Equal(bytes, OnnxFile.ToBytes(OnnxFile.Read(bytes, "small.onnx")));
    }

    [Theory]
    [InlineData(float.NaN, WeightPrecision.Float32)]
    [InlineData(float.NegativeInfinity, WeightPrecision.Float32)]
    [InlineData(70_000f, WeightPrecision.Float16)]
    public void A_weight_that_cannot_be_held_is_refused(float value, WeightPrecision precision)
    {
        var error = Assert.Throws<InvalidDataException>(() => new OnnxGraph("bad", precision).Weight("w", [1f, 2f, value, 3f], 2, 2));
        Assert.Contains("w", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var graph = new OnnxGraph("names");
        graph.Weight("w", [1f], 1);
        Assert.Throws<InvalidOperationException>(() => graph.Weight("w", [1f], 1));
        Assert.Throws<InvalidDataException>(() => graph.Weight("short", [1f], 2));
    }
}
