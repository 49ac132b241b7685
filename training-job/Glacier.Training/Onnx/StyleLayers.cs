using Glacier.Training.Onnx.Messages;

namespace Glacier.Training.Onnx;

/// <summary>The layers that StyleGAN2 adds (Karras et al. 2020, sections 2 and 3), written so that the batch stays free.</summary>
public static class StyleLayers
{
    /// <summary>
    /// Modulated convolution, unfused: input times style, convolution, and, demodulated, times gain/√(Σ over in, k of (style·weight)² + 1e-8). Scaling the feature maps instead of the
    /// weights is the same sum, and one convolution serves every style of the batch.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">[N, in, H, W], or [1, in, H, W], which each style of the batch then makes its own.</param>
    /// <param name="style">[N, in].</param>
    /// <param name="weight">[out, in, k, k], its equalising factor included.</param>
    /// <param name="padding">Zeros on each side.</param>
    public static OnnxValue ModulatedConv(this OnnxGraph graph, OnnxValue x, OnnxValue style, OnnxValue weight, int padding) =>
        graph.Conv(graph.Multiply(x, graph.AsMaps(style)), weight, padding: padding);

    /// <summary><see cref="ModulatedConv"/> brought back to unit variance, times a gain.</summary>
    /// <inheritdoc cref="ModulatedConv"/>
    public static OnnxValue DemodulatedConv(this OnnxGraph graph, OnnxValue x, OnnxValue style, OnnxValue weight, int padding, float gain = 1)
    {
        // Σ over in of style²·Σ over k of weight²: a product of matrices; the inner sum is of constants and made once, with the session
        var power = graph.Node("ReduceSumSquare", [weight], AttributeProto.Of("axes", [2L, 3L]), AttributeProto.Of("keepdims", 0));
        var variance = graph.Linear(graph.Multiply(style, style), power);
        var deviation = graph.Node("Sqrt", [graph.Add(variance, graph.Scalar(1e-8f))]);
        var factor = graph.Node("Div", [graph.Scalar(gain), deviation]);
        return graph.Multiply(graph.ModulatedConv(x, style, weight, padding), graph.AsMaps(factor));
    }

    /// <summary>Adds noise of the full size, strided to the size of <paramref name="x"/>, times a strength.</summary>
    public static OnnxValue AddNoise(this OnnxGraph graph, OnnxValue x, OnnxValue noise, OnnxValue strength, int stride) =>
        graph.Add(x, graph.Multiply(graph.Strided(noise, stride), strength));

    /// <summary>Vectors brought to a mean square of one: x/√(mean x² + ε) over the last axis.</summary>
    public static OnnxValue PixelNorm(this OnnxGraph graph, OnnxValue x, float epsilon = 1e-8f)
    {
        var mean = graph.Node("ReduceMean", [graph.Multiply(x, x)], AttributeProto.Of("axes", [-1L]), AttributeProto.Of("keepdims", 1));
        return graph.Node("Div", [x, graph.Node("Sqrt", [graph.Add(mean, graph.Scalar(epsilon))])]);
    }

    /// <summary>[N, C] as [N, C, 1, 1].</summary>
    public static OnnxValue AsMaps(this OnnxGraph graph, OnnxValue vector) => graph.Node("Unsqueeze", [vector, graph.Integers(2, 3)]);
}
