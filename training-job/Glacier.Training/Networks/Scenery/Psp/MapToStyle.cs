using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Psp;

/// <summary>pSp's map2style: convolutions of stride two until one pixel is left, then a fully connected layer to one latent.</summary>
public sealed class MapToStyle : Module<Tensor, Tensor>
{
    /// <summary>Slope of the leaky ReLU on the negative side, pSp's.</summary>
    public const double Slope = 0.01;

    /// <summary>Makes the block.</summary>
    /// <param name="inputs">Channels of the features.</param>
    /// <param name="latent">Length of w.</param>
    /// <param name="size">Edge length of the features, a power of two from 2 on.</param>
    public MapToStyle(int inputs, int latent, int size)
        : base(nameof(MapToStyle))
    {
        Convolutions = new ModuleList<Conv2d>(
            [.. Enumerable.Range(0, int.Log2(size)).Select(i => Conv2d(i == 0 ? inputs : latent, latent, 3, stride: 2, padding: 1))]);
        Output = new EqualizedLinear(latent, latent);
        RegisterComponents();
    }

    /// <summary>Convolutions, each followed by leaky ReLU.</summary>
    [field: ComponentName(Name = "convolutions")]
    public ModuleList<Conv2d> Convolutions { get; }

    /// <summary>Last layer.</summary>
    [field: ComponentName(Name = "output")]
    public EqualizedLinear Output { get; }

    /// <summary>Maps features [N, inputs, size, size] to [N, W].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        foreach (var convolution in Convolutions) x = F.leaky_relu(MixedPrecision.Of(convolution, x), Slope, true);
        return Output.call(x.flatten(1));
    }
}
