using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks;

/// <summary>
/// Convolutions and matrix products in bfloat16 (8 bits of mantissa, the range of 32 bits, sums in 32 bits), everything else, weights and gradients included, in 32 bits
/// (Micikevicius et al. 2018; Kalamkar et al. 2019: bfloat16 needs no loss scaling). Processors with bfloat16 tiles (AMX) and GPUs with tensor cores run these layers several times as fast.
/// </summary>
public static class MixedPrecision
{
    [ThreadStatic]
    private static bool s_on;

    /// <summary>Whether layers called on this thread now compute in bfloat16.</summary>
    public static bool On => s_on;

    /// <summary>Switches it on, or leaves it as it is, on this thread until the result is disposed.</summary>
    /// <param name="on">Whether to switch it on.</param>
    public static IDisposable Begin(bool on)
    {
        var scope = new Scope(s_on);
        s_on |= on;
        return scope;
    }

    /// <summary>The layer's result, [N, C, H, W] of 32 bits.</summary>
    public static Tensor Of(Conv2d layer, Tensor input) =>
        s_on ? Convolve(input, layer.weight!, layer.bias, layer.stride, layer.padding!) : layer.call(input);

    /// <summary>The layer's result, [..., features] of 32 bits.</summary>
    public static Tensor Of(Linear layer, Tensor input) => s_on ? Project(input, layer.weight!, layer.bias) : layer.call(input);

    /// <summary>A convolution over two dimensions, its result of 32 bits.</summary>
    /// <param name="input">[N, inputs, H, W].</param>
    /// <param name="weight">[outputs, inputs, k, k].</param>
    /// <param name="bias">[outputs], or none.</param>
    /// <param name="stride">Step between output pixels, rows then columns.</param>
    /// <param name="padding">Zeros around the input, rows then columns.</param>
    public static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding)
    {
        if (!s_on)
        {
            return F.conv2d(input, weight, bias, stride, padding);
        }

        // channels of a pixel beside each other: the order of the fast kernels
        var pixels = input.to(ScalarType.BFloat16).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        return F.conv2d(pixels, weight.to(ScalarType.BFloat16), bias?.to(ScalarType.BFloat16), stride, padding).to(ScalarType.Float32);
    }

    /// <summary>x·Wᵀ + b, its result of 32 bits.</summary>
    /// <param name="input">[..., inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or none.</param>
    public static Tensor Project(Tensor input, Tensor weight, Tensor? bias) =>
        s_on
            ? F.linear(input.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16), bias?.to(ScalarType.BFloat16)).to(ScalarType.Float32)
            : F.linear(input, weight, bias);

    /// <summary>Matrix product over the last two dimensions, its result of 32 bits.</summary>
    public static Tensor Product(Tensor left, Tensor right) =>
        s_on ? left.to(ScalarType.BFloat16).matmul(right.to(ScalarType.BFloat16)).to(ScalarType.Float32) : left.matmul(right);

    private sealed class Scope(bool before) : IDisposable
    {
        public void Dispose() => s_on = before;
    }
}
