using Glacier.Training.Networks.Flow;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Panorama;

/// <summary>What follows a convolution and its normalisation.</summary>
public enum UnitActivation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Rectifier.</summary>
    Rectifier,

    /// <summary>Rectifier with a slope of 0.2 below zero.</summary>
    Leaky,

    /// <summary>Rectifier with one learnt slope below zero.</summary>
    Learnt,
}

/// <summary>Convolution, normalisation, activation.</summary>
public sealed class PanoramaUnit : Module<Tensor, Tensor>
{
    /// <summary>Slope of <see cref="UnitActivation.Leaky"/> below zero.</summary>
    public const float Slope = 0.2f;

    /// <summary>Makes the unit.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Odd side of the kernel.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="norm">Normalisation.</param>
    /// <param name="spectral">Whether the weights are divided by their spectral norm.</param>
    /// <param name="activation">What follows.</param>
    public PanoramaUnit(int inputs, int outputs, int kernel, int stride, FeatureNorm norm, bool spectral, UnitActivation activation)
        : base(nameof(PanoramaUnit))
    {
        Activation = activation;
        Convolution = new SpectralConv2d(inputs, outputs, kernel, stride, spectral);
        InstanceNorm = norm == FeatureNorm.Instance ? InstanceNorm2d(outputs, affine: true) : null;
        BatchNorm = norm == FeatureNorm.Batch ? BatchNorm2d(outputs) : null;
        LearntSlope = activation == UnitActivation.Learnt ? PReLU(1) : null;
        RegisterComponents();
    }

    /// <summary>The convolution.</summary>
    [field: ComponentName(Name = "convolution")]
    public SpectralConv2d Convolution { get; }

    /// <summary>Instance normalisation, or null.</summary>
    [field: ComponentName(Name = "instance_norm")]
    public InstanceNorm2d? InstanceNorm { get; }

    /// <summary>Batch normalisation, or null.</summary>
    [field: ComponentName(Name = "batch_norm")]
    public BatchNorm2d? BatchNorm { get; }

    /// <summary>Slope below zero, or null.</summary>
    [field: ComponentName(Name = "learnt_slope")]
    public PReLU? LearntSlope { get; }

    /// <summary>What follows.</summary>
    public UnitActivation Activation { get; }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Convolution.call(input);
        x = InstanceNorm?.call(x) ?? BatchNorm?.call(x) ?? x;
        return Activation switch
        {
            UnitActivation.Rectifier => x.relu(),
            UnitActivation.Leaky => functional.leaky_relu(x, Slope),
            UnitActivation.Learnt => LearntSlope!.call(x),
            _ => x,
        };
    }
}
