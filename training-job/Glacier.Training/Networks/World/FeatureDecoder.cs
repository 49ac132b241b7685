using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.World;

/// <summary>A point of the world to its density and features: the ground plane's feature below it modulates a small network whose input is the point's height, and no direction of view.</summary>
public sealed class FeatureDecoder : Module<Tensor, Tensor, (Tensor Density, Tensor Features)>
{
    /// <summary>What is made of a height h: h, h² and a bell around the ground.</summary>
    public const int HeightInputs = 3;

    /// <summary>Makes the decoder.</summary>
    /// <param name="options">Sizes.</param>
    public FeatureDecoder(WorldOptions options)
        : base(nameof(FeatureDecoder))
    {
        Ground = new EqualizedLinear(options.LayoutFeatures, options.DecoderWidth);
        Height = new EqualizedLinear(HeightInputs, options.DecoderWidth);
        Layers = new ModuleList<ModulatedLinear>([.. Enumerable.Range(0, options.DecoderLayers).Select(_ => new ModulatedLinear(options.DecoderWidth, options.DecoderWidth, options.LayoutFeatures))]);
        // a known surface begins with clear air above it
        Density = new EqualizedLinear(options.DecoderWidth, 1, initialBias: options.Conditional ? -2 : 0);
        Features = new EqualizedLinear(options.DecoderWidth, options.RayFeatures);
        RegisterComponents();
    }

    /// <summary>Reads the ground's feature.</summary>
    [field: ComponentName(Name = "ground")]
    public EqualizedLinear Ground { get; }

    /// <summary>Reads the height.</summary>
    [field: ComponentName(Name = "height")]
    public EqualizedLinear Height { get; }

    /// <summary>Modulated layers.</summary>
    [field: ComponentName(Name = "layers")]
    public ModuleList<ModulatedLinear> Layers { get; }

    /// <summary>Density before its softplus.</summary>
    [field: ComponentName(Name = "density")]
    public EqualizedLinear Density { get; }

    /// <summary>Features, without activation.</summary>
    [field: ComponentName(Name = "features")]
    public EqualizedLinear Features { get; }

    /// <summary>Decodes points.</summary>
    /// <param name="codes">Ground features [P, C].</param>
    /// <param name="heights">Heights [P, 1].</param>
    /// <returns>Density before its softplus [P, 1], features [P, F].</returns>
    public override (Tensor Density, Tensor Features) forward(Tensor codes, Tensor heights)
    {
        var x = functional.leaky_relu(Ground.call(codes) + Height.call(HeightCode(heights)), Activation.Slope);
        foreach (var layer in Layers)
        {
            x = layer.call(x, codes);
        }

        return (Density.call(x), Features.call(x));
    }

    private static Tensor HeightCode(Tensor heights)
    {
        var square = heights.square();
        return cat([heights, square, (square * -4).exp()], 1);
    }
}
