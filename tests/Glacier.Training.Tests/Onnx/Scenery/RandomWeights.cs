using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Scenery;

/// <summary>Weights as after some training: nothing is left at zero or one, where a layer forgotten in an export would not show.</summary>
internal static class RandomWeights
{
    /// <summary>Moves every parameter by random numbers, norms' statistics too, and hands the module back in evaluation mode.</summary>
    public static T Disturbed<T>(T module, int seed) where T : nn.Module
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var random = new Random(seed);
        foreach (var (name, parameter) in module.named_parameters())
        {
            parameter.add_(tensor(Parity.Gaussian(random, parameter.shape), parameter.shape) * 0.3f);
        }

        foreach (var (name, buffer) in module.named_buffers())
        {
            if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                buffer.copy_((tensor(Parity.Gaussian(random, buffer.shape), buffer.shape).square() * 0.5f) + 0.5f);
            }
            else if (buffer.is_floating_point())
            {
                buffer.copy_(tensor(Parity.Gaussian(random, buffer.shape), buffer.shape) * 0.3f);
            }
        }

        module.eval();
        return module;
    }

    /// <summary>Scales a layer's weights, so that colours stay within their bounds and the comparison is of more than clamped values.</summary>
    public static void Scale(Tensor weight, float factor)
    {
        using var frozen = no_grad();
        weight.mul_(factor);
    }
}
