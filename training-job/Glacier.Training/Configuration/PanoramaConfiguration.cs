using System.Text.Json.Serialization;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Configuration;

/// <summary>Sat2Density (Qian et al. 2023): density and panorama of a satellite tile. The ablations of the paper's table 1 are <c>losses.opacity</c> 0 and <c>networks.render.illumination</c> false.</summary>
public sealed record PanoramaConfiguration : TrainingConfiguration
{
    /// <summary>Pairs to learn from.</summary>
    public PanoramaDataConfiguration Data { get; init; } = new();

    /// <summary>The space above a tile.</summary>
    public VolumeOptions Volume { get; init; } = new();

    /// <summary>Sizes of the networks.</summary>
    public PanoramaNetworkConfiguration Networks { get; init; } = new();

    /// <summary>Weights of the losses.</summary>
    public PanoramaLossConfiguration Losses { get; init; } = new();

    /// <summary>Optimiser of density and render network.</summary>
    public OptimiserConfiguration Generator { get; init; } = new() { LearningRate = 5e-5, Beta1 = 0, Beta2 = 0.999 };

    /// <summary>Optimiser of the discriminators.</summary>
    public OptimiserConfiguration Discriminator { get; init; } = new() { LearningRate = 5e-5, Beta1 = 0, Beta2 = 0.999 };

    /// <summary>Share of the pairs that the render network sees with the volume of the known ground instead of the guessed one, so that it can paint a DEM too.</summary>
    public double KnownShare { get; init; }

    /// <summary>Share of the steps in which the render network paints perspective views instead of panoramas.</summary>
    public double PerspectiveShare { get; init; }

    /// <summary>Share of a batch that is painted; of the others only the ground is learnt, which costs a fraction. 0: the ground alone, and the render network stays as it is.</summary>
    public double PaintedShare { get; init; } = 1;

    /// <summary>Whether the pictures' losses and the opacity's move the density network, as in the paper; where the ground is known it can do without, in half the time.</summary>
    public bool PicturesTeachGround { get; init; } = true;

    /// <summary>Running average of the weights, which is what is validated and exported.</summary>
    public AverageConfiguration Average { get; init; } = new() { Decay = 0.995 };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "panorama";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataFolders => Data.Source == PanoramaSource.Simulated ? [] : [Data.Folder];

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults()
    {
        var (losses, known) = (Losses, Data.Source == PanoramaSource.Simulated);
        double[] weights = [losses.Adversarial, losses.FeatureMatching, losses.Perceptual, losses.L1, losses.L2, losses.Divergence, losses.Opacity, losses.Ground, losses.Skyline];
        return base.Faults()
            .Concat(Data.Faults())
            .Concat(Volume.Faults().Select(fault => ("volume." + fault.Member, fault.Found, fault.Expected)))
            .Concat(Networks.Density.Faults().Concat(Networks.Render.Faults()).Concat(Networks.Discriminators.Faults()).Select(fault => ("networks." + fault.Member, fault.Found, fault.Expected)))
            .Concat(new[]
            {
                Rules.Unless(weights.Min() >= 0, "losses", "a negative weight", "weights of 0 or more"),
                Rules.Unless(known || losses.Ground + losses.Skyline + KnownShare == 0, "losses.ground, losses.skyline, knownShare", "above 0", "0: nothing is known of the ground of street views"),
                Rules.Unless(losses.Skyline == 0 || Networks.Density.Head != DensityHead.Slices, "losses.skyline", losses.Skyline, "0, or networks.density.head Height"),
                Rules.Unless(KnownShare is >= 0 and <= 1, "knownShare", KnownShare, "0 to 1"),
                Rules.Unless(PaintedShare is >= 0 and <= 1, "paintedShare", PaintedShare, "0 to 1"),
                Rules.Unless(PaintedShare > 0 || losses.Ground > 0, "paintedShare", PaintedShare, "above 0, or losses.ground above 0"),
                Rules.Unless(PicturesTeachGround || (losses.Ground > 0 && losses.Opacity == 0), "picturesTeachGround", "false", "true, or losses.ground above 0 and losses.opacity 0"),
                Rules.Unless(PerspectiveShare is >= 0 and <= 1, "perspectiveShare", PerspectiveShare, "0 to 1"),
                Rules.Unless(Volume.VerticalDegrees == Data.VerticalDegrees, "volume.verticalDegrees", Volume.VerticalDegrees, "data.verticalDegrees"),
                Rules.Unless(Math.Min(Generator.LearningRate, Discriminator.LearningRate) > 0, "generator.learningRate, discriminator.learningRate", "0 or less", "positive numbers"),
                Rules.Unless(Average.Decay is >= 0 and < 1, "average.decay", Average.Decay, "0 to below 1"),
            }.Where(fault => fault.Member.Length > 0));
    }
}

/// <summary>Sizes of the panorama networks.</summary>
public sealed record PanoramaNetworkConfiguration
{
    /// <summary>From the tile to densities.</summary>
    public DensityOptions Density { get; init; } = new();

    /// <summary>From rendered densities to a picture.</summary>
    public RenderOptions Render { get; init; } = new();

    /// <summary>The discriminators.</summary>
    public DiscriminatorOptions Discriminators { get; init; } = new();
}

/// <summary>Weights of the panorama losses, the paper's by default; 0 leaves a term out.</summary>
public sealed record PanoramaLossConfiguration
{
    /// <summary>Non-saturating logistic loss; with <see cref="FeatureMatching"/> 0 as well there are no discriminators.</summary>
    public double Adversarial { get; init; } = 1;

    /// <summary>Mean absolute difference of the discriminators' features.</summary>
    public double FeatureMatching { get; init; } = 10;

    /// <summary>Distance of perceptual features: SqueezeNet's instead of the paper's VGG-19, which is not at hand.</summary>
    public double Perceptual { get; init; } = 10;

    /// <summary>Mean absolute difference of the pictures.</summary>
    public double L1 { get; init; } = 1;

    /// <summary>Mean squared difference of the pictures.</summary>
    public double L2 { get; init; } = 10;

    /// <summary>Kullback–Leibler divergence of the illumination's code.</summary>
    public double Divergence { get; init; } = 0.1;

    /// <summary>Non-sky opacity supervision: mean absolute difference of the opacity from 1 on the ground and 0 in the sky; 0 is the paper's ablation without it.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>Beyond the paper: difference from the known ground.</summary>
    public double Ground { get; init; }

    /// <summary>Beyond the paper: difference of the skyline from the known one, per degree.</summary>
    public double Skyline { get; init; }
}
