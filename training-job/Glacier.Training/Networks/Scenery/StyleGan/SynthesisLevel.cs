using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>One level of StyleGAN2's synthesis: two styled convolutions, the first after upsampling, and colours. The 4 × 4 level has no first.</summary>
public sealed class SynthesisLevel : Module
{
    /// <summary>Makes the level.</summary>
    /// <param name="coarse">Channels of the level below; zero makes the coarsest level.</param>
    /// <param name="channels">Channels of this level.</param>
    /// <param name="latent">Length of w.</param>
    public SynthesisLevel(int coarse, int channels, int latent)
        : base(nameof(SynthesisLevel))
    {
        Conv0 = coarse > 0 ? new StyledConv2d(coarse, channels, latent) : null;
        Conv1 = new StyledConv2d(channels, channels, latent);
        ToRgb = new ToRgb(channels, latent);
        RegisterComponents();
    }

    /// <summary>Convolution after upsampling; null at the coarsest level.</summary>
    /// <remarks>
    /// StyleGAN2 writes it as a transposed convolution and the filter [1, 3, 3, 1]: away from the border that is bilinear upsampling before the convolution.
    /// </remarks>
    [field: ComponentName(Name = "conv0")]
    public StyledConv2d? Conv0 { get; }

    /// <summary>Second convolution.</summary>
    [field: ComponentName(Name = "conv1")]
    public StyledConv2d Conv1 { get; }

    /// <summary>Colours of this level.</summary>
    [field: ComponentName(Name = "to_rgb")]
    public ToRgb ToRgb { get; }
}
