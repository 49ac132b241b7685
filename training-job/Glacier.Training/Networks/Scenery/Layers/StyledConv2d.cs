using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>One layer of a style-based generator: modulated and demodulated convolution, noise times a learned strength, bias, leaky ReLU.</summary>
public sealed class StyledConv2d : Module<Tensor, Tensor, Tensor?, Tensor>
{
    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="latent">Length of w.</param>
    /// <param name="kernel">Odd edge length of the kernel.</param>
    /// <param name="noise">Whether noise is added.</param>
    public StyledConv2d(long inputs, long outputs, long latent, int kernel = 3, bool noise = true)
        : base(nameof(StyledConv2d))
    {
        Convolution = new ModulatedConv2d(inputs, outputs, kernel, latent);
        NoiseStrength = noise ? new Parameter(zeros(1)) : null;
        Bias = new Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>The convolution.</summary>
    [field: ComponentName(Name = "convolution")]
    public ModulatedConv2d Convolution { get; }

    /// <summary>Strength of the noise [1], zero at the start, or null without noise; acts before the activation's gain.</summary>
    [field: ComponentName(Name = "noise_strength")]
    public Parameter? NoiseStrength { get; }

    /// <summary>Bias [outputs]; acts before the activation's gain.</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    /// <summary>Maps features [N, inputs, H, W], w [N, W] and noise [N, 1, H, W] to [N, outputs, H, W].</summary>
    /// <exception cref="ArgumentNullException">The layer adds noise and none is given.</exception>
    public override Tensor forward(Tensor input, Tensor latent, Tensor? noise)
    {
        var style = Convolution.Affine.call(latent);
        var (output, demodulation) = Convolution.Convolve(input * ModulatedConv2d.PerChannel(style), style, Activation.Gain);

        // scale and bias in one pass; what follows works in place, since no gradient needs the sums
        var sum = addcmul((Bias * Activation.Gain).view(1, -1, 1, 1), output, demodulation!, 1);
        if (NoiseStrength is not null)
        {
            ArgumentNullException.ThrowIfNull(noise);
            sum.add_(noise * (NoiseStrength * Activation.Gain));
        }

        return F.leaky_relu(sum, Activation.Slope, true);
    }
}
