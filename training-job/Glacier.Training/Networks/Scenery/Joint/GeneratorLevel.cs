using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>
/// One level of the joint generator: a styled convolution among the coarser pixels, upsampling ×2, the condition's features of this level added,
/// a styled convolution with noise, colours. The coarsest level has the latter two only and works on the condition's features themselves.
/// </summary>
public sealed class GeneratorLevel : Module
{
    /// <summary>Makes the level.</summary>
    /// <param name="coarse">Channels of the level below; zero makes the coarsest level.</param>
    /// <param name="channels">Channels of this level.</param>
    /// <param name="latent">Length of w.</param>
    /// <param name="spatial">Whether the condition's features enter.</param>
    /// <param name="outputs">Channels of what is made: 3 colours unless said.</param>
    public GeneratorLevel(int coarse, int channels, int latent, bool spatial, int outputs = 3)
        : base(nameof(GeneratorLevel))
    {
        Spatial = spatial;
        Conv0 = coarse > 0 ? new StyledConv2d(coarse, channels, latent, noise: false) : null;
        Conv1 = new StyledConv2d(channels, channels, latent);
        ToRgb = new ToRgb(channels, latent, outputs);
        RegisterComponents();
    }

    /// <summary>Whether the condition's features enter.</summary>
    public bool Spatial { get; }

    /// <summary>Convolution among the coarser pixels, without noise; null at the coarsest level.</summary>
    [field: ComponentName(Name = "conv0")]
    public StyledConv2d? Conv0 { get; }

    /// <summary>Convolution at this level's size, with noise.</summary>
    [field: ComponentName(Name = "conv1")]
    public StyledConv2d Conv1 { get; }

    /// <summary>Colours of this level; takes the w of <see cref="Conv1"/>.</summary>
    [field: ComponentName(Name = "to_rgb")]
    public ToRgb ToRgb { get; }

    /// <summary>What <see cref="Conv1"/> reads at a level above the coarsest.</summary>
    /// <param name="coarse">Features of the level below [N, coarse, h/2, w/2].</param>
    /// <param name="condition">The condition's features [N, channels, h, w].</param>
    /// <param name="latent">w of <see cref="Conv0"/> [N, W].</param>
    /// <returns>[N, channels, h, w].</returns>
    public Tensor Merge(Tensor coarse, Tensor condition, Tensor latent)
    {
        var x = Resampling.Up(Conv0!.call(coarse, latent, null));
        return Spatial ? x.add_(condition) : x;
    }
}
