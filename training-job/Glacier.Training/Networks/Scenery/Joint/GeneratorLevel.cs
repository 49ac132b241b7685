using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>
/// One level of the joint generator: upsampling ×2, the condition's features of that level beside it, two styled convolutions, colours.
/// </summary>
public sealed class GeneratorLevel : Module
{
    /// <summary>Makes the level.</summary>
    /// <param name="coarse">Channels of the level below.</param>
    /// <param name="condition">Channels of the condition's features, zero where they do not enter.</param>
    /// <param name="channels">Channels of this level.</param>
    /// <param name="latent">Length of w.</param>
    public GeneratorLevel(int coarse, int condition, int channels, int latent)
        : base(nameof(GeneratorLevel))
    {
        CoarseChannels = coarse;
        ConditionChannels = condition;
        First = new StyledConv2d(coarse + condition, channels, latent);
        Second = new StyledConv2d(channels, channels, latent);
        ToRgb = new ToRgb(channels, latent);
        RegisterComponents();
    }

    /// <summary>Channels of the level below: the first of the first convolution's inputs.</summary>
    public int CoarseChannels { get; }

    /// <summary>Channels of the condition's features, zero where they do not enter: the last of the first convolution's inputs.</summary>
    public int ConditionChannels { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "first")]
    public StyledConv2d First { get; }

    /// <summary>Second convolution.</summary>
    [field: ComponentName(Name = "second")]
    public StyledConv2d Second { get; }

    /// <summary>Colours of this level; takes the second convolution's w.</summary>
    [field: ComponentName(Name = "to_rgb")]
    public ToRgb ToRgb { get; }

    /// <summary>Features of this level.</summary>
    /// <param name="coarse">Features of the level below [N, coarse, h/2, w/2].</param>
    /// <param name="condition">The condition's features [N, condition, h, w]; not read where they do not enter.</param>
    /// <param name="first">w of the first convolution [N, W].</param>
    /// <param name="second">w of the second convolution [N, W].</param>
    /// <param name="noise">Noise [N, 1, h, w].</param>
    /// <returns>[N, channels, h, w].</returns>
    public Tensor Features(Tensor coarse, Tensor condition, Tensor first, Tensor second, Tensor noise)
    {
        // a scale per channel commutes with upsampling and costs a quarter before it
        var style = First.Convolution.Affine.call(first);
        Tensor scaled;
        if (ConditionChannels == 0)
        {
            scaled = Resampling.Up(coarse * ModulatedConv2d.PerChannel(style));
        }
        else
        {
            var upsampled = Resampling.Up(coarse * ModulatedConv2d.PerChannel(style.narrow(1, 0, CoarseChannels)));
            scaled = cat([upsampled, condition * ModulatedConv2d.PerChannel(style.narrow(1, CoarseChannels, ConditionChannels))], 1);
        }

        return Second.call(First.Finish(scaled, style, noise), second, noise);
    }
}
