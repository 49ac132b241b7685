using Glacier.Training.Networks.Scenery.Layers;
using Glacier.Vision.Scenery3d;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.World;

/// <summary>
/// The sky as a function of direction alone, so that it is one sky for every frame and closes around the horizon: styled 1 × 1 convolutions over the direction's maps
/// (<see cref="WorldFrame.SkyNames"/>), modulated by the style and a summary of the terrain, the mean of its layout.
/// </summary>
public sealed class SkyGenerator : Module<Tensor, Tensor, Tensor, Tensor>
{
    private const int LayerCount = 2;

    /// <summary>Makes the generator.</summary>
    /// <param name="options">Sizes.</param>
    public SkyGenerator(WorldOptions options)
        : base(nameof(SkyGenerator))
    {
        Summary = new EqualizedLinear(options.LayoutFeatures, options.LatentDimension);
        Input = new EqualizedConv2d(WorldFrame.SkyNames.Count, options.SkyChannels, 1);
        Layers = new ModuleList<StyledConv2d>([.. Enumerable.Range(0, LayerCount).Select(_ => new StyledConv2d(options.SkyChannels, options.SkyChannels, options.LatentDimension, kernel: 1, noise: false))]);
        ToRgb = new ToRgb(options.SkyChannels, options.LatentDimension);
        RegisterComponents();
    }

    /// <summary>Reads the terrain's summary.</summary>
    [field: ComponentName(Name = "summary")]
    public EqualizedLinear Summary { get; }

    /// <summary>Reads the direction.</summary>
    [field: ComponentName(Name = "input")]
    public EqualizedConv2d Input { get; }

    /// <summary>Styled layers.</summary>
    [field: ComponentName(Name = "layers")]
    public ModuleList<StyledConv2d> Layers { get; }

    /// <summary>Colours.</summary>
    [field: ComponentName(Name = "to_rgb")]
    public ToRgb ToRgb { get; }

    /// <summary>Paints the sky.</summary>
    /// <param name="directions">[N, D, h, w].</param>
    /// <param name="summary">Mean of the layout's features [N, C].</param>
    /// <param name="latent">w [N, W].</param>
    /// <returns>[N, 3, h, w].</returns>
    public override Tensor forward(Tensor directions, Tensor summary, Tensor latent)
    {
        var mixed = latent + Summary.call(summary);
        var x = Input.call(directions);
        foreach (var layer in Layers)
        {
            x = layer.call(x, mixed, null);
        }

        return ToRgb.call(x, mixed);
    }
}
