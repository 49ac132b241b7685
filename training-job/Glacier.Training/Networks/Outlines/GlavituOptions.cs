using System.Text.Json.Serialization;

namespace Glacier.Training.Networks.Outlines;

/// <summary>What the network is told of where a window lies.</summary>
public enum LocationEncoding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The region, one-hot.</summary>
    Region,

    /// <summary>Sine and cosine of latitude and longitude.</summary>
    Coordinates,
}

/// <summary>Sizes of a GlaViTU (Maslov et al. 2025). The defaults are the paper's; smaller ones train on a processor.</summary>
public sealed record GlavituOptions
{
    /// <summary>Rows and columns of a window.</summary>
    [JsonIgnore]
    public int Side { get; init; } = 384;

    /// <summary>Names of the channels in the order of the tensor; a modality's channels stand together.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Channels { get; init; } = ["B2", "B3", "B4", "B8", "B11", "B12", "elevation", "slope"];

    /// <summary>Feature channels of the fused map.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Step of the first convolution: at 2 everything between the stem and the heads has a quarter of the cells; the heads give every pixel its own logits again.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>Cells of the fused map along a side of a token.</summary>
    public int Patch { get; init; } = 16;

    /// <summary>Length of a token.</summary>
    public int Embedding { get; init; } = 64;

    /// <summary>Transformer blocks.</summary>
    public int Blocks { get; init; } = 12;

    /// <summary>Heads of the attention.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Inner length of a block's perceptron over that of a token.</summary>
    public int MlpRatio { get; init; } = 4;

    /// <summary>Levels of the U-Net; each has twice the channels of the one above, the first as many as the fused map.</summary>
    public int Levels { get; init; } = 3;

    /// <summary>Probability that a feature channel of a modality is dropped.</summary>
    public double SpatialDropout { get; init; } = 0.1;

    /// <summary>Probability that a value is dropped in the transformer and in the location's features.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>What is told of the place.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<LocationEncoding>))]
    public LocationEncoding Location { get; init; }

    /// <summary>Regions that can be told, for <see cref="LocationEncoding.Region"/>.</summary>
    [JsonIgnore]
    public int Regions { get; init; }

    /// <summary>Cells of the fused map along a side.</summary>
    [JsonIgnore]
    public int MapSide => Side / StemStride;

    /// <summary>Tokens along a side.</summary>
    [JsonIgnore]
    public int Grid => MapSide / Patch;

    /// <summary>Numbers that tell the place; 0 without an encoding.</summary>
    [JsonIgnore]
    public int LocationLength => Location switch
    {
        LocationEncoding.Region => Regions,
        LocationEncoding.Coordinates => 4,
        _ => 0,
    };

    /// <summary>Channels by modality, in the order of the tensor.</summary>
    [JsonIgnore]
    public IReadOnlyList<ModalityChannels> Modalities
    {
        get
        {
            var modalities = new List<ModalityChannels>();
            for (var first = 0; first < Channels.Count;)
            {
                var modality = ModalityChannels.Of(Channels[first]);
                var count = Channels.Skip(first).TakeWhile(channel => ModalityChannels.Of(channel) == modality).Count();
                modalities.Add(new(modality, first, count));
                first += count;
            }

            return modalities;
        }
    }
}

/// <summary>The channels of one modality.</summary>
/// <param name="Name"><c>optical</c>, <c>dem</c>, <c>sar</c> or <c>coherence</c>.</param>
/// <param name="First">Place of its first channel.</param>
/// <param name="Count">Its channels.</param>
public sealed record ModalityChannels(string Name, int First, int Count)
{
    /// <summary>Modality that a channel belongs to.</summary>
    public static string Of(string channel) => channel switch
    {
        "elevation" or "slope" => "dem",
        "sar_co" or "sar_cross" => "sar",
        "coherence" => "coherence",
        _ => "optical",
    };
}
