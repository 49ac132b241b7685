using System.Text.Json.Serialization;
using Glacier.Vision.Velocity;

namespace Glacier.Training.Networks.Flow;

/// <summary>Sizes of a RAFT (Teed and Deng 2020). The defaults are RAFT-small's; <see cref="Full"/> is the full one.</summary>
public sealed record RaftOptions
{
    /// <summary>Channels of an image.</summary>
    public int ImageChannels { get; init; } = 3;

    /// <summary>Pixels per cell of the feature maps, 8 as in the paper or 4.</summary>
    public int Downsampling { get; init; } = 8;

    /// <summary>Encoders of bottleneck units (1 × 1, 3 × 3 at a quarter of the channels, 1 × 1) instead of plain residual units.</summary>
    public bool Bottleneck { get; init; } = true;

    /// <summary>Channels of the encoders' three stages; the first is at half the image's size.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [32, 64, 96];

    /// <summary>Channels of the features that are matched.</summary>
    public int Features { get; init; } = 128;

    /// <summary>Channels of the recurrent state.</summary>
    public int Hidden { get; init; } = 96;

    /// <summary>Channels of the context that every iteration sees.</summary>
    public int Context { get; init; } = 64;

    /// <summary>Normalisation in the context encoder; the feature encoder has <see cref="FeatureNorm.Instance"/>.</summary>
    public FeatureNorm ContextNorm { get; init; } = FeatureNorm.None;

    /// <summary>What the context encoder sees.</summary>
    public ContextInput ContextSees { get; init; }

    /// <summary>Levels of the correlation pyramid, each of half the size.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>The correlations are looked up at (2 radius + 1)² cells around the estimate, on each level.</summary>
    public int Radius { get; init; } = 3;

    /// <summary>Channels of the motion encoder's convolutions over the correlations: the first 1 × 1, a second 3 × 3.</summary>
    public IReadOnlyList<int> CorrelationChannels { get; init; } = [96];

    /// <summary>Channels of its convolutions over the flow, 7 × 7 and 3 × 3.</summary>
    public IReadOnlyList<int> FlowChannels { get; init; } = [64, 32];

    /// <summary>Channels of the encoded motion, the flow's two among them.</summary>
    public int Motion { get; init; } = 82;

    /// <summary>Channels inside the flow head.</summary>
    public int Head { get; init; } = 128;

    /// <summary>Two recurrent units of 1 × 5 and 5 × 1 instead of one of 3 × 3.</summary>
    public bool SeparableUnit { get; init; }

    /// <summary>Upsampling by learnt convex combinations of the nine nearest cells instead of bilinearly.</summary>
    public bool ConvexUpsampling { get; init; }

    /// <summary>Beside its own flow the network says at every pixel how much of each correction that the start offers is to be made (<see cref="StartBlend"/>).</summary>
    public bool BlendsStart { get; init; }

    /// <summary>The full RAFT of the paper.</summary>
    public static RaftOptions Full { get; } = new()
    {
        Bottleneck = false,
        Stages = [64, 96, 128],
        Features = 256,
        Hidden = 128,
        Context = 128,
        ContextNorm = FeatureNorm.Batch,
        Radius = 4,
        CorrelationChannels = [256, 192],
        FlowChannels = [128, 64],
        Motion = 128,
        Head = 256,
        SeparableUnit = true,
        ConvexUpsampling = true,
    };

    /// <summary>Channels that the context encoder sees.</summary>
    [JsonIgnore]
    public int ContextChannels => ContextSees switch
    {
        ContextInput.First => ImageChannels,
        ContextInput.Pair => 2 * ImageChannels,
        _ => (2 * ImageChannels) + HornSchunckStart.Planes,
    };

    /// <summary>Correlations looked up per cell.</summary>
    public int Correlations => Levels * ((2 * Radius) + 1) * ((2 * Radius) + 1);

    /// <summary>The rules broken: member, what was found, what is expected.</summary>
    public IEnumerable<(string Member, object Found, string Expected)> Faults()
    {
        if (Downsampling is not (4 or 8))
        {
            yield return ("downsampling", Downsampling, "4 or 8");
        }

        if (Stages.Count != 3 || Stages.Any(count => count is < 4 or > 512 || (Bottleneck && count % 4 != 0)))
        {
            yield return ("stages", string.Join(", ", Stages), "three numbers from 4 to 512, multiples of 4 with bottlenecks");
        }

        foreach (var (member, count) in new[] { ("features", Features), ("hidden", Hidden), ("context", Context), ("head", Head), ("imageChannels", ImageChannels) })
        {
            if (count is < 1 or > 1024)
            {
                yield return (member, count, "1 to 1024");
            }
        }

        if (Levels is < 1 or > 6 || Radius is < 1 or > 8)
        {
            yield return ("levels, radius", $"{Levels}, {Radius}", "1 to 6 and 1 to 8");
        }

        if (BlendsStart && ContextSees != ContextInput.Start)
        {
            yield return ("blendsStart", BlendsStart, "false, or contextSees start");
        }

        if (CorrelationChannels.Count is not (1 or 2) || FlowChannels.Count != 2 || Motion <= 2)
        {
            yield return ("correlationChannels, flowChannels, motion", $"{CorrelationChannels.Count}, {FlowChannels.Count}, {Motion}", "one or two numbers, two numbers, more than 2");
        }
    }
}
