using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Flow;

/// <summary>Correlations and flow as features of the motion, the flow itself among them.</summary>
public sealed class MotionEncoder : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    public MotionEncoder(RaftOptions options)
        : base(nameof(MotionEncoder))
    {
        var (correlation, flow) = (options.CorrelationChannels, options.FlowChannels);
        Correlation1 = Conv2d(options.Correlations, correlation[0], 1);
        Correlation2 = correlation.Count > 1 ? Conv2d(correlation[0], correlation[1], 3, padding: 1) : null;
        Flow1 = Conv2d(2, flow[0], 7, padding: 3);
        Flow2 = Conv2d(flow[0], flow[1], 3, padding: 1);
        Both = Conv2d(correlation[^1] + flow[1], options.Motion - 2, 3, padding: 1);
        RegisterComponents();
    }

    /// <summary>1 × 1 over the correlations.</summary>
    [field: ComponentName(Name = "correlation1")]
    public Conv2d Correlation1 { get; }

    /// <summary>3 × 3 after it, or null.</summary>
    [field: ComponentName(Name = "correlation2")]
    public Conv2d? Correlation2 { get; }

    /// <summary>7 × 7 over the flow.</summary>
    [field: ComponentName(Name = "flow1")]
    public Conv2d Flow1 { get; }

    /// <summary>3 × 3 after it.</summary>
    [field: ComponentName(Name = "flow2")]
    public Conv2d Flow2 { get; }

    /// <summary>3 × 3 over both.</summary>
    [field: ComponentName(Name = "both")]
    public Conv2d Both { get; }

    /// <summary>Maps the flow [N, 2, h, w] and its correlations [N, K, h, w] to [N, motion, h, w].</summary>
    public override Tensor forward(Tensor flow, Tensor correlations)
    {
        var seen = MixedPrecision.Of(Correlation1, correlations).relu();
        seen = Correlation2 is null ? seen : MixedPrecision.Of(Correlation2, seen).relu();
        var moved = MixedPrecision.Of(Flow2, MixedPrecision.Of(Flow1, flow).relu()).relu();
        return cat([Both.call(cat([seen, moved], 1)).relu(), flow], 1);
    }
}
