using Glacier.Training.Data;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Between arrays and tensors.</summary>
public static class Tensors
{
    /// <summary>A batch as tensors on a device.</summary>
    public static (Tensor Condition, Tensor Picture) Of(Batch batch, Device device) =>
        (tensor(batch.Conditions, [batch.Count, batch.Channels, batch.Side, batch.Side], device: device), tensor(batch.Pictures, [batch.Count, 3, batch.Side, batch.Side], device: device));

    /// <summary>Values of a tensor, in the plain order.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }
}
