using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Networks.World;

/// <summary>Sizes of the networks of a world: layout generator, decoder, upsampler, sky.</summary>
public sealed record WorldOptions
{
    /// <summary>Edge length L of the ground plane's features in training, cells, a power of two from 32 on.</summary>
    public int LayoutSize { get; init; } = 128;

    /// <summary>Channels C of the ground plane's features.</summary>
    public int LayoutFeatures { get; init; } = 16;

    /// <summary>Channels of the layout generator by level, from L to L/16.</summary>
    public IReadOnlyDictionary<int, int> LayoutChannels { get; init; } = new Dictionary<int, int> { [128] = 16, [64] = 32, [32] = 48, [16] = 64, [8] = 64 };

    /// <summary>Length Z of the style code, that of the 2D path's style encoder.</summary>
    public int StyleDimension { get; init; } = 64;

    /// <summary>Length W of the latents.</summary>
    public int LatentDimension { get; init; } = 96;

    /// <summary>Layers of each mapping network.</summary>
    public int MappingLayers { get; init; } = 3;

    /// <summary>Width of the decoder.</summary>
    public int DecoderWidth { get; init; } = 48;

    /// <summary>Modulated layers of the decoder.</summary>
    public int DecoderLayers { get; init; } = 3;

    /// <summary>Features F that a ray gathers.</summary>
    public int RayFeatures { get; init; } = 24;

    /// <summary>Channels of the upsampler at a quarter, at half and at the full size of the picture.</summary>
    public IReadOnlyList<int> PictureChannels { get; init; } = [64, 48, 24];

    /// <summary>Channels of the sky's layers.</summary>
    public int SkyChannels { get; init; } = 32;

    /// <summary>Rows and columns of the training pictures, a power of two from 64 on: what the discriminator judges.</summary>
    public int PictureSize { get; init; } = 128;

    /// <summary>Channels of the discriminator by level, from the picture's size to 4.</summary>
    public IReadOnlyDictionary<int, int> DiscriminatorChannels { get; init; } = new Dictionary<int, int> { [128] = 16, [64] = 32, [32] = 64, [16] = 96, [8] = 96, [4] = 96 };

    /// <summary>Whether the networks are told of the DEM; without, the layout is drawn from noise alone and the rays are free: the unconditional way, for comparison.</summary>
    public bool Conditional { get; init; } = true;

    /// <summary>What the layout generator is made with.</summary>
    public JointNetworkOptions Layout() => new()
    {
        Size = LayoutSize,
        ConditionChannels = TerrainWorld.LayoutNames.Count,
        OutputChannels = LayoutFeatures,
        StyleDimension = StyleDimension,
        LatentDimension = LatentDimension,
        MappingLayers = MappingLayers,
        Channels = LayoutChannels,
    };

    /// <summary>What the discriminator is made with: it sees colours and where there is ground.</summary>
    public JointNetworkOptions Discriminator() => new() { Size = PictureSize, ConditionChannels = 1, Channels = DiscriminatorChannels };

    /// <summary>What makes it impossible to build the networks.</summary>
    public IEnumerable<(string Member, string Found, string Expected)> Faults()
    {
        if (LayoutSize < 32 || !int.IsPow2(LayoutSize))
        {
            yield return ("layoutSize", $"{LayoutSize}", "a power of two from 32 on");
        }
        else if (!Enumerable.Range(0, JointNetworkOptions.Halvings + 1).All(i => LayoutChannels.ContainsKey(LayoutSize >> i)))
        {
            yield return ("layoutChannels", string.Join(", ", LayoutChannels.Keys), $"a number of channels for each level from {LayoutSize} to {LayoutSize >> JointNetworkOptions.Halvings}");
        }

        if (PictureSize < 64 || !int.IsPow2(PictureSize))
        {
            yield return ("pictureSize", $"{PictureSize}", "a power of two from 64 on");
        }
        else if (!Enumerable.Range(2, int.Log2(PictureSize) - 1).All(i => DiscriminatorChannels.ContainsKey(1 << i)))
        {
            yield return ("discriminatorChannels", string.Join(", ", DiscriminatorChannels.Keys), $"a number of channels for each level from {PictureSize} to 4");
        }

        if (PictureChannels.Count != 3)
        {
            yield return ("pictureChannels", string.Join(", ", PictureChannels), "three: at a quarter, at half and at the full size");
        }

        int[] counts = [.. LayoutChannels.Values, .. DiscriminatorChannels.Values, .. PictureChannels, LayoutFeatures, StyleDimension, LatentDimension, MappingLayers, DecoderWidth, DecoderLayers, RayFeatures, SkyChannels];
        if (counts.Any(count => count is < 1 or > 4096))
        {
            yield return ("sizes", string.Join(", ", counts), "1 to 4096 each");
        }
    }
}
