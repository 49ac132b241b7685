using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Moments of one parameter.</summary>
public abstract class AdamState : OptimizerState, IDisposable
{
    public long step;
    public Tensor exp_avg = null!;
    public Tensor exp_avg_sq = null!;
    public Tensor? max_exp_avg_sq;

    private protected AdamState(Parameter parameter)
        : base(parameter)
    {
    }

    public void Dispose()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
    }

    public override void Initialize(OptimizerOptions options)
    {
        step = 0;
        exp_avg = zeros_like(_parameter).DetachFromDisposeScope();
        exp_avg_sq = zeros_like(_parameter).DetachFromDisposeScope();
        if (((AdamOptions)options).amsgrad == true)
        {
            max_exp_avg_sq = zeros_like(_parameter).DetachFromDisposeScope();
        }
    }

    public override void to(Device device)
    {
        exp_avg = exp_avg.to(device, disposeAfter: true).DetachFromDisposeScope();
        exp_avg_sq = exp_avg_sq.to(device, disposeAfter: true).DetachFromDisposeScope();
        max_exp_avg_sq = max_exp_avg_sq?.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    public override void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(step);
        exp_avg.Save(writer);
        exp_avg_sq.Save(writer);
        writer.Write(max_exp_avg_sq is not null);
        max_exp_avg_sq?.Save(writer);
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        step = reader.ReadInt64();
        exp_avg.Load(reader);
        exp_avg_sq.Load(reader);
        if (reader.ReadBoolean())
        {
            max_exp_avg_sq ??= zeros_like(_parameter).DetachFromDisposeScope();
            max_exp_avg_sq.Load(reader);
        }
    }

    public override void LoadStateDict(OptimizerState source)
    {
        var state = (AdamState)source;
        step = state.step;
        exp_avg.copy_(state.exp_avg).Dispose();
        exp_avg_sq.copy_(state.exp_avg_sq).Dispose();
        if (state.max_exp_avg_sq is not null)
        {
            max_exp_avg_sq ??= zeros_like(_parameter).DetachFromDisposeScope();
            max_exp_avg_sq.copy_(state.max_exp_avg_sq).Dispose();
        }
    }

    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is AdamState state && step == state.step && exp_avg.allclose(state.exp_avg) && exp_avg_sq.allclose(state.exp_avg_sq);
}
