using System.Text.Json.Serialization;
using Glacier.Training.Networks.Scenery.Joint;

namespace Glacier.Training.Configuration;

/// <summary>Joint mode: condition encoder, generator, style encoder and conditional discriminator, trained end to end.</summary>
public sealed record JointConfiguration : SceneryConfiguration
{
    /// <summary>Sizes of the networks.</summary>
    public JointNetworkConfiguration Networks { get; init; } = new();

    /// <summary>Weights of the losses.</summary>
    public JointLossConfiguration Losses { get; init; } = new();

    /// <summary>What DiffAugment does to the pictures that the discriminator sees.</summary>
    public AugmentationConfiguration Augmentation { get; init; } = new();

    /// <summary>Optimiser of generator and style encoder.</summary>
    public OptimiserConfiguration Generator { get; init; } = new();

    /// <summary>Optimiser of the discriminator.</summary>
    public OptimiserConfiguration Discriminator { get; init; } = new();

    /// <summary>Running average of the generator's weights.</summary>
    public AverageConfiguration Average { get; init; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "joint";

    /// <summary>What the networks are made with.</summary>
    public JointNetworkOptions NetworkOptions() => new()
    {
        Size = Data.Resolution,
        ConditionChannels = Data.Channels.Count,
        StyleDimension = Networks.StyleSize,
        LatentDimension = Networks.LatentSize,
        MappingLayers = Networks.MappingLayers,
        Channels = Networks.Channels,
        SpatialLevels = Networks.SpatialLevels,
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults()
    {
        var (networks, losses) = (Networks, Losses);
        var levels = new List<int>();
        for (var level = Data.Resolution; level >= Data.Resolution / 16; level /= 2)
        {
            levels.Add(level);
        }

        return base.Faults().Concat(new[]
        {
            Rules.Unless(levels.All(level => networks.Channels.ContainsKey(level)), "networks.channels", string.Join(", ", networks.Channels.Keys), "a number of channels for each of " + string.Join(", ", levels)),
            Rules.Unless(networks.Channels.Values.All(count => count is >= 4 and <= 1024), "networks.channels", string.Join(", ", networks.Channels.Values), "4 to 1024 each"),
            Rules.Unless(networks.StyleSize is >= 1 and <= 1024, "networks.styleSize", networks.StyleSize, "1 to 1024"),
            Rules.Unless(networks.LatentSize is >= 1 and <= 1024, "networks.latentSize", networks.LatentSize, "1 to 1024"),
            Rules.Unless(networks.MappingLayers is >= 1 and <= 16, "networks.mappingLayers", networks.MappingLayers, "1 to 16"),
            Rules.Unless(losses.R1Every >= 1, "losses.r1Every", losses.R1Every, "1 or more"),
            Rules.Unless(losses.PriorShare is >= 0 and < 1, "losses.priorShare", losses.PriorShare, "0 to below 1"),
            Rules.Unless(losses.SwappedShare >= 0 && losses.PriorShare + (2 * losses.SwappedShare) <= 1, "losses.swappedShare", losses.SwappedShare, "0 or more; twice it and priorShare at most 1"),
            Rules.Unless(Math.Min(Math.Min(losses.R1, losses.L1), Math.Min(losses.FeatureMatching, losses.Divergence)) >= 0 && Math.Min(losses.Adversarial, losses.Perceptual) >= 0,
                "losses", "a negative weight", "weights of 0 or more"),
            Rules.Unless(Augmentation.Probability is >= 0 and <= 1, "augmentation.probability", Augmentation.Probability, "0 to 1"),
            Rules.Unless(Average.Decay is >= 0 and < 1, "average.decay", Average.Decay, "0 to below 1"),
        }.Where(fault => fault.Member.Length > 0));
    }
}

/// <summary>Sizes of the joint networks.</summary>
public sealed record JointNetworkConfiguration
{
    /// <summary>Channels of generator and condition encoder at each side length, from the training resolution down to a sixteenth of it.</summary>
    public IReadOnlyDictionary<int, int> Channels { get; init; } = new Dictionary<int, int> { [128] = 24, [64] = 48, [32] = 96, [16] = 160, [8] = 192 };

    /// <summary>Channels of the discriminator likewise; null: those of the generator.</summary>
    public IReadOnlyDictionary<int, int>? DiscriminatorChannels { get; init; }

    /// <summary>Side lengths at which the generator sees the encoder's features; null: at all.</summary>
    public IReadOnlyList<int>? SpatialLevels { get; init; }

    /// <summary>Length of the style code z.</summary>
    public int StyleSize { get; init; } = 64;

    /// <summary>Length of the mapped style w.</summary>
    public int LatentSize { get; init; } = 128;

    /// <summary>Layers of the mapping network.</summary>
    public int MappingLayers { get; init; } = 4;
}

/// <summary>Weights of the joint mode's loss terms; 0 leaves a term out.</summary>
public sealed record JointLossConfiguration
{
    /// <summary>Non-saturating logistic loss of the generator.</summary>
    public double Adversarial { get; init; } = 1;

    /// <summary>Weight of the single overall verdict beside the patches' mean verdict.</summary>
    public double GlobalVerdict { get; init; } = 0.5;

    /// <summary>Mean absolute difference of the discriminator's features between real and generated.</summary>
    public double FeatureMatching { get; init; } = 10;

    /// <summary>Mean absolute difference of the pictures.</summary>
    public double L1 { get; init; } = 1;

    /// <summary>Distance of perceptual features.</summary>
    public double Perceptual { get; init; }

    /// <summary>Kullback–Leibler divergence of the style code from the normal distribution.</summary>
    public double Divergence { get; init; } = 0.01;

    /// <summary>R1: squared gradient of the discriminator at real pictures, times half of this.</summary>
    public double R1 { get; init; } = 1;

    /// <summary>R1 is applied every so many steps, and its weight multiplied by as many.</summary>
    public int R1Every { get; init; } = 16;

    /// <summary>Share of a batch whose style is drawn from the prior, as at inference; these carry the adversarial terms only.</summary>
    public double PriorShare { get; init; } = 0.25;

    /// <summary>Share of a batch whose style is another photograph's of the batch, as a reference photograph or a typical style is used; these too carry the adversarial terms only.</summary>
    /// <remarks>Not written where it is 0, so that the hashes of configurations from before it stay.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double SwappedShare { get; init; }
}
