using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>One iteration of RAFT: motion encoder, recurrent units, flow head and, for convex upsampling, its mask.</summary>
public sealed class FlowUpdate : Module
{
    // as in RAFT, to balance the gradients
    private const double MaskScale = 0.25;

    /// <summary>Makes the block.</summary>
    /// <param name="options">Sizes.</param>
    public FlowUpdate(RaftOptions options)
        : base(nameof(FlowUpdate))
    {
        var inputs = options.Context + options.Motion;
        Motion = new MotionEncoder(options);
        Units = new ModuleList<RecurrentUnit>(options.SeparableUnit
            ? [new(options.Hidden, inputs, 1, 5), new(options.Hidden, inputs, 5, 1)]
            : [new(options.Hidden, inputs, 3, 3)]);
        Head1 = Conv2d(options.Hidden, options.Head, 3, padding: 1);
        Head2 = Conv2d(options.Head, 2, 3, padding: 1);
        if (options.ConvexUpsampling)
        {
            Mask1 = Conv2d(options.Hidden, 2 * options.Hidden, 3, padding: 1);
            Mask2 = Conv2d(2 * options.Hidden, 9 * options.Downsampling * options.Downsampling, 1);
        }

        if (options.BlendsStart)
        {
            Blend1 = Conv2d(options.Hidden, options.Hidden, 3, padding: 1);
            Blend2 = Conv2d(options.Hidden, StartBlend.Count * options.Downsampling * options.Downsampling, 1);
        }

        RegisterComponents();
    }

    /// <summary>Encodes correlations and flow.</summary>
    [field: ComponentName(Name = "motion")]
    public MotionEncoder Motion { get; }

    /// <summary>Recurrent units, one after the other.</summary>
    [field: ComponentName(Name = "units")]
    public ModuleList<RecurrentUnit> Units { get; }

    /// <summary>First convolution of the flow head.</summary>
    [field: ComponentName(Name = "head1")]
    public Conv2d Head1 { get; }

    /// <summary>Second convolution of the flow head.</summary>
    [field: ComponentName(Name = "head2")]
    public Conv2d Head2 { get; }

    /// <summary>First convolution of the upsampling mask, or null.</summary>
    [field: ComponentName(Name = "mask1")]
    public Conv2d? Mask1 { get; }

    /// <summary>Second convolution of the upsampling mask, or null.</summary>
    [field: ComponentName(Name = "mask2")]
    public Conv2d? Mask2 { get; }

    /// <summary>First convolution of the shares of the start's corrections, or null.</summary>
    [field: ComponentName(Name = "blend1")]
    public Conv2d? Blend1 { get; }

    /// <summary>Second convolution of them, or null.</summary>
    [field: ComponentName(Name = "blend2")]
    public Conv2d? Blend2 { get; }

    /// <summary>One iteration.</summary>
    /// <param name="state">Recurrent state [N, hidden, h, w].</param>
    /// <param name="context">[N, context, h, w].</param>
    /// <param name="correlations">[N, K, h, w].</param>
    /// <param name="flow">Estimate so far [N, 2, h, w], cells.</param>
    /// <returns>The next state, and what to add to the flow.</returns>
    public (Tensor State, Tensor Change) Next(Tensor state, Tensor context, Tensor correlations, Tensor flow)
    {
        var input = cat([context, Motion.call(flow, correlations)], 1);
        foreach (var unit in Units)
        {
            state = unit.call(state, input);
        }

        return (state, MixedPrecision.Of(Head2, MixedPrecision.Of(Head1, state).relu()));
    }

    /// <summary>The mask of the convex upsampling [N, 9·s², h, w] before its softmax; null: upsample bilinearly.</summary>
    public Tensor? Mask(Tensor state) => Mask1 is null ? null : MixedPrecision.Of(Mask2!, MixedPrecision.Of(Mask1, state).relu()) * MaskScale;

    /// <summary>Shares of the start's corrections [N, 4·s², h, w]; null: they are not asked for.</summary>
    public Tensor? Shares(Tensor state) => Blend1 is null ? null : MixedPrecision.Of(Blend2!, MixedPrecision.Of(Blend1, state).relu()) * StartBlend.Scale;
}
