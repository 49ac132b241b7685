using Glacier.Training.Networks.Flow;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Panorama;

/// <summary>Two convolutions and the way around them: x + unit(unit(x)).</summary>
public sealed class PanoramaResidual : Module<Tensor, Tensor>
{
    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="norm">Normalisation.</param>
    /// <param name="spectral">Whether weights are divided by their spectral norm.</param>
    public PanoramaResidual(int channels, FeatureNorm norm, bool spectral)
        : base(nameof(PanoramaResidual))
    {
        First = new PanoramaUnit(channels, channels, 3, 1, norm, spectral, UnitActivation.Rectifier);
        Second = new PanoramaUnit(channels, channels, 3, 1, norm, spectral, UnitActivation.None);
        RegisterComponents();
    }

    /// <summary>With a rectifier.</summary>
    [field: ComponentName(Name = "first")]
    public PanoramaUnit First { get; }

    /// <summary>Without.</summary>
    [field: ComponentName(Name = "second")]
    public PanoramaUnit Second { get; }

    /// <summary>Maps [N, C, H, W] to the same.</summary>
    public override Tensor forward(Tensor input) => input + Second.call(First.call(input));
}
