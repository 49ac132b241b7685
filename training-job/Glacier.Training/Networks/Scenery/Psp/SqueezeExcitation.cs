using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Psp;

/// <summary>Squeeze and excitation (Hu et al. 2018): each channel is weighted by what the whole picture shows.</summary>
public sealed class SqueezeExcitation : Module<Tensor, Tensor>
{
    /// <summary>Makes the block.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="reduction">How many times fewer the hidden features are, at least one remains.</param>
    public SqueezeExcitation(int channels, int reduction)
        : base(nameof(SqueezeExcitation))
    {
        int hidden = Math.Max(1, channels / reduction);
        Squeeze = Linear(channels, hidden, hasBias: false);
        Excite = Linear(hidden, channels, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Channels to hidden features.</summary>
    [field: ComponentName(Name = "squeeze")]
    public Linear Squeeze { get; }

    /// <summary>Hidden features to channels.</summary>
    [field: ComponentName(Name = "excite")]
    public Linear Excite { get; }

    /// <summary>Maps [N, C, H, W] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        var weight = Excite.call(F.relu(Squeeze.call(input.mean([2, 3])))).sigmoid();
        return input * weight.unsqueeze(-1).unsqueeze(-1);
    }
}
