using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>
/// Convolution with an equalised learning rate: weights are drawn from N(0, 1) and multiplied by gain/√(fan in) at run time,
/// so that the optimiser's step has the same relative size in every layer (Karras et al. 2018, section 4.1).
/// </summary>
public sealed class EqualizedConv2d : Module<Tensor, Tensor>
{
    private readonly long[] _stride;
    private readonly long[] _padding;

    /// <summary>Makes a convolution with "same" padding of zeros.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Odd edge length of the kernel.</param>
    /// <param name="stride">Step between output pixels.</param>
    /// <param name="activate">Whether leaky ReLU follows.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="gain">Factor on the output beside the activation's own √2.</param>
    public EqualizedConv2d(long inputs, long outputs, int kernel, int stride = 1, bool activate = true, bool bias = true, float gain = 1f)
        : base(nameof(EqualizedConv2d))
    {
        if (inputs < 1 || outputs < 1) throw new ArgumentOutOfRangeException(nameof(inputs), $"a convolution needs channels, not {inputs} to {outputs}");
        if (kernel < 1 || kernel % 2 == 0) throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "the kernel's edge must be odd");
        Activate = activate;
        BiasGain = gain * (activate ? Activation.Gain : 1f);
        WeightGain = BiasGain / MathF.Sqrt(inputs * kernel * kernel);
        _stride = [stride, stride];
        _padding = [kernel / 2, kernel / 2];
        Weight = new Parameter(randn(outputs, inputs, kernel, kernel));
        Bias = bias ? new Parameter(zeros(outputs)) : null;
        RegisterComponents();
    }

    /// <summary>Unscaled weights [outputs, inputs, kernel, kernel].</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Weight { get; }

    /// <summary>Unscaled bias [outputs], or null.</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter? Bias { get; }

    /// <summary>Factor on the weights at run time.</summary>
    public float WeightGain { get; }

    /// <summary>Factor on the bias at run time.</summary>
    public float BiasGain { get; }

    /// <summary>Whether leaky ReLU follows.</summary>
    public bool Activate { get; }

    /// <summary>Step between output pixels.</summary>
    public int Stride => (int)_stride[0];

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, ⌈H/stride⌉, ⌈W/stride⌉].</summary>
    public override Tensor forward(Tensor input)
    {
        var output = MixedPrecision.Convolve(input, Weight * WeightGain, ScaledBias(), _stride, _padding);
        return Activate ? F.leaky_relu(output, Activation.Slope, true) : output;
    }

    private Tensor? ScaledBias()
    {
        if (Bias is null) return null;
        return BiasGain == 1f ? Bias : Bias * BiasGain;
    }
}
