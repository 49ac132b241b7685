using Glacier.Training.Networks.Scenery.Layers;

namespace Glacier.Training.Networks.Scenery.StyleGan;

/// <summary>Sizes of a StyleGAN2 generator and discriminator.</summary>
public sealed record StyleGanOptions
{
    /// <summary>Edge length of the pictures, a power of two from 8 on.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Length of z.</summary>
    public int StyleDimension { get; init; } = 512;

    /// <summary>Length of w.</summary>
    public int LatentDimension { get; init; } = 512;

    /// <summary>Layers of the mapping network.</summary>
    public int MappingLayers { get; init; } = 8;

    /// <summary>Learning-rate multiplier of the mapping network.</summary>
    public float MappingLearningRate { get; init; } = 0.01f;

    /// <summary>Channels at level r are this over r, …</summary>
    public int ChannelBase { get; init; } = 16384;

    /// <summary>… at most this.</summary>
    public int ChannelMaximum { get; init; } = 512;

    /// <summary>Channels the discriminator judges: three colours, more where a condition is shown beside them.</summary>
    public int DiscriminatorChannels { get; init; } = 3;

    /// <summary>Samples per group of the discriminator's minibatch standard deviation.</summary>
    public int MinibatchGroup { get; init; } = 4;

    /// <summary>Edge lengths of the levels: 4, 8, … Size.</summary>
    public IReadOnlyList<int> Levels => [.. Enumerable.Range(2, int.Log2(Size) - 1).Select(i => 1 << i)];

    /// <summary>Latents of one picture in W+: 2·log₂(Size) − 2.</summary>
    public int StyleCount => StyleCountAt(Size);

    /// <summary>Latents in W+ of a generator of the given size: 2·log₂(size) − 2, e.g. 14 at 256.</summary>
    /// <param name="size">Edge length of the pictures.</param>
    public static int StyleCountAt(int size) => 2 * int.Log2(size) - 2;

    /// <summary>Feature channels of a level: min(ChannelMaximum, ChannelBase/level), at least one.</summary>
    /// <param name="level">Edge length of the level.</param>
    public int ChannelsAt(int level) => Math.Max(1, Math.Min(ChannelMaximum, ChannelBase / level));

    /// <summary>Checks that networks can be made.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">A size is impossible; the message names it.</exception>
    public StyleGanOptions Checked()
    {
        if (Size < 2 * DiscriminatorEpilogue.Size || !int.IsPow2(Size)) throw new ArgumentException($"Size must be a power of two from 8 on, not {Size}");
        Require(StyleDimension, nameof(StyleDimension));
        Require(LatentDimension, nameof(LatentDimension));
        Require(MappingLayers, nameof(MappingLayers));
        Require(ChannelBase, nameof(ChannelBase));
        Require(ChannelMaximum, nameof(ChannelMaximum));
        Require(DiscriminatorChannels, nameof(DiscriminatorChannels));
        Require(MinibatchGroup, nameof(MinibatchGroup));
        return this;
    }

    private static void Require(int value, string name)
    {
        if (value < 1) throw new ArgumentException($"{name} must be at least 1, not {value}");
    }
}
