using Glacier.Training.Networks.Scenery.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>Reads the condition into one feature map per level, from full size down to a sixteenth.</summary>
public sealed class ConditionEncoder : Module<Tensor, IReadOnlyList<Tensor>>
{
    /// <summary>Makes the encoder.</summary>
    /// <param name="options">Sizes.</param>
    public ConditionEncoder(JointNetworkOptions options)
        : base(nameof(ConditionEncoder))
    {
        int size = options.Checked().Size;
        Input = new EqualizedConv2d(options.ConditionChannels, options.ChannelsAt(size), 3);
        Levels = new ModuleList<ConditionLevel>([.. Enumerable.Range(1, JointNetworkOptions.Halvings).Select(i => size >> i).Select(level =>
            new ConditionLevel(options.ChannelsAt(2 * level), options.ChannelsAt(level), options.IsRefined(level)))]);
        RegisterComponents();
    }

    /// <summary>3×3 convolution at full size.</summary>
    [field: ComponentName(Name = "input")]
    public EqualizedConv2d Input { get; }

    /// <summary>Levels from half size down.</summary>
    [field: ComponentName(Name = "levels")]
    public ModuleList<ConditionLevel> Levels { get; }

    /// <summary>Maps the condition [N, C, H, W] to features at H, H/2, H/4, H/8 and H/16, in this order.</summary>
    public override IReadOnlyList<Tensor> forward(Tensor condition)
    {
        // twice: the order of a single channel is ambiguous, so that the first call may change nothing
        var x = Resampling.ChannelsLast(Input.call(Resampling.ChannelsLast(condition)));
        var features = new List<Tensor>(Levels.Count + 1) { x };
        foreach (var level in Levels)
        {
            x = level.call(x);
            features.Add(x);
        }

        return features;
    }
}
