using Glacier.Training.Onnx;
using Glacier.Training.Onnx.Messages;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx;

/// <summary>How far an exported network in ONNX Runtime is from the original in libtorch, on the same random inputs.</summary>
internal static class Parity
{
    /// <summary>Largest absolute difference, after checking that both have the same shape.</summary>
    /// <param name="model">The exported network.</param>
    /// <param name="reference">The original.</param>
    /// <param name="shapes">Shapes of the inputs, in the order of the graph's.</param>
    public static float Difference(ModelProto model, Func<Tensor[], Tensor> reference, params long[][] shapes)
    {
        using var network = new OnnxNetwork(model);
        return Difference(network, model, reference, shapes);
    }

    /// <inheritdoc cref="Difference(ModelProto, Func{Tensor[], Tensor}, long[][])"/>
    public static float Difference(OnnxNetwork network, ModelProto model, Func<Tensor[], Tensor> reference, params long[][] shapes)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var random = new Random(11);
        var inputs = shapes.Select((shape, i) => (model.Graph.Inputs[i].Name, Values: Gaussian(random, shape), shape)).ToArray();
        var expected = reference([.. inputs.Select(input => tensor(input.Values, input.shape))]);
        var found = network.Run(inputs);
        Assert.Equal(expected.numel(), found.Length);
        var values = expected.ToFloats();
        Assert.True(values.Max() - values.Min() > 1e-2f, "the original's output is as good as constant, so that the comparison says nothing");

        // of two samples, each has a picture of its own: what hardly depends on its inputs would agree whatever stands between
        var (samples, length) = ((int)expected.shape[0], values.Length / (int)expected.shape[0]);
        if (samples > 1)
        {
            var between = values.Take(length).Zip(values.Skip(length), (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(between > 0.05f * (values.Max() - values.Min()), $"samples differ by {between} only");
        }

        return values.Zip(found, (a, b) => MathF.Abs(a - b)).Max();
    }

    /// <summary>Numbers of a normal distribution (Box and Muller), the same for the same generator on any machine.</summary>
    public static float[] Gaussian(Random random, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
        }

        return values;
    }
}
