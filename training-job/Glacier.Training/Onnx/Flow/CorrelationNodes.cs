using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx.Flow;

/// <summary><see cref="CorrelationPyramid"/> as nodes, for one pair of images of any size.</summary>
/// <remarks>A network that improves on a start has little left to find: of each level only the cells of nearby rows are correlated then (<see cref="NearbyRows"/>), so that time and memory grow with a tile's area times its width, not with the area's square.</remarks>
internal sealed class CorrelationNodes
{
    /// <summary>After a start, a cell is correlated with those of so many rows above and below its own on each level.</summary>
    public const int NearbyRows = 8;

    private readonly OnnxGraph _graph;
    private readonly RaftOptions _options;
    private readonly List<Level> _levels = [];

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

        var side = (2 * options.Radius) + 1;
        var offsets = new float[side * side * 2];
        for (var i = 0; i < side * side; i++)
        {
            (offsets[2 * i], offsets[(2 * i) + 1]) = ((i % side) - options.Radius, (i / side) - options.Radius);
        }

        var window = graph.Constant(offsets, 1, side, side, 2);
        Origin = Places();
        var (first, second) = (graph.Scale(nodes.Slice(features, 0, 0, 1), 1 / MathF.Sqrt(options.Features)), nodes.Slice(features, 0, 1, 2));
        var nearby = options.ContextSees == ContextInput.Start;
        var cells = nearby
            ? graph.Node("Transpose", [graph.Node("Squeeze", [first, graph.Integers(0)])], AttributeProto.Of("perm", [1, 2, 0L]))
            : graph.Node("Transpose", [graph.Reshape(first, options.Features, -1)], AttributeProto.Of("perm", [1, 0L]));
        for (var level = 0; level < options.Levels; level++)
        {
            // the mean of correlations is the correlation with the mean
            second = level == 0 ? second : graph.AveragePool(second, 2, 2);
            var size = nodes.Slice(graph.Shape(second), 0, 2, 4);
            OnnxValue products, from = graph.Scalar(0);
            if (nearby)
            {
                (products, from) = Nearby(nodes, cells, second, 1 << level);
                size = graph.Concat(0, graph.Integers(NearbyRows + 1 + NearbyRows), nodes.Slice(size, 0, 1, 2));
            }
            else
            {
                products = graph.Node("MatMul", [cells, graph.Reshape(second, options.Features, -1)]);
            }

            var map = graph.Node("Reshape", [products, graph.Concat(0, graph.Integers(-1, 1), size)]);
            var scale = Scale(size);
            _levels.Add(new(map, graph.Scale(scale, 1f / (1 << level)), graph.Add(graph.Multiply(from, scale), graph.Scalar(-1)), graph.Multiply(window, scale)));
        }
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
            // what is the same for the whole window or for all iterations is not computed for each
            var (map, scale, origin, window) = _levels[level];
            var grid = _graph.Add(_graph.Add(_graph.Multiply(places, scale), origin), window);
            var sampled = _graph.Node(
                "GridSample", [map, grid], AttributeProto.Of("mode", "bilinear"), AttributeProto.Of("padding_mode", "zeros"), AttributeProto.Of("align_corners", 1));
            found[level] = _graph.Reshape(sampled, -1, side * side);
        }

        var all = _graph.Node("Transpose", [_graph.Concat(1, found)], AttributeProto.Of("perm", [1, 0L]));
        return _graph.Node("Reshape", [all, _graph.Concat(0, _graph.Integers(1, _options.Correlations), Size)]);
    }

    // row by row: a row's cells [h, w, D] by all cells of the rows around it [h, D, rows · w]; and the row of the level that each cell's map begins with, taken off and so 0, −row [h·w, 1, 1, 2]
    private (OnnxValue Products, OnnxValue Origin) Nearby(RaftGraph nodes, OnnxValue cells, OnnxValue second, int factor)
    {
        // an odd last row looks one further than there are
        var padded = _graph.Node("Pad", [second, _graph.Integers(0, 0, NearbyRows, 0, 0, 0, NearbyRows + 1, 0)]);
        var rows = _graph.Node("Transpose", [_graph.Node("Squeeze", [padded, _graph.Integers(0)])], AttributeProto.Of("perm", [1, 0, 2L]));
        var row = _graph.Node("Div", [_graph.Node("Range", [_graph.Integer(0), Height, _graph.Integer(1)]), _graph.Integer(factor)]);
        var around = new OnnxValue[NearbyRows + 1 + NearbyRows];
        for (var k = 0; k < around.Length; k++)
        {
            around[k] = _graph.Node("Gather", [rows, _graph.Add(row, _graph.Integer(k))], AttributeProto.Of("axis", 0));
        }

        var begins = _graph.Reshape(_graph.Node("Cast", [_graph.Node("Sub", [_graph.Integer(NearbyRows), row])], AttributeProto.Of("to", (long)TensorType.Float)), -1, 1, 1);
        var y = _graph.Node("Expand", [begins, _graph.Concat(0, Size, _graph.Integers(1))]);
        var both = _graph.Concat(2, _graph.Multiply(y, _graph.Scalar(0)), y);
        return (_graph.Node("MatMul", [cells, _graph.Concat(2, around)]), _graph.Reshape(both, -1, 1, 1, 2));
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

    /// <summary>One level of the pyramid.</summary>
    /// <param name="Map">Correlations [h·w, 1, rows, columns].</param>
    /// <param name="Scale">Brings cells of the finest level to −1…1 from corner to corner of the map.</param>
    /// <param name="Origin">What is added then.</param>
    /// <param name="Window">The window in those units.</param>
    private sealed record Level(OnnxValue Map, OnnxValue Scale, OnnxValue Origin, OnnxValue Window);
}
