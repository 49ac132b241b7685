using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>Two convolutions with norms beside a 1×1 projection: the residual unit of the U-Net.</summary>
public sealed class ResidualDouble : Module<Tensor, Tensor>
{
    /// <summary>Makes the unit.</summary>
    public ResidualDouble(int inputs, int outputs)
        : base(nameof(ResidualDouble))
    {
        First = Conv2d(inputs, outputs, 3, padding: 1, bias: false);
        FirstNorm = BatchNorm2d(outputs);
        Second = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
        SecondNorm = BatchNorm2d(outputs);
        Shortcut = Conv2d(inputs, outputs, 1);
        RegisterComponents();
    }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "first")]
    public Conv2d First { get; }

    /// <summary>Its norm.</summary>
    [field: ComponentName(Name = "first_norm")]
    public BatchNorm2d FirstNorm { get; }

    /// <summary>Second convolution.</summary>
    [field: ComponentName(Name = "second")]
    public Conv2d Second { get; }

    /// <summary>Its norm.</summary>
    [field: ComponentName(Name = "second_norm")]
    public BatchNorm2d SecondNorm { get; }

    /// <summary>1×1 projection of the shortcut.</summary>
    [field: ComponentName(Name = "shortcut")]
    public Conv2d Shortcut { get; }

    /// <summary>Maps [N, inputs, M, M] to [N, outputs, M, M].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = LeakyRectifier.Of(FirstNorm.call(MixedPrecision.Of(First, input)));
        return LeakyRectifier.Of(SecondNorm.call(MixedPrecision.Of(Second, x)) + MixedPrecision.Of(Shortcut, input));
    }
}
