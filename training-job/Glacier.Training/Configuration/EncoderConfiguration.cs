using System.Text.Json.Serialization;
using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Networks.Scenery.StyleGan;

namespace Glacier.Training.Configuration;

/// <summary>Stage 2 of the paper: a pSp encoder learns to find, for a contour, the latents in W+ of the frozen generator of stage 1.</summary>
public sealed record EncoderConfiguration : SceneryConfiguration
{
    /// <summary>Output folder of the stage 1 run, absolute or below the current folder; the newest checkpoint's averaged generator is taken.</summary>
    public required string Generator { get; init; }

    /// <summary>Sizes of the encoder.</summary>
    public EncoderNetworkConfiguration Networks { get; init; } = new();

    /// <summary>Weights of the losses.</summary>
    public EncoderLossConfiguration Losses { get; init; } = new();

    /// <summary>Optimiser of the encoder.</summary>
    public OptimiserConfiguration Encoder { get; init; } = new() { LearningRate = 0.0005, Beta1 = 0.9, Beta2 = 0.999 };

    /// <summary>The step beyond the paper: the generator's upper levels move too; null: it stays frozen.</summary>
    public ThirdStageConfiguration? ThirdStage { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "encoder";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> OtherRuns => [Generator, .. base.OtherRuns];

    /// <summary>What the encoder is made with.</summary>
    /// <param name="generator">Sizes of the generator it writes latents for.</param>
    public PspOptions NetworkOptions(StyleGanOptions generator) => new()
    {
        Size = Data.Resolution,
        ConditionChannels = Data.Channels.Count,
        Channels = Networks.Channels,
        Units = Networks.Units,
        GeneratorSize = generator.Size,
        LatentDimension = generator.LatentDimension,
        CoarseStyles = Networks.CoarseStyles,
        MiddleStyles = Networks.MiddleStyles,
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults() => base.Faults().Concat(new[]
    {
        Rules.Unless(Generator.Length > 0, "generator", "nothing", "the output folder of a gan run"),
        Rules.Unless(int.IsPow2(Data.Resolution), "data.resolution", Data.Resolution, "a power of two"),
        Rules.Unless(Networks.Channels is >= 4 and <= 256, "networks.channels", Networks.Channels, "4 to 256"),
        Rules.Unless(Networks.Units.Count == 4 && Networks.Units.All(units => units is >= 1 and <= 32), "networks.units", string.Join(", ", Networks.Units), "four numbers, 1 to 32 each"),
        Rules.Unless(Networks.CoarseStyles >= 0 && Networks.MiddleStyles >= 0, "networks.coarseStyles, networks.middleStyles", $"{Networks.CoarseStyles}, {Networks.MiddleStyles}", "0 or more"),
        Rules.Unless(Math.Min(Math.Min(Losses.L2, Losses.Perceptual), Math.Min(Losses.Identity, Losses.Latent)) >= 0 && Losses.Adversarial >= 0 && Losses.R1 >= 0, "losses", "a negative weight", "weights of 0 or more"),
        Rules.Unless(Losses.R1Every >= 1, "losses.r1Every", Losses.R1Every, "1 or more"),
        Rules.Unless(ThirdStage is null || (int.IsPow2(ThirdStage.FromLevel) && ThirdStage.FromLevel >= 4 && ThirdStage.FromLevel <= Data.Resolution), "thirdStage.fromLevel", ThirdStage?.FromLevel ?? 0,
            "a power of two from 4 to the resolution"),
    }.Where(fault => fault.Member.Length > 0));
}

/// <summary>Sizes of the pSp encoder.</summary>
public sealed record EncoderNetworkConfiguration
{
    /// <summary>Channels of the first stage; every further one has twice as many.</summary>
    public int Channels { get; init; } = 24;

    /// <summary>Residual units of the four stages; the paper's backbone has 3, 4, 14, 3.</summary>
    public IReadOnlyList<int> Units { get; init; } = [1, 2, 2, 1];

    /// <summary>Latents read from the coarsest features.</summary>
    public int CoarseStyles { get; init; } = 3;

    /// <summary>Latents read from the middle features.</summary>
    public int MiddleStyles { get; init; } = 4;
}

/// <summary>Weights of pSp's losses; the defaults are the paper's for sketches, and its identity weight for domains without faces.</summary>
public sealed record EncoderLossConfiguration
{
    /// <summary>Mean squared difference of the pixels.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Distance of perceptual features.</summary>
    public double Perceptual { get; init; } = 0.8;

    /// <summary>One minus the cosine of feature vectors.</summary>
    public double Identity { get; init; } = 0.5;

    /// <summary>Distance of the latents from the mean latent.</summary>
    public double Latent { get; init; } = 0.005;

    /// <summary>Stage 1's discriminator, trained along; 0: none.</summary>
    public double Adversarial { get; init; }

    /// <summary>R1 of that discriminator.</summary>
    public double R1 { get; init; } = 0.5;

    /// <summary>R1 every so many steps.</summary>
    public int R1Every { get; init; } = 16;
}

/// <summary>The third stage.</summary>
public sealed record ThirdStageConfiguration
{
    /// <summary>Levels of this side and above move.</summary>
    public int FromLevel { get; init; } = 32;

    /// <summary>Images after which it begins.</summary>
    public long AfterImages { get; init; }

    /// <summary>Optimiser of these levels.</summary>
    public OptimiserConfiguration Optimiser { get; init; } = new() { LearningRate = 0.0002 };
}
