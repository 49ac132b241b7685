using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx;

/// <summary>One method per layer. Pictures are [N, C, H, W], vectors [N, C]; N, H and W stay free.</summary>
public static class OnnxLayers
{
    /// <summary>Convolution, zeros outside. Weight [out, in / groups, k, k], bias [out].</summary>
    public static OnnxValue Conv(this OnnxGraph graph, OnnxValue x, OnnxValue weight, OnnxValue? bias = null, int stride = 1, int padding = 0, int groups = 1) =>
        graph.Node(
            "Conv",
            bias is { } b ? [x, weight, b] : [x, weight],
            AttributeProto.Of("strides", [stride, (long)stride]),
            AttributeProto.Of("pads", [padding, padding, padding, (long)padding]),
            AttributeProto.Of("group", groups));

    /// <summary>x·Wᵀ + b. Weight [out, in], bias [out].</summary>
    public static OnnxValue Linear(this OnnxGraph graph, OnnxValue x, OnnxValue weight, OnnxValue? bias = null) =>
        graph.Node("Gemm", bias is { } b ? [x, weight, b] : [x, weight], AttributeProto.Of("transB", 1));

    /// <summary>Sum, by ONNX's broadcasting.</summary>
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Add", [a, b]);

    /// <summary>Product, by ONNX's broadcasting.</summary>
    public static OnnxValue Multiply(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Mul", [a, b]);

    /// <summary>Product with a number; the value itself for 1.</summary>
    public static OnnxValue Scale(this OnnxGraph graph, OnnxValue x, float factor) => factor == 1 ? x : graph.Multiply(x, graph.Scalar(factor));

    /// <summary>Rectifier.</summary>
    public static OnnxValue Relu(this OnnxGraph graph, OnnxValue x) => graph.Node("Relu", [x]);

    /// <summary>Leaky rectifier times a gain (StyleGAN2: slope 0.2, gain √2).</summary>
    public static OnnxValue LeakyRelu(this OnnxGraph graph, OnnxValue x, float slope, float gain = 1) =>
        graph.Scale(graph.Node("LeakyRelu", [x], AttributeProto.Of("alpha", slope)), gain);

    /// <summary>Rectifier with a learnt slope per channel. Slope [C, 1, 1].</summary>
    public static OnnxValue PRelu(this OnnxGraph graph, OnnxValue x, OnnxValue slope) => graph.Node("PRelu", [x, slope]);

    /// <summary>Logistic function.</summary>
    public static OnnxValue Sigmoid(this OnnxGraph graph, OnnxValue x) => graph.Node("Sigmoid", [x]);

    /// <summary>Values held between two bounds.</summary>
    public static OnnxValue Clamp(this OnnxGraph graph, OnnxValue x, float least, float most) =>
        graph.Node("Clip", [x, graph.Scalar(least), graph.Scalar(most)]);

    /// <summary>Batch normalisation with its running statistics, all [C].</summary>
    public static OnnxValue BatchNorm(this OnnxGraph graph, OnnxValue x, OnnxValue scale, OnnxValue bias, OnnxValue mean, OnnxValue variance, float epsilon) =>
        graph.Node("BatchNormalization", [x, scale, bias, mean, variance], AttributeProto.Of("epsilon", epsilon));

    /// <summary>Channels weighed by a gate of their means: mean, 1×1 convolution, ReLU, 1×1 convolution, logistic (Hu et al. 2018).</summary>
    public static OnnxValue SqueezeExcite(this OnnxGraph graph, OnnxValue x, OnnxValue squeeze, OnnxValue excite)
    {
        var gate = graph.Relu(graph.Conv(graph.GlobalAveragePool(x), squeeze));
        return graph.Multiply(x, graph.Sigmoid(graph.Conv(gate, excite)));
    }

    /// <summary>Mean over height and width: [N, C, 1, 1].</summary>
    public static OnnxValue GlobalAveragePool(this OnnxGraph graph, OnnxValue x) => graph.Node("GlobalAveragePool", [x]);

    /// <summary>Mean over windows, none reaching over the edge.</summary>
    public static OnnxValue AveragePool(this OnnxGraph graph, OnnxValue x, int kernel, int stride) => graph.Node("AveragePool", [x], Window(kernel, stride));

    /// <summary>Maximum over windows, none reaching over the edge.</summary>
    public static OnnxValue MaxPool(this OnnxGraph graph, OnnxValue x, int kernel, int stride) => graph.Node("MaxPool", [x], Window(kernel, stride));

    /// <summary>Twice the height and width, bilinearly between pixel centres (torch: align_corners false).</summary>
    public static OnnxValue Upsample2(this OnnxGraph graph, OnnxValue x) =>
        graph.Node(
            "Resize",
            [x, new(""), graph.Constant([1, 1, 2, 2], 4)],
            AttributeProto.Of("mode", "linear"),
            AttributeProto.Of("coordinate_transformation_mode", "half_pixel"));

    /// <summary>The height and width of another value, bilinearly with corners on corners (torch: align_corners true).</summary>
    public static OnnxValue ResizeLike(this OnnxGraph graph, OnnxValue x, OnnxValue like)
    {
        var channels = graph.Node("Slice", [graph.Shape(x), graph.Integers(0), graph.Integers(2)]);
        var size = graph.Node("Slice", [graph.Shape(like), graph.Integers(2), graph.Integers(4)]);
        return graph.Node(
            "Resize",
            [x, new(""), new(""), graph.Concat(0, channels, size)],
            AttributeProto.Of("mode", "linear"),
            AttributeProto.Of("coordinate_transformation_mode", "align_corners"));
    }

    /// <summary>Shape as a vector of integers.</summary>
    public static OnnxValue Shape(this OnnxGraph graph, OnnxValue x) => graph.Node("Shape", [x]);

    /// <summary>Values joined along an axis.</summary>
    public static OnnxValue Concat(this OnnxGraph graph, int axis, params ReadOnlySpan<OnnxValue> values) =>
        values.Length == 1 ? values[0] : graph.Node("Concat", values, AttributeProto.Of("axis", axis));

    /// <summary>Everything after the batch as one vector: [N, …].</summary>
    public static OnnxValue Flatten(this OnnxGraph graph, OnnxValue x) => graph.Node("Flatten", [x], AttributeProto.Of("axis", 1));

    /// <summary>Another shape; −1 for what follows from the rest, 0 for an axis kept.</summary>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue x, params long[] shape) => graph.Node("Reshape", [x, graph.Integers(shape)]);

    /// <summary>One slice along an axis, which goes: row <paramref name="index"/> of [N, L, C] along 1 is [N, C].</summary>
    public static OnnxValue Select(this OnnxGraph graph, OnnxValue x, int axis, int index) =>
        graph.Node("Gather", [x, graph.Integer(index)], AttributeProto.Of("axis", axis));

    /// <summary>Every <paramref name="stride"/>-th row and column, the first included.</summary>
    public static OnnxValue Strided(this OnnxGraph graph, OnnxValue x, int stride) => stride == 1
        ? x
        : graph.Node("Slice", [x, graph.Integers(0, 0), graph.Integers(long.MaxValue, long.MaxValue), graph.Integers(2, 3), graph.Integers(stride, stride)]);

    private static AttributeProto[] Window(int kernel, int stride) =>
        [AttributeProto.Of("kernel_shape", [kernel, (long)kernel]), AttributeProto.Of("strides", [stride, (long)stride])];
}
