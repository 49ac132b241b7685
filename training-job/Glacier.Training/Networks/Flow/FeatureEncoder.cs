using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>RAFT's encoder: a 7 × 7 convolution to half size, three stages of two residual units, a 1 × 1 convolution.</summary>
public sealed class FeatureEncoder : Module<Tensor, Tensor>
{
    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="norm">Normalisation.</param>
    /// <param name="inputs">Channels in; null: an image's.</param>
    public FeatureEncoder(RaftOptions options, int outputs, FeatureNorm norm, int? inputs = null)
        : base(nameof(FeatureEncoder))
    {
        var stages = options.Stages;
        Input = new ConvolutionUnit(inputs ?? options.ImageChannels, stages[0], 7, 2, norm);
        Units = new ModuleList<FlowResidual>(
        [
            new(stages[0], stages[0], 1, norm, options.Bottleneck),
            new(stages[0], stages[0], 1, norm, options.Bottleneck),
            new(stages[0], stages[1], 2, norm, options.Bottleneck),
            new(stages[1], stages[1], 1, norm, options.Bottleneck),
            new(stages[1], stages[2], options.Downsampling / 4, norm, options.Bottleneck),
            new(stages[2], stages[2], 1, norm, options.Bottleneck),
        ]);
        Output = new ConvolutionUnit(stages[2], outputs, 1, 1, FeatureNorm.None, rectify: false);
        RegisterComponents();
    }

    /// <summary>7 × 7 convolution.</summary>
    [field: ComponentName(Name = "input")]
    public ConvolutionUnit Input { get; }

    /// <summary>Two units per stage.</summary>
    [field: ComponentName(Name = "units")]
    public ModuleList<FlowResidual> Units { get; }

    /// <summary>1 × 1 convolution.</summary>
    [field: ComponentName(Name = "output")]
    public ConvolutionUnit Output { get; }

    /// <summary>Maps [N, C, H, W] to [N, outputs, H / s, W / s] with s of <see cref="RaftOptions.Downsampling"/>.</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Input.call(input);
        foreach (var unit in Units)
        {
            x = unit.call(x);
        }

        return Output.call(x);
    }
}
