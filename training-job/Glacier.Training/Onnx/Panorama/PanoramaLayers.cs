using Glacier.Training.Networks.Panorama;
using Glacier.Training.Onnx.Messages;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Panorama;

/// <summary>The panorama networks' layers as nodes.</summary>
internal static class PanoramaLayers
{
    // the ε that torch's norms have unless told otherwise
    private const float Epsilon = 1e-5f;

    /// <summary>Convolution over a reflected border, its weights as they are applied in evaluation.</summary>
    public static OnnxValue Conv(this OnnxGraph graph, OnnxValue x, SpectralConv2d layer, string name)
    {
        using var scope = NewDisposeScope();
        if (layer.Padding > 0)
        {
            x = graph.Node("Pad", [x, graph.Integers(0, 0, layer.Padding, layer.Padding, 0, 0, layer.Padding, layer.Padding)], AttributeProto.Of("mode", "reflect"));
        }

        return graph.Conv(x, graph.Weight(name + ".weight", layer.Normalised()), graph.Weight(name + ".bias", layer.Bias), layer.Stride);
    }

    /// <summary>Convolution, normalisation, activation.</summary>
    public static OnnxValue Unit(this OnnxGraph graph, OnnxValue x, PanoramaUnit unit, string name)
    {
        x = graph.Conv(x, unit.Convolution, name + ".convolution");
        if (unit.InstanceNorm is { } instance)
        {
            x = graph.Node(
                "InstanceNormalization", [x, graph.Weight(name + ".instance_norm.weight", instance.weight), graph.Weight(name + ".instance_norm.bias", instance.bias!)], AttributeProto.Of("epsilon", Epsilon));
        }
        else if (unit.BatchNorm is { } batch)
        {
            var norm = name + ".batch_norm";
            x = graph.BatchNorm(
                x, graph.Weight(norm + ".weight", batch.weight), graph.Weight(norm + ".bias", batch.bias!), graph.Weight(norm + ".running_mean", batch.running_mean!),
                graph.Weight(norm + ".running_var", batch.running_var!), Epsilon);
        }

        return unit.Activation switch
        {
            UnitActivation.Rectifier => graph.Relu(x),
            UnitActivation.Leaky => graph.LeakyRelu(x, PanoramaUnit.Slope),
            UnitActivation.Learnt => graph.PRelu(x, graph.Weight(name + ".learnt_slope", unit.LearntSlope!.weight.view(1, 1, 1))),
            _ => x,
        };
    }

    /// <summary>x + unit(unit(x)).</summary>
    public static OnnxValue Residual(this OnnxGraph graph, OnnxValue x, PanoramaResidual block, string name) =>
        graph.Add(x, graph.Unit(graph.Unit(x, block.First, name + ".first"), block.Second, name + ".second"));

    /// <summary>x·Wᵀ + b.</summary>
    public static OnnxValue Linear(this OnnxGraph graph, OnnxValue x, Linear layer, string name) =>
        graph.Linear(x, graph.Weight(name + ".weight", layer.weight!), graph.Weight(name + ".bias", layer.bias!));

    /// <summary>Twice the height and width, every pixel four times.</summary>
    public static OnnxValue Repeat2(this OnnxGraph graph, OnnxValue x) => graph.Node(
        "Resize", [x, new(""), graph.Constant([1, 1, 2, 2], 4)], AttributeProto.Of("mode", "nearest"), AttributeProto.Of("coordinate_transformation_mode", "asymmetric"),
        AttributeProto.Of("nearest_mode", "floor"));

    /// <summary>Consecutive places along an axis.</summary>
    public static OnnxValue Slice(this OnnxGraph graph, OnnxValue x, int axis, long first, long count) =>
        graph.Node("Slice", [x, graph.Integers(first), graph.Integers(first + count), graph.Integers(axis)]);
}
