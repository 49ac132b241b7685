using System.Text.Json.Serialization;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Networks.Outlines;

namespace Glacier.Training.Configuration;

/// <summary>GlaViTU: ice or no ice for every pixel of a scene. The five strategies of Maslov et al. 2025 are choices of folders, start and location encoding.</summary>
public sealed record OutlineConfiguration : TrainingConfiguration
{
    /// <summary>Tiles, masks and their augmentation.</summary>
    public required OutlineDataConfiguration Data { get; init; }

    /// <summary>Sizes of the network.</summary>
    public GlavituOptions Networks { get; init; } = new();

    /// <summary>The losses.</summary>
    public OutlineLossConfiguration Losses { get; init; } = new();

    /// <summary>Adam; its learning rate is the highest of every cycle.</summary>
    public OptimiserConfiguration Optimiser { get; init; } = new() { LearningRate = 0.0005, Beta1 = 0.9, Beta2 = 0.999 };

    /// <summary>Windows after which the learning rate, having fallen to zero along a cosine, begins anew; the last ends the run's schedule. The paper: 10, 30, 70 and 150 epochs.</summary>
    public required IReadOnlyList<long> RestartsAfter { get; init; }

    /// <summary>Windows over which the learning rate rises from zero at the very beginning.</summary>
    public long WarmUp { get; init; }

    /// <summary>Running average of the weights, which is validated and exported.</summary>
    public AverageConfiguration Average { get; init; } = new() { Decay = 0.99 };

    /// <summary>Which weights are kept for export.</summary>
    /// <remarks>Not written where it is the default, so that the hashes of configurations from before it stay.</remarks>
    [JsonConverter(typeof(JsonStringEnumConverter<KeptWeights>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public KeptWeights Keep { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "outline";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataFolders => [.. Data.Folders.Select(folder => folder.Path)];

    /// <summary>What the network is made with: the sizes, and what the data say.</summary>
    public GlavituOptions NetworkOptions() => Networks with { Side = Data.Side, Channels = Data.Channels, Regions = Data.Regions.Count };

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults() => base.Faults().Concat(Data.Faults()).Concat(new[]
    {
        Rules.Unless(Networks.Width is >= 4 and <= 512, "networks.width", Networks.Width, "4 to 512"),
        Rules.Unless(Networks.StemStride is 1 or 2, "networks.stemStride", Networks.StemStride, "1 or 2"),
        Rules.Unless(int.IsPow2(Networks.Patch) && Networks.Patch is >= 2 and <= 64, "networks.patch", Networks.Patch, "a power of two from 2 to 64"),
        Rules.Unless(Networks.Heads >= 1 && Networks.Embedding >= 4 && Networks.Embedding % Math.Max(Networks.Heads, 1) == 0, "networks.embedding", Networks.Embedding, "a multiple of networks.heads"),
        Rules.Unless(Networks.Blocks is >= 1 and <= 48 && Networks.MlpRatio is >= 1 and <= 8, "networks.blocks, networks.mlpRatio", $"{Networks.Blocks}, {Networks.MlpRatio}", "1 to 48, 1 to 8"),
        Rules.Unless(Networks.Levels is >= 1 and <= 5, "networks.levels", Networks.Levels, "1 to 5"),
        Rules.Unless(
            Networks.StemStride > 0 && Networks.Patch > 0 && Data.Side % (Networks.StemStride * Math.Max(Networks.Patch, 1 << Math.Clamp(Networks.Levels, 0, 8))) == 0, "data.side", Data.Side,
            "a multiple of networks.stemStride times the greater of networks.patch and 2^networks.levels"),
        Rules.Unless(Networks.Location != LocationEncoding.Region || Data.Regions.Count > 0, "data.regions", 0, "one region or more, as networks.location says"),
        Rules.Unless(Math.Min(Networks.SpatialDropout, Networks.Dropout) >= 0 && Math.Max(Networks.SpatialDropout, Networks.Dropout) < 1, "networks.dropout",
            $"{Networks.SpatialDropout}, {Networks.Dropout}", "0 to below 1"),
        Rules.Unless(Losses is { Gamma: >= 0, Deep: >= 0, Output: > 0, Jaccard: >= 0 } && Losses.Smoothing is >= 0 and < 1, "losses", "a negative number, or no weight on the output", "numbers of 0 or more"),
        Rules.Unless(RestartsAfter.Count > 0 && RestartsAfter[0] > 0 && RestartsAfter.Zip(RestartsAfter.Skip(1), (a, b) => b > a).All(rises => rises), "restartsAfter", string.Join(", ", RestartsAfter),
            "rising numbers of windows"),
        Rules.Unless(WarmUp >= 0, "warmUp", WarmUp, "0 or more"),
    }.Where(fault => fault.Member.Length > 0));
}

/// <summary>Which weights of a run are exported.</summary>
public enum KeptWeights
{
    /// <summary>Those of the highest intersection over union at a validation, as the paper.</summary>
    Best,

    /// <summary>Those of the latest validation: of a run whose length was chosen before, with validation tiles among those that it learns from.</summary>
    Last,
}

/// <summary>The losses; the defaults are the paper's.</summary>
public sealed record OutlineLossConfiguration
{
    /// <summary>Exponent of the focal loss.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Label smoothing.</summary>
    public double Smoothing { get; init; } = 0.1;

    /// <summary>Weight of the loss at the transformer's head.</summary>
    public double Deep { get; init; } = 0.5;

    /// <summary>Weight of the loss at the output.</summary>
    public double Output { get; init; } = 1;

    /// <summary>Weight of the soft Jaccard distance beside the focal loss, at both heads; the paper has none.</summary>
    /// <remarks>Not written where it is not given, so that the hashes of configurations from before it stay.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Jaccard { get; init; }
}
