using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Psp;

/// <summary>Residual unit of pSp's backbone (IR-SE): norm, convolution, PReLU, convolution, norm, squeeze and excitation, beside a shortcut.</summary>
public sealed class ResidualUnit : Module<Tensor, Tensor>
{
    private readonly int _stride;

    /// <summary>Makes the unit.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="reduction">Reduction of the squeeze-and-excitation block.</param>
    public ResidualUnit(int inputs, int outputs, int stride, int reduction)
        : base(nameof(ResidualUnit))
    {
        _stride = stride;
        InputNorm = BatchNorm2d(inputs);
        First = Conv2d(inputs, outputs, 3, stride: 1, padding: 1, bias: false);
        Slope = PReLU(outputs);
        Second = Conv2d(outputs, outputs, 3, stride: stride, padding: 1, bias: false);
        OutputNorm = BatchNorm2d(outputs);
        Excitation = new SqueezeExcitation(outputs, reduction);
        Shortcut = inputs == outputs ? null : Conv2d(inputs, outputs, 1, stride: stride, bias: false);
        ShortcutNorm = inputs == outputs ? null : BatchNorm2d(outputs);
        RegisterComponents();
    }

    /// <summary>Norm of the input.</summary>
    [field: ComponentName(Name = "input_norm")]
    public BatchNorm2d InputNorm { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "first")]
    public Conv2d First { get; }

    /// <summary>PReLU between the convolutions.</summary>
    [field: ComponentName(Name = "slope")]
    public PReLU Slope { get; }

    /// <summary>Second convolution; has the stride.</summary>
    [field: ComponentName(Name = "second")]
    public Conv2d Second { get; }

    /// <summary>Norm after the second convolution.</summary>
    [field: ComponentName(Name = "output_norm")]
    public BatchNorm2d OutputNorm { get; }

    /// <summary>Squeeze and excitation.</summary>
    [field: ComponentName(Name = "excitation")]
    public SqueezeExcitation Excitation { get; }

    /// <summary>1×1 convolution of the shortcut where the channels change, else null: every stride-th pixel as it is.</summary>
    [field: ComponentName(Name = "shortcut")]
    public Conv2d? Shortcut { get; }

    /// <summary>Norm after <see cref="Shortcut"/>.</summary>
    [field: ComponentName(Name = "shortcut_norm")]
    public BatchNorm2d? ShortcutNorm { get; }

    /// <summary>Step between output pixels.</summary>
    public int Stride => _stride;

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H/stride, W/stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Excitation.call(OutputNorm.call(MixedPrecision.Of(Second, Slope.call(MixedPrecision.Of(First, InputNorm.call(input))))));
        if (Shortcut is not null) return x + ShortcutNorm!.call(MixedPrecision.Of(Shortcut, input));
        return x + (_stride == 1 ? input : input.slice(2, 0, input.shape[2], _stride).slice(3, 0, input.shape[3], _stride));
    }
}
