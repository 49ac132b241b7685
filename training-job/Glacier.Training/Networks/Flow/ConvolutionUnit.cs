using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>Convolution and normalisation, with a rectifier or without.</summary>
public sealed class ConvolutionUnit : Module<Tensor, Tensor>
{
    /// <summary>Makes the unit; weights are Kaiming-normal over the outputs, as in RAFT.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Odd side of the kernel.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="norm">Normalisation after the convolution.</param>
    /// <param name="rectify">Whether a ReLU follows.</param>
    public ConvolutionUnit(int inputs, int outputs, int kernel, int stride, FeatureNorm norm, bool rectify = true)
        : base(nameof(ConvolutionUnit))
    {
        (Stride, Rectify, Norm) = (stride, rectify, norm);
        Convolution = Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2);
        init.kaiming_normal_(Convolution.weight!, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        BatchNorm = norm == FeatureNorm.Batch ? BatchNorm2d(outputs) : null;
        RegisterComponents();
    }

    /// <summary>The convolution.</summary>
    [field: ComponentName(Name = "convolution")]
    public Conv2d Convolution { get; }

    /// <summary>Batch normalisation, or null.</summary>
    [field: ComponentName(Name = "norm")]
    public BatchNorm2d? BatchNorm { get; }

    /// <summary>Step between output pixels.</summary>
    public int Stride { get; }

    /// <summary>Whether a ReLU follows.</summary>
    public bool Rectify { get; }

    /// <summary>Normalisation after the convolution.</summary>
    public FeatureNorm Norm { get; }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = MixedPrecision.Of(Convolution, input);
        x = Norm switch
        {
            FeatureNorm.Instance => functional.instance_norm(x),
            FeatureNorm.Batch => BatchNorm!.call(x),
            _ => x,
        };
        return Rectify ? x.relu() : x;
    }
}
