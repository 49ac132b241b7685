using System.Numerics;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Outlines;

/// <summary>The transformer part, after SETR-PUP (Zheng et al. 2021): patches become tokens with learnt positions, and a map of the input's size is made again by
/// convolutions and bilinear doublings in turn.</summary>
public sealed class TransformerBranch : Module<Tensor, Tensor>
{
    private readonly GlavituOptions _options;

    /// <summary>Makes the branch.</summary>
    public TransformerBranch(GlavituOptions options)
        : base(nameof(TransformerBranch))
    {
        _options = options;
        Patches = Conv2d(options.Width, options.Embedding, options.Patch, stride: options.Patch);
        Positions = Parameter(randn(1, options.Grid * options.Grid, options.Embedding) * 0.02);
        Blocks = ModuleList(Enumerable.Range(0, options.Blocks).Select(_ => new TransformerBlock(options.Embedding, options.Heads, options.MlpRatio, options.Dropout)).ToArray());
        Norm = LayerNorm(options.Embedding);
        var doublings = BitOperations.Log2((uint)options.Patch);
        Convolutions = ModuleList(Enumerable.Range(0, doublings).Select(_ => Conv2d(options.Embedding, options.Embedding, 3, padding: 1, bias: false)).ToArray());
        Norms = ModuleList(Enumerable.Range(0, doublings).Select(_ => BatchNorm2d(options.Embedding)).ToArray());
        Output = Conv2d(options.Embedding, options.Width, 1);
        RegisterComponents();
    }

    /// <summary>Patches to tokens.</summary>
    [field: ComponentName(Name = "patches")]
    public Conv2d Patches { get; }

    /// <summary>Learnt positions [1, tokens, embedding].</summary>
    [field: ComponentName(Name = "positions")]
    public Parameter Positions { get; }

    /// <summary>Transformer blocks.</summary>
    [field: ComponentName(Name = "blocks")]
    public ModuleList<TransformerBlock> Blocks { get; }

    /// <summary>Norm of the last tokens.</summary>
    [field: ComponentName(Name = "norm")]
    public LayerNorm Norm { get; }

    /// <summary>Convolutions of the decoder, one before each doubling.</summary>
    [field: ComponentName(Name = "convolutions")]
    public ModuleList<Conv2d> Convolutions { get; }

    /// <summary>Their norms.</summary>
    [field: ComponentName(Name = "norms")]
    public ModuleList<BatchNorm2d> Norms { get; }

    /// <summary>1×1 convolution before the last doubling.</summary>
    [field: ComponentName(Name = "output")]
    public Conv2d Output { get; }

    /// <summary>Maps the fused map [N, width, M, M] to another of its shape.</summary>
    public override Tensor forward(Tensor input)
    {
        var x = MixedPrecision.Of(Patches, input).flatten(2).transpose(1, 2) + Positions;
        foreach (var block in Blocks)
        {
            x = block.call(x);
        }

        x = Norm.call(x).transpose(1, 2).reshape(input.shape[0], _options.Embedding, _options.Grid, _options.Grid);
        for (var i = 0; i < Convolutions.Count; i++)
        {
            x = LeakyRectifier.Of(Norms[i].call(MixedPrecision.Of(Convolutions[i], x)));
            x = Doubled(i == Convolutions.Count - 1 ? MixedPrecision.Of(Output, x) : x);
        }

        return x;
    }

    private static Tensor Doubled(Tensor x) => functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);
}
