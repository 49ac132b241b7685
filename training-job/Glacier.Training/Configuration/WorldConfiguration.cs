using System.Text.Json.Serialization;
using Glacier.Training.Data.World;
using Glacier.Training.Networks.World;

namespace Glacier.Training.Configuration;

/// <summary>The 3D path: a layout generator over the DEM, rays through a band around its surface, an upsampler, a sky.</summary>
public sealed record WorldConfiguration : TrainingConfiguration
{
    /// <summary>Worlds, cameras, photographs.</summary>
    public WorldDataConfiguration Data { get; init; } = new();

    /// <summary>Sizes of the networks.</summary>
    public WorldOptions Networks { get; init; } = new();

    /// <summary>Weights of the losses.</summary>
    public WorldLossConfiguration Losses { get; init; } = new();

    /// <summary>What DiffAugment does to the pictures that the discriminator sees.</summary>
    public AugmentationConfiguration Augmentation { get; init; } = new();

    /// <summary>Optimiser of the networks that paint.</summary>
    public OptimiserConfiguration Generator { get; init; } = new();

    /// <summary>Optimiser of the discriminator.</summary>
    public OptimiserConfiguration Discriminator { get; init; } = new();

    /// <summary>Running average of the weights that paint, which is what is exported.</summary>
    public AverageConfiguration Average { get; init; } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "world";

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults()
    {
        double[] weights = [Losses.Teacher, Losses.Perceptual, Losses.Thumbnail, Losses.Adversarial, Losses.FeatureMatching, Losses.R1, Losses.Opacity, Losses.Consistency, Losses.Transparency];
        return base.Faults()
            .Concat(Networks.Faults().Select(fault => Rules.Unless(false, "networks." + fault.Member, fault.Found, fault.Expected)))
            .Concat(Data.Faults(Networks.PictureSize))
            .Concat(new[]
            {
                Rules.Unless(weights.All(weight => weight >= 0) && Losses.Teacher + Losses.Adversarial > 0, "losses", string.Join(", ", weights), "weights of 0 or more, teacher or adversarial above 0"),
                Rules.Unless(Losses.Adversarial == 0 || Data.Photographs is not null, "data.photographs", "none", "photographs, or losses.adversarial 0"),
                Rules.Unless(Losses.R1Every >= 1, "losses.r1Every", Losses.R1Every, "1 or more"),
                Rules.Unless(Losses.AdversarialFrom >= 0, "losses.adversarialFrom", Losses.AdversarialFrom, "0 or more"),
                Rules.Unless(Networks.StyleDimension == 64 || Losses.Teacher + Losses.Perceptual == 0, "networks.styleDimension", Networks.StyleDimension, "64, as the teacher's, or losses.teacher and losses.perceptual 0"),
                Rules.Unless(Augmentation.Probability is >= 0 and <= 1, "augmentation.probability", Augmentation.Probability, "0 to 1"),
                Rules.Unless(Average.Decay is >= 0 and < 1, "average.decay", Average.Decay, "0 to below 1"),
            }.Where(fault => fault.Member.Length > 0));
    }
}

/// <summary>Weights of the 3D path's losses; 0 leaves a term out.</summary>
public sealed record WorldLossConfiguration
{
    /// <summary>Mean absolute difference from what the 2D path paints of the same view in the same look. 0: no teacher at all, as in the paper.</summary>
    public double Teacher { get; init; } = 1;

    /// <summary>Distance of perceptual features from the same.</summary>
    public double Perceptual { get; init; } = 0.5;

    /// <summary>Mean absolute difference of the rays' own colours from the teacher's reduced picture, on the ground.</summary>
    public double Thumbnail { get; init; } = 0.5;

    /// <summary>Non-saturating logistic loss against photographs without their sky.</summary>
    public double Adversarial { get; init; } = 0.1;

    /// <summary>Images after which the adversarial term begins; the discriminator learns from the first.</summary>
    public long AdversarialFrom { get; init; }

    /// <summary>Mean absolute difference between the discriminator's mean features of photographs and of generated pictures.</summary>
    public double FeatureMatching { get; init; }

    /// <summary>R1: squared gradient of the discriminator at photographs, times half of this.</summary>
    public double R1 { get; init; } = 0.5;

    /// <summary>R1 is applied every so many steps, and its weight multiplied by as many.</summary>
    public int R1Every { get; init; } = 16;

    /// <summary>Mean absolute difference of the rays' opacity from the share of ground that the DEM has there.</summary>
    public double Opacity { get; init; } = 0.5;

    /// <summary>Mean absolute difference of the picture, reduced, from the rays' own colours, on the ground: the upsampler adds detail, not another world.</summary>
    public double Consistency { get; init; } = 0.25;

    /// <summary>Penalty on opacity that falls along a ray (PersistentNature's second stage): for free samples.</summary>
    public double Transparency { get; init; }
}
