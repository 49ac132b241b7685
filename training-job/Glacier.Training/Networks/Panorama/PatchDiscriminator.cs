using Glacier.Training.Networks.Flow;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Panorama;

/// <summary>Judges every patch of a picture: three halving convolutions, one that keeps the size, one to a logit; spectral and instance norm.</summary>
public sealed class PatchDiscriminator : Module<Tensor, (Tensor Logits, IReadOnlyList<Tensor> Features)>
{
    /// <summary>Makes the discriminator.</summary>
    /// <param name="width">Channels of the first convolution.</param>
    public PatchDiscriminator(int width)
        : base(nameof(PatchDiscriminator))
    {
        Units = new ModuleList<PanoramaUnit>(
        [
            new(3, width, 3, 2, FeatureNorm.None, true, UnitActivation.Leaky),
            new(width, 2 * width, 3, 2, FeatureNorm.Instance, true, UnitActivation.Leaky),
            new(2 * width, 4 * width, 3, 2, FeatureNorm.Instance, true, UnitActivation.Leaky),
            new(4 * width, 8 * width, 3, 1, FeatureNorm.Instance, true, UnitActivation.Leaky),
        ]);
        Head = new SpectralConv2d(8 * width, 1, 3);
        RegisterComponents();
    }

    /// <summary>Convolutions.</summary>
    [field: ComponentName(Name = "units")]
    public ModuleList<PanoramaUnit> Units { get; }

    /// <summary>Logits.</summary>
    [field: ComponentName(Name = "head")]
    public SpectralConv2d Head { get; }

    /// <summary>Logits [N, 1, H / 8, W / 8] of pictures [N, 3, H, W] in 0…1, and the features of every convolution.</summary>
    public override (Tensor Logits, IReadOnlyList<Tensor> Features) forward(Tensor input)
    {
        var (x, features) = ((input * 2) - 1, new List<Tensor>());
        foreach (var unit in Units)
        {
            x = unit.call(x);
            features.Add(x);
        }

        return (Head.call(x), features);
    }
}
