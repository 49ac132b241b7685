using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>
/// Weight modulation and demodulation of StyleGAN2 (Karras et al. 2020, section 2.2), unfused: the input is scaled by the style, convolved with
/// the shared weights and scaled by the demodulation. The same numbers as a grouped convolution with one kernel per sample, without its cost on a CPU.
/// </summary>
public sealed class ModulatedConv2d : Module<Tensor, Tensor, Tensor>
{
    private static readonly long[] s_stride = [1, 1];
    private readonly long[] _padding;

    /// <summary>Makes the convolution.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Odd edge length of the kernel.</param>
    /// <param name="latent">Length of w.</param>
    /// <param name="demodulate">Whether outputs are brought to unit variance.</param>
    public ModulatedConv2d(long inputs, long outputs, int kernel, long latent, bool demodulate = true)
        : base(nameof(ModulatedConv2d))
    {
        if (kernel < 1 || kernel % 2 == 0) throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "the kernel's edge must be odd");
        Demodulate = demodulate;
        WeightGain = 1f / MathF.Sqrt(inputs * kernel * kernel);
        _padding = [kernel / 2, kernel / 2];
        Affine = new EqualizedLinear(latent, inputs, initialBias: 1f);
        Weight = new Parameter(randn(outputs, inputs, kernel, kernel));
        RegisterComponents();
    }

    /// <summary>The layer that makes the style from w.</summary>
    [field: ComponentName(Name = "affine")]
    public EqualizedLinear Affine { get; }

    /// <summary>Unscaled weights [outputs, inputs, kernel, kernel].</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    /// <summary>Factor on the weights at run time.</summary>
    public float WeightGain { get; }

    /// <summary>Whether outputs are brought to unit variance.</summary>
    public bool Demodulate { get; }

    /// <summary>Maps features [N, inputs, H, W] and w [N, W] to [N, outputs, H, W].</summary>
    public override Tensor forward(Tensor input, Tensor latent)
    {
        var style = Affine.call(latent);
        var (output, demodulation) = Convolve(input * PerChannel(style), style);
        return demodulation is null ? output : output * demodulation;
    }

    /// <summary>Convolves an input that the style has scaled already.</summary>
    /// <param name="scaled">Features times style [N, inputs, H, W].</param>
    /// <param name="style">The style [N, inputs].</param>
    /// <param name="gain">Factor on the demodulation.</param>
    /// <returns>The convolution and the factor [N, outputs, 1, 1] that is still to be applied, null without demodulation.</returns>
    public (Tensor Output, Tensor? Demodulation) Convolve(Tensor scaled, Tensor style, float gain = 1f)
    {
        var weight = Weight * WeightGain;
        var output = MixedPrecision.Convolve(scaled, weight, null, s_stride, _padding);
        if (!Demodulate) return (output, null);

        // Σ over inputs and taps of (style · weight)², one number per sample and output channel
        var energy = weight.square().sum([2, 3]);
        var factor = (style.square().matmul(energy.t()) + 1e-8f).rsqrt();
        return (output, PerChannel(gain == 1f ? factor : factor * gain));
    }

    /// <summary>[N, C] as [N, C, 1, 1], to be multiplied with features.</summary>
    public static Tensor PerChannel(Tensor perSample) => perSample.unsqueeze(-1).unsqueeze(-1);
}
