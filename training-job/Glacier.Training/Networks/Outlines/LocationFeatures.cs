using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>Features of the place, added to every cell of the fused map: two dense layers with norms, and dropout.</summary>
public sealed class LocationFeatures : Module<Tensor, Tensor>
{
    private readonly double _dropout;

    /// <summary>Makes the block.</summary>
    /// <param name="inputs">Numbers that tell the place; one more says that it is unknown.</param>
    /// <param name="width">Feature channels.</param>
    /// <param name="dropout">Probability that a value is dropped in training.</param>
    public LocationFeatures(int inputs, int width, double dropout)
        : base(nameof(LocationFeatures))
    {
        _dropout = dropout;
        First = Conv2d(inputs + 1, width, 1, bias: false);
        FirstNorm = BatchNorm2d(width);
        Second = Conv2d(width, width, 1, bias: false);
        SecondNorm = BatchNorm2d(width);
        RegisterComponents();
    }

    /// <summary>First dense layer.</summary>
    [field: ComponentName(Name = "first")]
    public Conv2d First { get; }

    /// <summary>Its norm.</summary>
    [field: ComponentName(Name = "first_norm")]
    public BatchNorm2d FirstNorm { get; }

    /// <summary>Second dense layer.</summary>
    [field: ComponentName(Name = "second")]
    public Conv2d Second { get; }

    /// <summary>Its norm.</summary>
    [field: ComponentName(Name = "second_norm")]
    public BatchNorm2d SecondNorm { get; }

    /// <summary>Maps places [N, inputs], all zero where unknown, to [N, width, 1, 1].</summary>
    public override Tensor forward(Tensor input)
    {
        var unknown = 1 - input.square().sum(1, keepdim: true).clamp(0, 1);
        var x = cat([input, unknown], 1).unsqueeze(-1).unsqueeze(-1);
        x = LeakyRectifier.Of(FirstNorm.call(First.call(x)), LeakyRectifier.LocationSlope);
        x = LeakyRectifier.Of(SecondNorm.call(Second.call(x)), LeakyRectifier.LocationSlope);
        return functional.dropout(x, _dropout, training);
    }
}
