using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>One level of the condition encoder: a convolution of stride two and perhaps one more.</summary>
public sealed class ConditionLevel : Module<Tensor, Tensor>
{
    /// <summary>Makes the level.</summary>
    /// <param name="inputs">Channels of the finer level.</param>
    /// <param name="outputs">Channels of this level.</param>
    /// <param name="refine">Whether a second convolution follows.</param>
    public ConditionLevel(int inputs, int outputs, bool refine)
        : base(nameof(ConditionLevel))
    {
        Down = new EqualizedConv2d(inputs, outputs, 3, stride: 2);
        Refine = refine ? new EqualizedConv2d(outputs, outputs, 3) : null;
        RegisterComponents();
    }

    /// <summary>3×3 convolution of stride two.</summary>
    [field: ComponentName(Name = "down")]
    public EqualizedConv2d Down { get; }

    /// <summary>3×3 convolution after it, or null.</summary>
    [field: ComponentName(Name = "refine")]
    public EqualizedConv2d? Refine { get; }

    /// <summary>Maps [N, inputs, H, W] to [N, outputs, H/2, W/2].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Down.call(input);
        return Refine is null ? x : Refine.call(x);
    }
}
