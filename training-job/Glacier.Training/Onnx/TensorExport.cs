using static TorchSharp.torch;

namespace Glacier.Training.Onnx;

/// <summary>From torch's tensors to a graph's weights.</summary>
public static class TensorExport
{
    /// <summary>The values as 32-bit floats, row-major, from any device and memory order.</summary>
    public static float[] ToFloats(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>Adds a tensor as a weight, times a factor.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Name, unique in the graph.</param>
    /// <param name="tensor">The values.</param>
    /// <param name="factor">What training multiplies the stored values with at run time (equalised learning rate, gain).</param>
    /// <exception cref="InvalidDataException">A value is not finite, or too large for the graph's precision.</exception>
    public static OnnxValue Weight(this OnnxGraph graph, string name, Tensor tensor, float factor = 1)
    {
        var values = tensor.ToFloats();
        for (var i = 0; factor != 1 && i < values.Length; i++)
        {
            values[i] *= factor;
        }

        return graph.Weight(name, values, tensor.shape);
    }
}
