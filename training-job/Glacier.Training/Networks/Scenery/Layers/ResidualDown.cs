using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>
/// Residual block of a StyleGAN2 discriminator: convolution, halving, convolution; beside it halving and a 1×1 convolution; sum over √2.
/// Halving takes the mean of 2 × 2 pixels, the cheapest filter that keeps the result free of aliasing at the Nyquist frequency.
/// </summary>
public sealed class ResidualDown : Module<Tensor, Tensor>
{
    /// <summary>Makes the block.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    public ResidualDown(int inputs, int outputs)
        : base(nameof(ResidualDown))
    {
        const float HalfPower = 0.70710678f;
        First = new EqualizedConv2d(inputs, inputs, 3);
        Second = new EqualizedConv2d(inputs, outputs, 3, gain: HalfPower);
        Skip = new EqualizedConv2d(inputs, outputs, 1, activate: false, bias: false, gain: HalfPower);
        RegisterComponents();
    }

    /// <summary>Convolution at full size.</summary>
    [field: ComponentName(Name = "first")]
    public EqualizedConv2d First { get; }

    /// <summary>Convolution at half size.</summary>
    [field: ComponentName(Name = "second")]
    public EqualizedConv2d Second { get; }

    /// <summary>1×1 convolution around both.</summary>
    [field: ComponentName(Name = "skip")]
    public EqualizedConv2d Skip { get; }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H/2, W/2].</summary>
    public override Tensor forward(Tensor input) =>
        Skip.call(Resampling.Down(input)).add_(Second.call(Resampling.Down(First.call(input))));
}
