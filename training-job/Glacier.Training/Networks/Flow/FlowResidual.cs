using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>Residual unit of RAFT's encoders: two 3 × 3 convolutions, or a bottleneck of 1 × 1, 3 × 3 and 1 × 1, beside a shortcut; a rectifier after the sum.</summary>
public sealed class FlowResidual : Module<Tensor, Tensor>
{
    /// <summary>Makes the unit.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="norm">Normalisation.</param>
    /// <param name="bottleneck">1 × 1, 3 × 3 at a quarter of the channels, 1 × 1.</param>
    public FlowResidual(int inputs, int outputs, int stride, FeatureNorm norm, bool bottleneck)
        : base(nameof(FlowResidual))
    {
        Layers = new ModuleList<ConvolutionUnit>(bottleneck
            ?
            [
                new(inputs, outputs / 4, 1, 1, norm),
                new(outputs / 4, outputs / 4, 3, stride, norm),
                new(outputs / 4, outputs, 1, 1, norm),
            ]
            :
            [
                new(inputs, outputs, 3, stride, norm),
                new(outputs, outputs, 3, 1, norm),
            ]);
        Shortcut = stride == 1 && inputs == outputs ? null : new ConvolutionUnit(inputs, outputs, 1, stride, norm, rectify: false);
        RegisterComponents();
    }

    /// <summary>Convolutions of the residual.</summary>
    [field: ComponentName(Name = "layers")]
    public ModuleList<ConvolutionUnit> Layers { get; }

    /// <summary>1 × 1 convolution where size or channels change, else null.</summary>
    [field: ComponentName(Name = "shortcut")]
    public ConvolutionUnit? Shortcut { get; }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H / stride, W / stride].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        foreach (var layer in Layers)
        {
            x = layer.call(x);
        }

        return (x + (Shortcut is null ? input : Shortcut.call(input))).relu();
    }
}
