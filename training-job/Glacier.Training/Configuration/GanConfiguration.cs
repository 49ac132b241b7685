using System.Text.Json.Serialization;
using Glacier.Training.Networks.Scenery.StyleGan;

namespace Glacier.Training.Configuration;

/// <summary>Stage 1 of the paper: StyleGAN2 learns what glaciers look like, without any condition.</summary>
public sealed record GanConfiguration : SceneryConfiguration
{
    /// <summary>Sizes of the networks.</summary>
    public GanNetworkConfiguration Networks { get; init; } = new();

    /// <summary>Weights of the regularisers.</summary>
    public GanLossConfiguration Losses { get; init; } = new();

    /// <summary>Strengths of the augmentation; its probability is where the adaptive one begins.</summary>
    public AugmentationConfiguration Augmentation { get; init; } = new() { Probability = 0 };

    /// <summary>When the stage is over.</summary>
    public CriterionConfiguration Criterion { get; init; } = new();

    /// <summary>Optimiser of the generator.</summary>
    public OptimiserConfiguration Generator { get; init; } = new();

    /// <summary>Optimiser of the discriminator.</summary>
    public OptimiserConfiguration Discriminator { get; init; } = new();

    /// <summary>Running average of the generator's weights.</summary>
    public AverageConfiguration Average { get; init; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "gan";

    /// <summary>What the networks are made with.</summary>
    public StyleGanOptions NetworkOptions() => new()
    {
        Size = Data.Resolution,
        StyleDimension = Networks.StyleSize,
        LatentDimension = Networks.LatentSize,
        MappingLayers = Networks.MappingLayers,
        ChannelBase = Networks.ChannelBase,
        ChannelMaximum = Networks.ChannelMaximum,
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults() => base.Faults().Concat(new[]
    {
        Rules.Unless(int.IsPow2(Data.Resolution), "data.resolution", Data.Resolution, "a power of two"),
        Rules.Unless(Networks.StyleSize is >= 1 and <= 1024, "networks.styleSize", Networks.StyleSize, "1 to 1024"),
        Rules.Unless(Networks.LatentSize is >= 1 and <= 1024, "networks.latentSize", Networks.LatentSize, "1 to 1024"),
        Rules.Unless(Networks.MappingLayers is >= 1 and <= 16, "networks.mappingLayers", Networks.MappingLayers, "1 to 16"),
        Rules.Unless(Networks.ChannelMaximum is >= 4 and <= 1024, "networks.channelMaximum", Networks.ChannelMaximum, "4 to 1024"),
        Rules.Unless(Networks.ChannelBase >= Data.Resolution, "networks.channelBase", Networks.ChannelBase, "the resolution or more"),
        Rules.Unless(Losses.R1 >= 0 && Losses.PathLength >= 0, "losses", "a negative weight", "weights of 0 or more"),
        Rules.Unless(Losses.R1Every >= 1 && Losses.PathLengthEvery >= 1, "losses.r1Every, losses.pathLengthEvery", $"{Losses.R1Every}, {Losses.PathLengthEvery}", "1 or more"),
        Rules.Unless(Losses.StyleMixing is >= 0 and <= 1, "losses.styleMixing", Losses.StyleMixing, "0 to 1"),
        Rules.Unless(Losses.AugmentationTarget is null or (> 0 and < 1), "losses.augmentationTarget", Losses.AugmentationTarget ?? 0, "between 0 and 1, or null"),
        Rules.Unless(Losses.AugmentationImages > 0, "losses.augmentationImages", Losses.AugmentationImages, "a positive number"),
        Rules.Unless(Augmentation.Probability is >= 0 and <= 1, "augmentation.probability", Augmentation.Probability, "0 to 1"),
        Rules.Unless(Criterion.Accuracy is > 0.5 and <= 1, "criterion.accuracy", Criterion.Accuracy, "above 0.5, to 1"),
        Rules.Unless(Criterion.Window is >= 1 and <= 1000, "criterion.window", Criterion.Window, "1 to 1000"),
        Rules.Unless(Average.Decay is >= 0 and < 1, "average.decay", Average.Decay, "0 to below 1"),
    }.Where(fault => fault.Member.Length > 0));
}

/// <summary>Sizes of StyleGAN2.</summary>
public sealed record GanNetworkConfiguration
{
    /// <summary>Length of z.</summary>
    public int StyleSize { get; init; } = 128;

    /// <summary>Length of w.</summary>
    public int LatentSize { get; init; } = 128;

    /// <summary>Layers of the mapping network.</summary>
    public int MappingLayers { get; init; } = 4;

    /// <summary>Channels at side r are this over r …</summary>
    public int ChannelBase { get; init; } = 4096;

    /// <summary>… at most this.</summary>
    public int ChannelMaximum { get; init; } = 256;
}

/// <summary>Regularisers of stage 1.</summary>
public sealed record GanLossConfiguration
{
    /// <summary>R1 weight gamma.</summary>
    public double R1 { get; init; } = 0.5;

    /// <summary>R1 every so many steps.</summary>
    public int R1Every { get; init; } = 16;

    /// <summary>Path length weight; 0: none.</summary>
    public double PathLength { get; init; } = 2;

    /// <summary>Path length every so many steps, on half a batch.</summary>
    public int PathLengthEvery { get; init; } = 8;

    /// <summary>Probability that a picture has two styles.</summary>
    public double StyleMixing { get; init; } = 0.9;

    /// <summary>ADA's target of the mean sign on real pictures; null: the probability stays as configured.</summary>
    public double? AugmentationTarget { get; init; } = 0.6;

    /// <summary>Pictures in which ADA can move its probability from 0 to 1.</summary>
    public double AugmentationImages { get; init; } = 100_000;
}

/// <summary>
/// The paper trains stage 1 until the discriminator can no longer tell. Measured: the share of held-out photographs and generated pictures that it judges
/// rightly (balanced accuracy, no augmentation, averaged generator), averaged over a window of validations, falls to <see cref="Accuracy"/>.
/// </summary>
public sealed record CriterionConfiguration
{
    /// <summary>Accuracy at which the discriminator counts as unable to tell; 0.5 is guessing.</summary>
    public double Accuracy { get; init; } = 0.55;

    /// <summary>Validations averaged.</summary>
    public int Window { get; init; } = 10;

    /// <summary>Images before which the criterion is not asked: an untrained discriminator cannot tell either.</summary>
    public long AfterImages { get; init; } = 50_000;
}
