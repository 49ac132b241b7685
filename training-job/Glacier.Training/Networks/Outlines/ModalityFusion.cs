using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>Features of one modality: two convolutions with norms, spatial dropout, and a gate per channel from the features' means (squeeze and excitation).</summary>
public sealed class ModalityFusion : Module<Tensor, Tensor, Tensor?, Tensor>
{
    private readonly double _dropout;

    /// <summary>Makes the block.</summary>
    /// <param name="inputs">Channels of the modality.</param>
    /// <param name="width">Feature channels.</param>
    /// <param name="stride">Step of the first convolution.</param>
    /// <param name="dropout">Probability that a feature channel is dropped in training.</param>
    public ModalityFusion(int inputs, int width, int stride, double dropout)
        : base(nameof(ModalityFusion))
    {
        _dropout = dropout;
        Stride = stride;
        First = Conv2d(inputs, width, 3, stride: stride, padding: 1, bias: false);
        Given = Conv2d(inputs, width, 1, bias: false);
        FirstNorm = BatchNorm2d(width);
        Second = Conv2d(width, width, 3, stride: 1, padding: 1, bias: false);
        SecondNorm = BatchNorm2d(width);
        Squeeze = Conv2d(width, width, 1);
        Excite = Conv2d(width, width, 1);
        RegisterComponents();
    }

    /// <summary>Step of the first convolution.</summary>
    public int Stride { get; }

    /// <summary>First convolution.</summary>
    [field: ComponentName(Name = "first")]
    public Conv2d First { get; }

    /// <summary>What the channels that are given add, so that an absent channel is not mistaken for one of value 0.</summary>
    [field: ComponentName(Name = "given")]
    public Conv2d Given { get; }

    /// <summary>Norm after the first convolution.</summary>
    [field: ComponentName(Name = "first_norm")]
    public BatchNorm2d FirstNorm { get; }

    /// <summary>Second convolution.</summary>
    [field: ComponentName(Name = "second")]
    public Conv2d Second { get; }

    /// <summary>Norm after the second convolution.</summary>
    [field: ComponentName(Name = "second_norm")]
    public BatchNorm2d SecondNorm { get; }

    /// <summary>First dense layer of the gate.</summary>
    [field: ComponentName(Name = "squeeze")]
    public Conv2d Squeeze { get; }

    /// <summary>Second dense layer of the gate.</summary>
    [field: ComponentName(Name = "excite")]
    public Conv2d Excite { get; }

    /// <summary>Features [N, width, S/stride, S/stride]; zero where the whole modality is absent.</summary>
    /// <param name="input">Channels [N, inputs, S, S].</param>
    /// <param name="present">1 for a channel that is given, 0 for an absent one: [N, inputs].</param>
    /// <param name="keep">Multipliers of the feature channels [N, width] instead of chance; null: dropout in training, nothing in evaluation.</param>
    public override Tensor forward(Tensor input, Tensor present, Tensor? keep)
    {
        var given = present.unsqueeze(-1).unsqueeze(-1);
        var x = LeakyRectifier.Of(FirstNorm.call(MixedPrecision.Of(First, input * given) + MixedPrecision.Of(Given, given)));
        x = LeakyRectifier.Of(SecondNorm.call(MixedPrecision.Of(Second, x)));
        x = keep is null ? functional.dropout2d(x, _dropout, training) : x * keep.unsqueeze(-1).unsqueeze(-1);
        var gate = LeakyRectifier.Of(Squeeze.call(x.mean([2L, 3L], keepdim: true)));
        return x * Excite.call(gate).sigmoid() * given.amax([1L], keepdim: true);
    }
}
