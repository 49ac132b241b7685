using System.Security.Cryptography;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx;

/// <summary>How an exported network stores its weights. It computes in 32 bits either way.</summary>
public enum WeightPrecision
{
    /// <summary>32-bit floats: the trained values.</summary>
    Float32,

    /// <summary>16-bit floats, cast to 32 bits when the session is made: half the file. Vectors (biases, strengths, statistics) stay in 32 bits.</summary>
    Float16,
}

/// <summary>A value inside a graph under construction.</summary>
/// <param name="Name">Its name in the graph.</param>
public readonly record struct OnnxValue(string Name);

/// <summary>A graph under construction: every call adds what it says and hands back the value made. One layer each: <see cref="OnnxLayers"/>.</summary>
/// <param name="name">Name of the network.</param>
/// <param name="precision">How weights are stored.</param>
public sealed class OnnxGraph(string name, WeightPrecision precision = WeightPrecision.Float32)
{
    /// <summary>Version of ONNX's operator set that the nodes are written in.</summary>
    public const int Opset = 17;

    /// <summary>Version of the file format, the one that came with operator set 17 (ONNX 1.12).</summary>
    public const int IrVersion = 8;

    private readonly List<NodeProto> _nodes = [];
    private readonly List<TensorProto> _initializers = [];
    private readonly List<ValueInfoProto> _inputs = [];
    private readonly List<ValueInfoProto> _outputs = [];
    private readonly Dictionary<string, OnnxValue> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Inputs so far.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs => _inputs;

    /// <summary>Outputs so far.</summary>
    public IReadOnlyList<ValueInfoProto> Outputs => _outputs;

    /// <summary>Adds an input of 32-bit floats; an axis is a length, or a name when it is free.</summary>
    public OnnxValue Input(string input, params Axis[] axes)
    {
        _inputs.Add(new(Claim(input), TensorType.Float, axes));
        return new(input);
    }

    /// <summary>Adds weights, stored in the graph's precision.</summary>
    /// <param name="weight">Name, unique in the graph: the parameter's name in its module.</param>
    /// <param name="values">Values, row-major.</param>
    /// <param name="dims">Shape.</param>
    /// <exception cref="InvalidDataException">A value is not finite, or too large for 16 bits.</exception>
    public OnnxValue Weight(string weight, ReadOnlySpan<float> values, params long[] dims)
    {
        var half = precision == WeightPrecision.Float16 && dims.Count(dim => dim > 1) > 1;
        foreach (var value in values)
        {
            if (!float.IsFinite(half ? (float)(Half)value : value))
            {
                throw new InvalidDataException($"weight {weight} holds {value}, which {(half ? "16 bits" : "no network")} can hold");
            }
        }

        if (!half)
        {
            _initializers.Add(TensorProto.Of(Claim(weight), dims, values));
            return new(weight);
        }

        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        _initializers.Add(TensorProto.Of(Claim(weight), dims, halves));
        return Node("Cast", [new(weight)], AttributeProto.Of("to", (long)TensorType.Float));
    }

    /// <summary>A constant of 32-bit floats; equal constants are stored once.</summary>
    public OnnxValue Constant(ReadOnlySpan<float> values, params long[] dims) => Constant(TensorProto.Of("", dims, values));

    /// <summary>A scalar constant.</summary>
    public OnnxValue Scalar(float value) => Constant([value]);

    /// <summary>A vector of integers, as axes, starts and shapes are given.</summary>
    public OnnxValue Integers(params long[] values) => Constant(TensorProto.Of("", [values.Length], values));

    /// <summary>A single integer, as an index is given.</summary>
    public OnnxValue Integer(long value) => Constant(TensorProto.Of("", [], [value]));

    /// <summary>Adds an operation with one output. An input of an empty name is left out.</summary>
    public OnnxValue Node(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var names = new string[inputs.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = inputs[i].Name;
        }

        var output = Claim($"{op}_{_nodes.Count}");
        _nodes.Add(new(op, names, [output], attributes.ToArray(), output));
        return new(output);
    }

    /// <summary>Makes a value an output of the network under a name of its own.</summary>
    public void Output(string output, OnnxValue value, params Axis[] axes)
    {
        _nodes.Add(new("Identity", [value.Name], [Claim(output)], [], output));
        _outputs.Add(new(output, TensorType.Float, axes));
    }

    /// <summary>The finished model.</summary>
    /// <param name="notes">Notes for the file's metadata.</param>
    public ModelProto Build(params KeyValuePair<string, string>[] notes) =>
        new(IrVersion, [new("", Opset)], new(name, [.. _nodes], [.. _initializers], [.. _inputs], [.. _outputs]), "glacier-train", notes);

    private OnnxValue Constant(TensorProto tensor)
    {
        var key = $"{tensor.Type} {string.Join(',', tensor.Dims)} {Convert.ToHexString(SHA256.HashData(tensor.RawData.Span))}";
        if (!_constants.TryGetValue(key, out var value))
        {
            value = new(Claim($"constant_{_constants.Count}"));
            _initializers.Add(tensor with { Name = value.Name });
            _constants.Add(key, value);
        }

        return value;
    }

    private string Claim(string wanted) =>
        _names.Add(wanted) ? wanted : throw new InvalidOperationException($"the graph has a {wanted} already");
}
