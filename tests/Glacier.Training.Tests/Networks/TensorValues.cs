using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks;

/// <summary>Numbers of tensors for assertions.</summary>
internal static class TensorValues
{
    /// <summary>Values in row-major order.</summary>
    public static float[] Of(Tensor t) => t.detach().cpu().contiguous().data<float>().ToArray();

    /// <summary>The only value.</summary>
    public static float Single(Tensor t) => t.detach().cpu().item<float>();

    /// <summary>Greatest absolute difference of two tensors of one shape.</summary>
    public static float Distance(Tensor a, Tensor b)
    {
        Assert.Equal(a.shape, b.shape);
        return (a.detach() - b.detach()).abs().max().item<float>();
    }

    /// <summary>Number of values in all parameters.</summary>
    public static long ParameterCount(nn.Module module) => module.parameters().Sum(p => p.numel());

    /// <summary>Values a·1, a·2, … in a tensor, without chance.</summary>
    public static Tensor Ramp(float step, params long[] shape)
    {
        long count = shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Enumerable.Range(1, (int)count).Select(i => step * i).ToArray(), shape);
    }
}
