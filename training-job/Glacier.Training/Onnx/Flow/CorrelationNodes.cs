using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx.Flow;

/// <summary><see cref="CorrelationPyramid"/> as nodes, for one pair of images of any size.</summary>
internal sealed class CorrelationNodes
{
    private readonly OnnxGraph _graph;
    private readonly RaftOptions _options;
    private readonly OnnxValue _window;
    private readonly List<(OnnxValue Map, OnnxValue Scale)> _levels = [];

    /// <summary>Adds the pyramid.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="nodes">RAFT's layers.</param>
    /// <param name="features">Features of both images [2, D, h, w].</param>
    /// <param name="options">Sizes.</param>
    public CorrelationNodes(OnnxGraph graph, RaftGraph nodes, OnnxValue features, RaftOptions options)
    {
        (_graph, _options) = (graph, options);
        var shape = graph.Shape(features);
        (Height, Width) = (graph.Select(shape, 0, 2), graph.Select(shape, 0, 3));
        Size = nodes.Slice(shape, 0, 2, 4);

        var first = graph.Scale(graph.Reshape(nodes.Slice(features, 0, 0, 1), options.Features, -1), 1 / MathF.Sqrt(options.Features));
        var cells = graph.Node("Transpose", [first], AttributeProto.Of("perm", [1, 0L]));
        var second = nodes.Slice(features, 0, 1, 2);
        for (var level = 0; level < options.Levels; level++)
        {
            // the mean of correlations is the correlation with the mean
            second = level == 0 ? second : graph.AveragePool(second, 2, 2);
            var products = graph.Node("MatMul", [cells, graph.Reshape(second, options.Features, -1)]);
            var size = nodes.Slice(graph.Shape(second), 0, 2, 4);
            var map = graph.Node("Reshape", [products, graph.Concat(0, graph.Integers(-1, 1), size)]);
            _levels.Add((map, Scale(size)));
        }

        var side = (2 * options.Radius) + 1;
        var window = new float[side * side * 2];
        for (var i = 0; i < side * side; i++)
        {
            (window[2 * i], window[(2 * i) + 1]) = ((i % side) - options.Radius, (i / side) - options.Radius);
        }

        _window = graph.Constant(window, 1, side, side, 2);
        Origin = Places();
    }

    /// <summary>Rows of cells, a number.</summary>
    public OnnxValue Height { get; }

    /// <summary>Columns of cells, a number.</summary>
    public OnnxValue Width { get; }

    /// <summary>Rows and columns of cells.</summary>
    public OnnxValue Size { get; }

    /// <summary>Column and row of each cell [h·w, 1, 1, 2].</summary>
    public OnnxValue Origin { get; }

    /// <summary>What a flow [1, 2, h, w] leads to: [1, levels · (2 radius + 1)², h, w].</summary>
    public OnnxValue At(OnnxValue flow)
    {
        var moved = _graph.Reshape(_graph.Node("Transpose", [flow], AttributeProto.Of("perm", [0, 2, 3, 1L])), -1, 1, 1, 2);
        var places = _graph.Add(Origin, moved);
        var side = (2 * _options.Radius) + 1;
        var found = new OnnxValue[_levels.Count];
        for (var level = 0; level < found.Length; level++)
        {
            var (map, scale) = _levels[level];
            var centre = _graph.Scale(places, 1f / (1 << level));
            var grid = _graph.Add(_graph.Multiply(_graph.Add(centre, _window), scale), _graph.Scalar(-1));
            var sampled = _graph.Node(
                "GridSample", [map, grid], AttributeProto.Of("mode", "bilinear"), AttributeProto.Of("padding_mode", "zeros"), AttributeProto.Of("align_corners", 1));
            found[level] = _graph.Reshape(sampled, -1, side * side);
        }

        var all = _graph.Node("Transpose", [_graph.Concat(1, found)], AttributeProto.Of("perm", [1, 0L]));
        return _graph.Node("Reshape", [all, _graph.Concat(0, _graph.Integers(1, _options.Correlations), Size)]);
    }

    // what brings cells to −1…1 from corner to corner: 2 / (columns − 1), 2 / (rows − 1)
    private OnnxValue Scale(OnnxValue size)
    {
        var last = _graph.Add(_graph.Node("Cast", [size], AttributeProto.Of("to", (long)TensorType.Float)), _graph.Constant([-1f, -1f], 2));
        var scale = _graph.Node("Div", [_graph.Constant([2f, 2f], 2), _graph.Node("Max", [last, _graph.Constant([1f, 1f], 2)])]);
        return _graph.Reshape(_graph.Node("Gather", [scale, _graph.Integers(1, 0)], AttributeProto.Of("axis", 0)), 1, 1, 1, 2);
    }

    private OnnxValue Places()
    {
        var one = _graph.Integers(1);
        var rows = _graph.Concat(0, Size, one);
        var x = Steps(Width, 1, -1, 1);
        var y = Steps(Height, -1, 1, 1);
        return _graph.Reshape(_graph.Concat(2, _graph.Node("Expand", [x, rows]), _graph.Node("Expand", [y, rows])), -1, 1, 1, 2);

        OnnxValue Steps(OnnxValue count, params long[] shape) => _graph.Reshape(
            _graph.Node("Cast", [_graph.Node("Range", [_graph.Integer(0), count, _graph.Integer(1)])], AttributeProto.Of("to", (long)TensorType.Float)), shape);
    }
}
