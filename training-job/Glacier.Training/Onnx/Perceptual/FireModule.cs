using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Onnx.Perceptual;

/// <summary>SqueezeNet's building block: a 1×1 convolution to few channels, then 1×1 and 3×3 convolutions side by side (Iandola et al. 2016, section 3.2).</summary>
internal sealed class FireModule : Module<Tensor, Tensor>
{
    public FireModule(FrozenConv2d squeeze, FrozenConv2d expand1, FrozenConv2d expand3) : base(nameof(FireModule))
    {
        Squeeze = squeeze;
        Expand1 = expand1;
        Expand3 = expand3;
        RegisterComponents();
    }

    [field: ComponentName(Name = "squeeze")]
    public FrozenConv2d Squeeze { get; }

    [field: ComponentName(Name = "expand1")]
    public FrozenConv2d Expand1 { get; }

    [field: ComponentName(Name = "expand3")]
    public FrozenConv2d Expand3 { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var squeezed = Squeeze.call(input);
        return cat([Expand1.call(squeezed), Expand3.call(squeezed)], 1).MoveToOuterDisposeScope();
    }
}
