using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>Reads the style of a photo: mean and log variance of its style code. Positions are averaged away, so that only the look remains.</summary>
public sealed class StyleEncoder : Module<Tensor, (Tensor Mean, Tensor LogVariance)>
{
    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    public StyleEncoder(JointNetworkOptions options)
        : base(nameof(StyleEncoder))
    {
        int size = options.Checked().Size;
        Down = new ModuleList<EqualizedConv2d>([.. Enumerable.Range(1, JointNetworkOptions.Halvings).Select(i =>
            new EqualizedConv2d(i == 1 ? 3 : options.ChannelsAt(size >> (i - 1)), options.ChannelsAt(size >> i), 3, stride: 2))]);
        int channels = options.ChannelsAt(size >> JointNetworkOptions.Halvings);
        Hidden = new EqualizedLinear(channels, channels, activate: true);
        Mean = new EqualizedLinear(channels, options.StyleDimension);
        LogVariance = new EqualizedLinear(channels, options.StyleDimension);
        RegisterComponents();
    }

    /// <summary>3×3 convolutions of stride two.</summary>
    [field: ComponentName(Name = "down")]
    public ModuleList<EqualizedConv2d> Down { get; }

    /// <summary>Layer after the average over the picture.</summary>
    [field: ComponentName(Name = "hidden")]
    public EqualizedLinear Hidden { get; }

    /// <summary>Head of the mean.</summary>
    [field: ComponentName(Name = "mean")]
    public EqualizedLinear Mean { get; }

    /// <summary>Head of the log variance.</summary>
    [field: ComponentName(Name = "log_variance")]
    public EqualizedLinear LogVariance { get; }

    /// <summary>Maps pictures [N, 3, R, R] in −1…1 to mean and log variance [N, Z] of the style code.</summary>
    public override (Tensor Mean, Tensor LogVariance) forward(Tensor picture)
    {
        var x = Resampling.ChannelsLast(picture);
        foreach (var layer in Down) x = layer.call(x);
        x = Hidden.call(x.mean([2, 3]));
        return (Mean.call(x), LogVariance.call(x));
    }

    /// <summary>Draws a style code from what was read: mean + deviation · noise, through which gradients flow.</summary>
    /// <param name="mean">Mean [N, Z].</param>
    /// <param name="logVariance">Log variance [N, Z].</param>
    /// <param name="noise">Standard normal [N, Z].</param>
    /// <returns>[N, Z].</returns>
    public static Tensor Sample(Tensor mean, Tensor logVariance, Tensor noise) => mean + (logVariance * 0.5f).exp() * noise;
}
