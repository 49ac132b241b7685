using System.Text.Json.Serialization;
using Glacier.Training.Networks.Flow;

namespace Glacier.Training.Networks.Panorama;

/// <summary>What the density network's last layer says.</summary>
public enum DensityHead
{
    /// <summary>A density for every slice (the paper).</summary>
    Slices,

    /// <summary>The height of the ground, of which the densities follow: mountains have no overhangs worth the name.</summary>
    Height,
}

/// <summary>Sizes of a density network. The defaults are the paper's.</summary>
public sealed record DensityOptions
{
    /// <summary>The tile is averaged over squares of so many pixels before anything else.</summary>
    public int Reduction { get; init; } = 1;

    /// <summary>Channels of the first convolution; each halving doubles them.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Most channels.</summary>
    public int MostChannels { get; init; } = 512;

    /// <summary>Halvings.</summary>
    public int Downs { get; init; } = 4;

    /// <summary>Residual blocks between them and the doublings.</summary>
    public int Blocks { get; init; } = 6;

    /// <summary>Doublings; as many as halvings give back the size after <see cref="Reduction"/>.</summary>
    public int Ups { get; init; } = 4;

    /// <summary>Normalisation.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FeatureNorm>))]
    public FeatureNorm Norm { get; init; } = FeatureNorm.Instance;

    /// <summary>Whether weights are divided by their spectral norm.</summary>
    public bool Spectral { get; init; } = true;

    /// <summary>Beyond the paper: whether a doubling sees the features of the same size on the way down.</summary>
    public bool Skips { get; init; }

    /// <summary>Beyond the paper: whether the network is told where on the tile it looks, and in its middle what the whole tile is like.</summary>
    public bool Coordinates { get; init; }

    /// <summary>What the last layer says.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DensityHead>))]
    public DensityHead Head { get; init; }

    /// <summary>Columns and rows of the density field of a <see cref="DensityHead.Height"/>, bilinear between the network's own.</summary>
    public int HeightSide { get; init; } = 128;

    internal IEnumerable<(string Member, string Found, string Expected)> Faults() => OptionRules.Broken(
        "density.", (Reduction is 1 or 2 or 4, "reduction", Reduction, "1, 2 or 4"), (Width is >= 2 and <= 256, "width", Width, "2 to 256"),
        (MostChannels >= Width && MostChannels <= 2048, "mostChannels", MostChannels, "density.width to 2048"), (Downs is >= 1 and <= 5, "downs", Downs, "1 to 5"),
        (Ups >= 1 && Ups <= Downs, "ups", Ups, "1 to density.downs"), (Blocks is >= 0 and <= 32, "blocks", Blocks, "0 to 32"), (HeightSide is >= 32 and <= 512 && HeightSide % 2 == 0, "heightSide", HeightSide, "an even number from 32 to 512"));
}

/// <summary>Sizes of a render network. The defaults are the paper's.</summary>
public sealed record RenderOptions
{
    /// <summary>Channels of the first convolution; each halving doubles them.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Most channels on the way down.</summary>
    public int MostChannels { get; init; } = 1024;

    /// <summary>Halvings.</summary>
    public int Downs { get; init; } = 4;

    /// <summary>Residual blocks.</summary>
    public int Blocks { get; init; } = 9;

    /// <summary>Channels after each doubling, as many as halvings; the illumination enters after the first two.</summary>
    public IReadOnlyList<int> Ups { get; init; } = [384, 384, 384, 64];

    /// <summary>Normalisation.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<FeatureNorm>))]
    public FeatureNorm Norm { get; init; } = FeatureNorm.Instance;

    /// <summary>Whether weights are divided by their spectral norm.</summary>
    public bool Spectral { get; init; } = true;

    /// <summary>Beyond the paper: whether a doubling sees the features of the same size on the way down.</summary>
    public bool Skips { get; init; }

    /// <summary>Illumination injection; false is the paper's ablation without it.</summary>
    public bool Illumination { get; init; } = true;

    /// <summary>Length of the sampled illumination code.</summary>
    public int CodeSize { get; init; } = 128;

    /// <summary>Width of the illumination's layers and length of what modulates.</summary>
    public int StyleSize { get; init; } = 256;

    /// <summary>Layers between the code and what modulates.</summary>
    public int StyleLayers { get; init; } = 5;

    internal IEnumerable<(string Member, string Found, string Expected)> Faults() => OptionRules.Broken(
        "render.", (Width is >= 2 and <= 256, "width", Width, "2 to 256"), (MostChannels >= Width && MostChannels <= 4096, "mostChannels", MostChannels, "render.width to 4096"),
        (Downs is >= 2 and <= 4, "downs", Downs, "2 to 4"), (Ups.Count == Downs && Ups.All(channels => channels is >= 2 and <= 2048), "ups", string.Join(", ", Ups), "2 to 2048 for each of render.downs"),
        (Blocks is >= 0 and <= 32, "blocks", Blocks, "0 to 32"), (CodeSize is >= 1 and <= 1024, "codeSize", CodeSize, "1 to 1024"), (StyleSize is >= 1 and <= 1024, "styleSize", StyleSize, "1 to 1024"),
        (StyleLayers is >= 1 and <= 16, "styleLayers", StyleLayers, "1 to 16"));
}

/// <summary>Sizes of the discriminators.</summary>
public sealed record DiscriminatorOptions
{
    /// <summary>Channels of the first convolution; the fourth has eight times as many.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Columns and rows of the perspective crops.</summary>
    public int CropSide { get; init; } = 128;

    /// <summary>Horizontal field of view of the crops, degrees.</summary>
    public double CropDegrees { get; init; } = 100;

    /// <summary>Crops look up or down by at most this, degrees.</summary>
    public double CropPitch { get; init; } = 40;

    internal IEnumerable<(string Member, string Found, string Expected)> Faults() => OptionRules.Broken(
        "discriminators.", (Width is >= 2 and <= 256, "width", Width, "2 to 256"), (CropSide is >= 32 and <= 512 && CropSide % 16 == 0, "cropSide", CropSide, "a multiple of 16 from 32 to 512"),
        (CropDegrees is >= 30 and <= 140, "cropDegrees", CropDegrees, "30 to 140"), (CropPitch is >= 0 and <= 80, "cropPitch", CropPitch, "0 to 80"));
}
