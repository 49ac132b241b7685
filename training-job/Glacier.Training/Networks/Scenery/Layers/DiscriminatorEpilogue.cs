using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>End of a StyleGAN2 discriminator: minibatch standard deviation, convolution, two fully connected layers, one logit per picture.</summary>
public sealed class DiscriminatorEpilogue : Module<Tensor, Tensor>
{
    /// <summary>Edge length of the features it takes.</summary>
    public const int Size = 4;

    private readonly int _group;

    /// <summary>Makes the layers.</summary>
    /// <param name="channels">Channels of the features.</param>
    /// <param name="group">Samples per group of the minibatch standard deviation.</param>
    public DiscriminatorEpilogue(int channels, int group)
        : base(nameof(DiscriminatorEpilogue))
    {
        _group = group;
        Convolution = new EqualizedConv2d(channels + 1, channels, 3);
        Hidden = new EqualizedLinear(channels * Size * Size, channels, activate: true);
        Output = new EqualizedLinear(channels, 1);
        RegisterComponents();
    }

    /// <summary>Convolution after the minibatch standard deviation.</summary>
    [field: ComponentName(Name = "convolution")]
    public EqualizedConv2d Convolution { get; }

    /// <summary>Hidden layer.</summary>
    [field: ComponentName(Name = "hidden")]
    public EqualizedLinear Hidden { get; }

    /// <summary>The logit's layer.</summary>
    [field: ComponentName(Name = "output")]
    public EqualizedLinear Output { get; }

    /// <summary>Maps features [N, channels, 4, 4] to logits [N, 1].</summary>
    public override Tensor forward(Tensor features)
    {
        var x = Convolution.call(MinibatchStandardDeviation.Append(features, _group));
        return Output.call(Hidden.call(x.flatten(1)));
    }
}
