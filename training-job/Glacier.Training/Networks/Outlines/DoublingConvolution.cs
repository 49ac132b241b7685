using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>The U-Net's way up: every cell becomes four equal ones, then a convolution of 2×2 cells (the cell itself and its neighbours to the right and below) and a norm.</summary>
public sealed class DoublingConvolution : Module<Tensor, Tensor>
{
    /// <summary>Makes the block.</summary>
    public DoublingConvolution(int inputs, int outputs)
        : base(nameof(DoublingConvolution))
    {
        Convolution = Conv2d(inputs, outputs, 2, bias: false);
        Norm = BatchNorm2d(outputs);
        RegisterComponents();
    }

    /// <summary>Convolution.</summary>
    [field: ComponentName(Name = "convolution")]
    public Conv2d Convolution { get; }

    /// <summary>Its norm.</summary>
    [field: ComponentName(Name = "norm")]
    public BatchNorm2d Norm { get; }

    /// <summary>Maps [N, inputs, M, M] to [N, outputs, 2M, 2M].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        return LeakyRectifier.Of(Norm.call(MixedPrecision.Of(Convolution, functional.pad(x, (0L, 1L, 0L, 1L)))));
    }
}
