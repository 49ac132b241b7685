using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx.Messages;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Onnx.Flow;

/// <summary>RAFT's layers as nodes; weights are stored once, however often an iteration uses them.</summary>
internal sealed class RaftGraph(OnnxGraph graph)
{
    // the ε that torch's normalisations have unless told otherwise
    private const float Epsilon = 1e-5f;

    private readonly Dictionary<string, OnnxValue> _weights = new(StringComparer.Ordinal);

    /// <summary>Convolution with its bias, zeros outside, its kernel centred.</summary>
    public OnnxValue Conv(OnnxValue x, Conv2d layer, string name, int stride = 1) =>
        Conv(x, Weight(name + ".weight", () => layer.weight!), Weight(name + ".bias", () => layer.bias!), Kernel(layer), stride);

    /// <summary>The part of a convolution that sees some of the input's channels only; the parts' sum is the whole.</summary>
    /// <param name="x">Those channels, in order.</param>
    /// <param name="layer">The whole convolution.</param>
    /// <param name="name">Its name.</param>
    /// <param name="biased">Whether this part adds the bias.</param>
    /// <param name="channels">First channel and number of channels of each stretch that <paramref name="x"/> holds.</param>
    public OnnxValue PartialConv(OnnxValue x, Conv2d layer, string name, bool biased, params (int From, int Count)[] channels)
    {
        var weight = Weight($"{name}.weight.{string.Join('.', channels)}", () => cat([.. channels.Select(part => layer.weight!.narrow(1, part.From, part.Count))], 1));
        return Conv(x, weight, biased ? Weight(name + ".bias", () => layer.bias!) : null, Kernel(layer), 1);
    }

    /// <summary>Convolution, normalisation and rectifier.</summary>
    public OnnxValue Unit(OnnxValue x, ConvolutionUnit unit, string name)
    {
        x = Conv(x, unit.Convolution, name + ".convolution", unit.Stride);
        if (unit.Norm == FeatureNorm.Instance)
        {
            var channels = unit.Convolution.weight!.shape[0];
            x = graph.Node("InstanceNormalization", [x, Constant(1, channels), Constant(0, channels)], AttributeProto.Of("epsilon", Epsilon));
        }
        else if (unit.BatchNorm is { } norm)
        {
            x = graph.BatchNorm(
                x, Weight(name + ".norm.weight", () => norm.weight!), Weight(name + ".norm.bias", () => norm.bias!), Weight(name + ".norm.running_mean", () => norm.running_mean!),
                Weight(name + ".norm.running_var", () => norm.running_var!), Epsilon);
        }

        return unit.Rectify ? graph.Relu(x) : x;
    }

    /// <summary>An encoder.</summary>
    public OnnxValue Encoder(OnnxValue x, FeatureEncoder encoder, string name)
    {
        x = Unit(x, encoder.Input, name + ".input");
        for (var i = 0; i < encoder.Units.Count; i++)
        {
            var (unit, prefix, residual) = (encoder.Units[i], $"{name}.units.{i}", x);
            for (var layer = 0; layer < unit.Layers.Count; layer++)
            {
                residual = Unit(residual, unit.Layers[layer], $"{prefix}.layers.{layer}");
            }

            x = graph.Relu(graph.Add(residual, unit.Shortcut is null ? x : Unit(x, unit.Shortcut, prefix + ".shortcut")));
        }

        return Unit(x, encoder.Output, name + ".output");
    }

    /// <summary>Some channels of [N, C, h, w].</summary>
    public OnnxValue Channels(OnnxValue x, int from, int count) => Slice(x, 1, from, from + count);

    /// <summary>Part of a value along an axis.</summary>
    public OnnxValue Slice(OnnxValue x, int axis, long from, long to) => graph.Node("Slice", [x, graph.Integers(from), graph.Integers(to), graph.Integers(axis)]);

    /// <summary>A weight by name, added at its first use.</summary>
    public OnnxValue Weight(string name, Func<Tensor> tensor)
    {
        if (!_weights.TryGetValue(name, out var value))
        {
            using var scope = NewDisposeScope();
            _weights.Add(name, value = graph.Weight(name, tensor()));
        }

        return value;
    }

    private OnnxValue Constant(float value, long count) => graph.Constant(Enumerable.Repeat(value, (int)count).ToArray(), count);

    private OnnxValue Conv(OnnxValue x, OnnxValue weight, OnnxValue? bias, (long Rows, long Columns) kernel, int stride) => graph.Node(
        "Conv",
        bias is { } b ? [x, weight, b] : [x, weight],
        AttributeProto.Of("strides", [stride, (long)stride]),
        AttributeProto.Of("pads", [kernel.Rows / 2, kernel.Columns / 2, kernel.Rows / 2, kernel.Columns / 2]));

    private static (long Rows, long Columns) Kernel(Conv2d layer) => (layer.weight!.shape[2], layer.weight!.shape[3]);
}
