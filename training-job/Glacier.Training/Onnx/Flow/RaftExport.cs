using Glacier.Training.Networks.Flow;
using Glacier.Training.Onnx.Messages;
using Glacier.Vision.Velocity;

namespace Glacier.Training.Onnx.Flow;

/// <summary>
/// RAFT with its iterations unrolled: <c>first</c>, <c>second</c> [1, C, H, W], where the context sees it <c>start</c> [1, 8, H, W] → <c>flow</c> [1, 2, H, W]. H and W are free multiples of 8. What a convolution makes of the
/// context is the same in every iteration and computed once.
/// </summary>
public static class RaftExport
{
    private const float MaskScale = 0.25f;

    /// <summary>What the inputs and outputs hold, for <see cref="ModelExport.Write"/>.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>
    {
        ["first"] = "channels of the earlier image, about −1…1, 0 where unknown; height and width multiples of 8",
        ["second"] = "channels of the later image",
        ["start"] = $"of the flow that the later image was fetched back by: {string.Join(", ", HornSchunckStart.Names)}",
        ["flow"] = "displacement of each pixel of the first image, pixels, to the right then downwards",
    };

    /// <summary>Exports a network.</summary>
    /// <param name="network">The network; norms with their running statistics.</param>
    /// <param name="iterations">How often the estimate is improved.</param>
    /// <param name="precision">How weights are stored.</param>
    /// <exception cref="InvalidDataException">A weight is not finite, or too large for the precision.</exception>
    public static ModelProto Export(Raft network, int iterations, WeightPrecision precision = WeightPrecision.Float32)
    {
        var options = network.Options;
        var graph = new OnnxGraph("raft", precision);
        var nodes = new RaftGraph(graph);
        var first = graph.Input("first", 1, options.ImageChannels, "height", "width");
        var second = graph.Input("second", 1, options.ImageChannels, "height", "width");

        var correlations = new CorrelationNodes(graph, nodes, nodes.Encoder(graph.Concat(0, first, second), network.Features, "features"), options);
        OnnxValue? start = options.ContextSees == ContextInput.Start ? graph.Input("start", 1, HornSchunckStart.Planes, "height", "width") : null;
        var encoded = nodes.Encoder(
            options.ContextSees switch
            {
                ContextInput.First => first,
                ContextInput.Pair => graph.Concat(1, first, second),
                _ => graph.Concat(1, first, second, start!.Value),
            },
            network.Context, "context");
        var state = graph.Node("Tanh", [nodes.Channels(encoded, 0, options.Hidden)]);
        var context = graph.Relu(nodes.Channels(encoded, options.Hidden, options.Context));
        var units = new Recurrence[network.Update.Units.Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = new Recurrence(graph, nodes, network.Update.Units[i], $"update.units.{i}", options, context);
        }

        var flow = graph.Node("Expand", [graph.Constant([0f], 1, 1, 1, 1), graph.Concat(0, graph.Integers(1, 2), correlations.Size)]);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var motion = Motion(graph, nodes, network.Update.Motion, correlations.At(flow), flow);
            foreach (var unit in units)
            {
                state = unit.Next(state, motion);
            }

            flow = graph.Add(flow, nodes.Conv(graph.Relu(nodes.Conv(state, network.Update.Head1, "update.head1")), network.Update.Head2, "update.head2"));
        }

        var fine = Upsampled(graph, nodes, network, state, flow, correlations.Size);
        graph.Output("flow", network.Update.Blend1 is null ? fine : graph.Add(fine, Blended(graph, nodes, network, state, start!.Value)), 1, 2, "height", "width");
        return graph.Build();
    }

    private static OnnxValue Motion(OnnxGraph graph, RaftGraph nodes, MotionEncoder encoder, OnnxValue correlations, OnnxValue flow)
    {
        const string Name = "update.motion.";
        var seen = graph.Relu(nodes.Conv(correlations, encoder.Correlation1, Name + "correlation1"));
        seen = encoder.Correlation2 is null ? seen : graph.Relu(nodes.Conv(seen, encoder.Correlation2, Name + "correlation2"));
        var moved = graph.Relu(nodes.Conv(graph.Relu(nodes.Conv(flow, encoder.Flow1, Name + "flow1")), encoder.Flow2, Name + "flow2"));
        return graph.Concat(1, graph.Relu(nodes.Conv(graph.Concat(1, seen, moved), encoder.Both, Name + "both")), flow);
    }

    private static OnnxValue Upsampled(OnnxGraph graph, RaftGraph nodes, Raft network, OnnxValue state, OnnxValue flow, OnnxValue size)
    {
        var factor = network.Options.Downsampling;
        flow = graph.Scale(flow, factor);
        if (network.Update.Mask1 is null)
        {
            return graph.Node(
                "Resize", [flow, new(""), graph.Constant([1, 1, factor, factor], 4)],
                AttributeProto.Of("mode", "linear"), AttributeProto.Of("coordinate_transformation_mode", "half_pixel"));
        }

        var mask = nodes.Conv(graph.Relu(nodes.Conv(state, network.Update.Mask1, "update.mask1")), network.Update.Mask2!, "update.mask2");
        var weights = graph.Node("Reshape", [graph.Scale(mask, MaskScale), graph.Concat(0, graph.Integers(1, 9, factor * factor), size)]);
        weights = graph.Node("Softmax", [weights], AttributeProto.Of("axis", 1));

        // the nine neighbours of each cell, zeros outside, as torch's unfold has them
        var padded = graph.Node("Pad", [flow, graph.Integers(0, 0, 1, 1, 0, 0, 1, 1)]);
        var near = new OnnxValue[9];
        for (var i = 0; i < near.Length; i++)
        {
            var rows = nodes.Slice(padded, 2, i / 3, i / 3 == 2 ? long.MaxValue : (i / 3) - 2);
            near[i] = graph.Node("Unsqueeze", [nodes.Slice(rows, 3, i % 3, i % 3 == 2 ? long.MaxValue : (i % 3) - 2), graph.Integers(2, 3)]);
        }

        // [1, 2, 9, 1, h, w] by [1, 1, 9, s², h, w]
        var sum = graph.Node(
            "ReduceSum", [graph.Multiply(graph.Concat(2, near), graph.Node("Unsqueeze", [weights, graph.Integers(1)])), graph.Integers(2)], AttributeProto.Of("keepdims", 0));
        var cells = graph.Node("Reshape", [sum, graph.Concat(0, graph.Integers(1, 2 * factor * factor), size)]);
        return graph.Node("DepthToSpace", [cells], AttributeProto.Of("blocksize", factor), AttributeProto.Of("mode", "CRD"));
    }

    private static OnnxValue Blended(OnnxGraph graph, RaftGraph nodes, Raft network, OnnxValue state, OnnxValue start)
    {
        var shares = nodes.Conv(graph.Relu(nodes.Conv(state, network.Update.Blend1!, "update.blend1")), network.Update.Blend2!, "update.blend2");
        shares = graph.Node(
            "DepthToSpace", [graph.Scale(shares, (float)StartBlend.Scale)], AttributeProto.Of("blocksize", network.Options.Downsampling), AttributeProto.Of("mode", "CRD"));
        var deviation = graph.Scale(nodes.Channels(start, StartBlend.Deviation.From, 2), (float)StartBlend.Deviation.Unit);
        var corrections = new List<OnnxValue> { deviation };
        foreach (var side in StartBlend.Means)
        {
            var mean = graph.Node(
                "AveragePool", [deviation], AttributeProto.Of("kernel_shape", [side, (long)side]), AttributeProto.Of("strides", [1, 1L]),
                AttributeProto.Of("pads", [side / 2, side / 2, side / 2, (long)(side / 2)]), AttributeProto.Of("count_include_pad", 1));
            corrections.Add(graph.Node("Sub", [deviation, mean]));
        }

        corrections.Add(nodes.Channels(start, StartBlend.LocalMotion, 2));
        OnnxValue? sum = null;
        for (var k = 0; k < corrections.Count; k++)
        {
            var part = graph.Multiply(corrections[k], nodes.Channels(shares, k, 1));
            sum = sum is { } before ? graph.Add(before, part) : part;
        }

        return sum!.Value;
    }

    // one gated unit; the context's part of both convolutions is added as it was computed before the first iteration
    private sealed class Recurrence
    {
        private readonly OnnxGraph _graph;
        private readonly RaftGraph _nodes;
        private readonly RecurrentUnit _unit;
        private readonly string _name;
        private readonly (int From, int Count)[] _seen;
        private readonly OnnxValue _gates;
        private readonly OnnxValue _candidate;

        public Recurrence(OnnxGraph graph, RaftGraph nodes, RecurrentUnit unit, string name, RaftOptions options, OnnxValue context)
        {
            (_graph, _nodes, _unit, _name) = (graph, nodes, unit, name);
            _seen = [(0, options.Hidden), (options.Hidden + options.Context, options.Motion)];
            _gates = nodes.PartialConv(context, unit.Gates, name + ".gates", true, (options.Hidden, options.Context));
            _candidate = nodes.PartialConv(context, unit.Candidate, name + ".candidate", true, (options.Hidden, options.Context));
        }

        public OnnxValue Next(OnnxValue state, OnnxValue motion)
        {
            var gates = _graph.Sigmoid(_graph.Add(_nodes.PartialConv(_graph.Concat(1, state, motion), _unit.Gates, _name + ".gates", false, _seen), _gates));
            var update = _nodes.Channels(gates, 0, _unit.Hidden);
            var kept = _graph.Multiply(_nodes.Channels(gates, _unit.Hidden, _unit.Hidden), state);
            var sum = _graph.Add(_nodes.PartialConv(_graph.Concat(1, kept, motion), _unit.Candidate, _name + ".candidate", false, _seen), _candidate);
            var change = _graph.Node("Sub", [_graph.Node("Tanh", [sum]), state]);
            return _graph.Add(state, _graph.Multiply(update, change));
        }
    }
}
