using Glacier.Training.Networks.Outlines;
using Glacier.Training.Onnx.Messages;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Outlines;

/// <summary>GlaViTU's layers as nodes.</summary>
internal static class GlavituLayers
{
    // the ε that torch's norms have unless told otherwise
    private const float Epsilon = 1e-5f;

    /// <summary>Convolution.</summary>
    public static OnnxValue Conv(this OnnxGraph graph, OnnxValue x, Conv2d layer, string name, int stride = 1, int padding = 0) => graph.Conv(
        x, graph.Weight(name + ".weight", layer.weight!), layer.bias is null ? null : graph.Weight(name + ".bias", layer.bias), stride, padding);

    /// <summary>Batch normalisation by the running statistics.</summary>
    public static OnnxValue BatchNorm(this OnnxGraph graph, OnnxValue x, BatchNorm2d layer, string name) => graph.BatchNorm(
        x, graph.Weight(name + ".weight", layer.weight!), graph.Weight(name + ".bias", layer.bias!), graph.Weight(name + ".running_mean", layer.running_mean!),
        graph.Weight(name + ".running_var", layer.running_var!), Epsilon);

    /// <summary>Layer normalisation over the last axis.</summary>
    public static OnnxValue LayerNorm(this OnnxGraph graph, OnnxValue x, LayerNorm layer, string name) => graph.Node(
        "LayerNormalization", [x, graph.Weight(name + ".weight", layer.weight), graph.Weight(name + ".bias", layer.bias!)], AttributeProto.Of("axis", -1), AttributeProto.Of("epsilon", Epsilon));

    /// <summary>x·Wᵀ + b over the last axis of [N, T, in].</summary>
    public static OnnxValue Tokens(this OnnxGraph graph, OnnxValue x, Linear layer, string name)
    {
        using var scope = NewDisposeScope();
        return graph.Add(graph.Node("MatMul", [x, graph.Weight(name + ".weight", layer.weight!.t())]), graph.Weight(name + ".bias", layer.bias!));
    }

    /// <summary>Gaussian error linear unit, x/2 · (1 + erf(x/√2)).</summary>
    public static OnnxValue Gelu(this OnnxGraph graph, OnnxValue x) => graph.Multiply(
        graph.Scale(x, 0.5f), graph.Add(graph.Node("Erf", [graph.Scale(x, MathF.Sqrt(0.5f))]), graph.Scalar(1)));

    /// <summary>Axes in another order.</summary>
    public static OnnxValue Transpose(this OnnxGraph graph, OnnxValue x, params long[] order) => graph.Node("Transpose", [x], AttributeProto.Of("perm", order));

    /// <summary>Consecutive places along axis 1.</summary>
    public static OnnxValue Narrow(this OnnxGraph graph, OnnxValue x, int first, int count) =>
        graph.Node("Slice", [x, graph.Integers(first), graph.Integers(first + count), graph.Integers(1)]);

    /// <summary>[N, C] as [N, C, 1, 1].</summary>
    public static OnnxValue AsPixels(this OnnxGraph graph, OnnxValue x) => graph.Node("Unsqueeze", [x, graph.Integers(2, 3)]);

    /// <summary>Features of one modality.</summary>
    public static OnnxValue Fusion(this OnnxGraph graph, OnnxValue windows, OnnxValue present, OnnxValue keep, ModalityFusion block, string name)
    {
        var given = graph.AsPixels(present);
        var x = graph.Add(graph.Conv(graph.Multiply(windows, given), block.First, name + ".first", block.Stride, 1), graph.Conv(given, block.Given, name + ".given"));
        x = graph.LeakyRelu(graph.BatchNorm(x, block.FirstNorm, name + ".first_norm"), (float)LeakyRectifier.Slope);
        x = graph.Conv(x, block.Second, name + ".second", padding: 1);
        x = graph.Multiply(graph.LeakyRelu(graph.BatchNorm(x, block.SecondNorm, name + ".second_norm"), (float)LeakyRectifier.Slope), graph.AsPixels(keep));
        var gate = graph.LeakyRelu(graph.Conv(graph.GlobalAveragePool(x), block.Squeeze, name + ".squeeze"), (float)LeakyRectifier.Slope);
        gate = graph.Sigmoid(graph.Conv(gate, block.Excite, name + ".excite"));
        var any = graph.Node("ReduceMax", [given], AttributeProto.Of("axes", [1L]), AttributeProto.Of("keepdims", 1));
        return graph.Multiply(graph.Multiply(x, gate), any);
    }

    /// <summary>Features of the place.</summary>
    public static OnnxValue Place(this OnnxGraph graph, OnnxValue place, LocationFeatures block, string name)
    {
        var told = graph.Clamp(graph.Node("ReduceSum", [graph.Multiply(place, place), graph.Integers(1)], AttributeProto.Of("keepdims", 1)), 0, 1);
        var x = graph.AsPixels(graph.Concat(1, place, graph.Node("Sub", [graph.Scalar(1), told])));
        x = graph.LeakyRelu(graph.BatchNorm(graph.Conv(x, block.First, name + ".first"), block.FirstNorm, name + ".first_norm"), (float)LeakyRectifier.LocationSlope);
        return graph.LeakyRelu(graph.BatchNorm(graph.Conv(x, block.Second, name + ".second"), block.SecondNorm, name + ".second_norm"), (float)LeakyRectifier.LocationSlope);
    }

    /// <summary>Transformer part.</summary>
    public static OnnxValue Transformer(this OnnxGraph graph, OnnxValue fused, TransformerBranch branch, GlavituOptions options, string name)
    {
        var (grid, tokens) = (options.Grid, options.Grid * options.Grid);
        var x = graph.Reshape(graph.Conv(fused, branch.Patches, name + ".patches", options.Patch), 0, options.Embedding, tokens);
        x = graph.Add(graph.Transpose(x, 0, 2, 1), graph.Weight(name + ".positions", branch.Positions));
        for (var i = 0; i < branch.Blocks.Count; i++)
        {
            x = graph.Block(x, branch.Blocks[i], options, $"{name}.blocks.{i}");
        }

        x = graph.Reshape(graph.Transpose(graph.LayerNorm(x, branch.Norm, name + ".norm"), 0, 2, 1), 0, options.Embedding, grid, grid);
        for (var i = 0; i < branch.Convolutions.Count; i++)
        {
            x = graph.BatchNorm(graph.Conv(x, branch.Convolutions[i], $"{name}.convolutions.{i}", padding: 1), branch.Norms[i], $"{name}.norms.{i}");
            x = graph.LeakyRelu(x, (float)LeakyRectifier.Slope);
            x = graph.Upsample2(i == branch.Convolutions.Count - 1 ? graph.Conv(x, branch.Output, name + ".output") : x);
        }

        return x;
    }

    /// <summary>Convolutional part.</summary>
    public static OnnxValue UNet(this OnnxGraph graph, OnnxValue x, ResidualUNet network, string name)
    {
        var passed = new Stack<OnnxValue>();
        for (var level = 0; level < network.Down.Count; level++)
        {
            x = graph.Unit(x, network.Down[level], $"{name}.down.{level}");
            passed.Push(x);
            x = graph.MaxPool(x, 2, 2);
        }

        x = graph.Unit(x, network.Bottom, name + ".bottom");
        for (var level = network.Up.Count - 1; level >= 0; level--)
        {
            x = graph.Unit(graph.Concat(1, graph.Doubling(x, network.Doublings[level], $"{name}.doublings.{level}"), passed.Pop()), network.Up[level], $"{name}.up.{level}");
        }

        return x;
    }

    private static OnnxValue Block(this OnnxGraph graph, OnnxValue x, TransformerBlock block, GlavituOptions options, string name)
    {
        var (tokens, length) = (options.Grid * options.Grid, options.Embedding / options.Heads);
        var parts = graph.Tokens(graph.LayerNorm(x, block.AttentionNorm, name + ".attention_norm"), block.QueryKeyValue, name + ".query_key_value");
        parts = graph.Transpose(graph.Reshape(parts, 0, tokens, 3, options.Heads, length), 2, 0, 3, 1, 4);
        var query = graph.Scale(graph.Select(parts, 0, 0), 1 / MathF.Sqrt(length));
        var weights = graph.Node("MatMul", [query, graph.Transpose(graph.Select(parts, 0, 1), 0, 1, 3, 2)]);
        weights = graph.Node("Softmax", [weights], AttributeProto.Of("axis", -1));
        var seen = graph.Transpose(graph.Node("MatMul", [weights, graph.Select(parts, 0, 2)]), 0, 2, 1, 3);
        x = graph.Add(x, graph.Tokens(graph.Reshape(seen, 0, tokens, options.Embedding), block.Projection, name + ".projection"));
        var y = graph.Gelu(graph.Tokens(graph.LayerNorm(x, block.PerceptronNorm, name + ".perceptron_norm"), block.Widen, name + ".widen"));
        return graph.Add(x, graph.Gelu(graph.Tokens(y, block.Narrow, name + ".narrow")));
    }

    private static OnnxValue Unit(this OnnxGraph graph, OnnxValue input, ResidualDouble unit, string name)
    {
        var x = graph.LeakyRelu(graph.BatchNorm(graph.Conv(input, unit.First, name + ".first", padding: 1), unit.FirstNorm, name + ".first_norm"), (float)LeakyRectifier.Slope);
        x = graph.BatchNorm(graph.Conv(x, unit.Second, name + ".second", padding: 1), unit.SecondNorm, name + ".second_norm");
        return graph.LeakyRelu(graph.Add(x, graph.Conv(input, unit.Shortcut, name + ".shortcut")), (float)LeakyRectifier.Slope);
    }

    private static OnnxValue Doubling(this OnnxGraph graph, OnnxValue x, DoublingConvolution block, string name)
    {
        x = graph.Node(
            "Resize", [x, new(""), graph.Constant([1, 1, 2, 2], 4)], AttributeProto.Of("mode", "nearest"), AttributeProto.Of("coordinate_transformation_mode", "asymmetric"),
            AttributeProto.Of("nearest_mode", "floor"));
        x = graph.Node("Conv", [x, graph.Weight(name + ".convolution.weight", block.Convolution.weight!)], AttributeProto.Of("pads", [0, 0, 1, 1L]));
        return graph.LeakyRelu(graph.BatchNorm(x, block.Norm, name + ".norm"), (float)LeakyRectifier.Slope);
    }
}
