using Glacier.Training.Networks.Scenery.Layers;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Onnx.Scenery;

/// <summary>Weights as after some training: nothing is left at zero or one, where a layer forgotten in an export would not show.</summary>
internal static class RandomWeights
{
    /// <summary>Gives every parameter random values, norms' statistics too, and hands the module back in evaluation mode.</summary>
    public static T Disturbed<T>(T module, int seed) where T : nn.Module
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var random = new Random(seed);
        foreach (var (name, parameter) in module.named_parameters())
        {
            // what starts out random is drawn anew, what starts out all equal (biases, strengths, norms) is moved by 0.3
            var spread = parameter.numel() > 1 ? parameter.std().item<float>() : 0;
            var drawn = tensor(Parity.Gaussian(random, parameter.shape), parameter.shape);
            parameter.copy_(spread > 0 ? drawn * spread : parameter + (drawn * 0.3f));
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

    /// <summary>Scales what makes colours, of which a picture is a linear function, so that a picture's root mean square is 0.35, as a photo's: little of it is clamped.</summary>
    public static void LikePhotos(IEnumerable<ToRgb> layers, Func<Tensor> picture)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var factor = 0.35f / picture().square().mean().sqrt().item<float>();
        foreach (var layer in layers)
        {
            Scale(layer.Convolution.Weight, factor);
            Scale(layer.Bias, factor);
        }
    }

    /// <summary>Holds a picture between −1 and 1, after checking that few of its values are beyond.</summary>
    public static Tensor Clamped(Tensor picture)
    {
        Assert.InRange(picture.abs().greater(1f).to(ScalarType.Float32).mean().item<float>(), 0, 0.2f);
        return picture.clamp(-1, 1);
    }

    /// <summary>Multiplies a weight in place.</summary>
    public static void Scale(Tensor weight, float factor)
    {
        using var frozen = no_grad();
        weight.mul_(factor);
    }
}
