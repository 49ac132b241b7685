using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>Output layer of one level: modulated 1×1 convolution to colours without demodulation, plus a bias; levels are summed up as skips.</summary>
/// <remarks>
/// Its weights start at a quarter of the other layers': the sum over five to eight levels then starts near the range of pictures, where gradients
/// of both networks are useful from the first step. Short trainings gain from it.
/// </remarks>
public sealed class ToRgb : Module<Tensor, Tensor, Tensor>
{
    private const float InitialScale = 0.25f;

    /// <summary>Makes the layer.</summary>
    /// <param name="inputs">Channels of the features.</param>
    /// <param name="latent">Length of w.</param>
    /// <param name="outputs">Colour channels.</param>
    public ToRgb(long inputs, long latent, long outputs = 3)
        : base(nameof(ToRgb))
    {
        Convolution = new ModulatedConv2d(inputs, outputs, 1, latent, demodulate: false);
        using (no_grad()) Convolution.Weight.mul_(InitialScale);
        Bias = new Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>The convolution.</summary>
    [field: ComponentName(Name = "convolution")]
    public ModulatedConv2d Convolution { get; }

    /// <summary>Bias [outputs].</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    /// <summary>Maps features [N, inputs, H, W] and w [N, W] to colours [N, outputs, H, W].</summary>
    public override Tensor forward(Tensor features, Tensor latent) => Convolution.call(features, latent) + Bias.view(1, -1, 1, 1);
}
