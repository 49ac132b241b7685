namespace Glacier.Training.Networks.Scenery.Joint;

/// <summary>Sizes of the joint networks: condition encoder, generator, style encoder and conditional discriminator.</summary>
public sealed record JointNetworkOptions
{
    /// <summary>Halvings between the picture and the coarsest level of the condition encoder.</summary>
    public const int Halvings = 4;

    /// <summary>Edge length R of the training pictures in pixels, a power of two from 32 on.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Channels C of the condition.</summary>
    public int ConditionChannels { get; init; } = 5;

    /// <summary>Channels of what is made: 3 colours, or the features of a ground plane.</summary>
    public int OutputChannels { get; init; } = 3;

    /// <summary>Length Z of the style code.</summary>
    public int StyleDimension { get; init; } = 64;

    /// <summary>Length W of the latent that modulates the generator.</summary>
    public int LatentDimension { get; init; } = 128;

    /// <summary>Layers of the mapping network.</summary>
    public int MappingLayers { get; init; } = 4;

    /// <summary>Learning-rate multiplier of the mapping network.</summary>
    public float MappingLearningRate { get; init; } = 0.1f;

    /// <summary>Feature channels by level, a level being the edge length that its features have for training pictures.</summary>
    public IReadOnlyDictionary<int, int> Channels { get; init; } =
        new Dictionary<int, int> { [128] = 24, [64] = 48, [32] = 96, [16] = 160, [8] = 192 };

    /// <summary>Levels at which the condition's features enter the generator; null for all from R/8 to R. The generator always starts from those of R/16.</summary>
    public IReadOnlyList<int>? SpatialLevels { get; init; }

    /// <summary>Samples per group of the discriminator's minibatch standard deviation.</summary>
    public int MinibatchGroup { get; init; } = 4;

    /// <summary>Levels from the coarsest, R/16, to R.</summary>
    public IReadOnlyList<int> Levels => [.. Enumerable.Range(0, Halvings + 1).Select(i => Size >> (Halvings - i))];

    /// <summary>Number of styles the generator takes: one at the coarsest level, two at each of the others.</summary>
    public int StyleCount => 1 + 2 * Halvings;

    /// <summary>
    /// Pixels around a picture pixel that its value can depend on, in each direction. A condition that changes farther away leaves the
    /// pixel exactly as it was.
    /// </summary>
    public int ReceptiveRadius
    {
        get
        {
            int radius = 0;
            for (int pixel = 0; pixel < 1 << Halvings; pixel++)
            {
                var (low, high) = (pixel, pixel);
                for (int i = 0; i < Halvings; i++)
                {
                    // a 3×3 kernel, the coarse pixels that bilinear upsampling reads, a 3×3 kernel among them
                    (low, high) = (((low - 2) >> 1) - 1, ((high + 2) >> 1) + 1);
                }

                // the coarsest level's own 3×3 kernel
                (low, high) = (low - 1, high + 1);
                for (int i = Halvings; i >= 1; i--)
                {
                    // the encoder's 3×3 kernel, then one of stride two
                    int refine = IsRefined(Size >> i) ? 1 : 0;
                    (low, high) = (2 * (low - refine) - 1, 2 * (high + refine) + 1);
                }

                radius = Math.Max(radius, Math.Max(pixel - (low - 1), high + 1 - pixel));
            }

            return radius;
        }
    }

    /// <summary>Feature channels of a level; below the coarsest level listed those of the coarsest.</summary>
    /// <param name="level">Edge length of the level.</param>
    public int ChannelsAt(int level)
    {
        if (Channels.TryGetValue(level, out int channels)) return channels;
        int coarsest = Channels.Keys.Min();
        return level < coarsest
            ? Channels[coarsest]
            : throw new ArgumentException($"no channels are given for level {level}; levels given: {string.Join(", ", Channels.Keys.Order())}");
    }

    /// <summary>Whether the condition's features enter the generator at a level.</summary>
    /// <param name="level">Edge length of the level.</param>
    public bool IsSpatial(int level) => SpatialLevels is null || SpatialLevels.Contains(level);

    /// <summary>Whether the condition encoder has a second convolution at a level: from a quarter of the full size down, where it costs little.</summary>
    /// <param name="level">Edge length of the level.</param>
    public bool IsRefined(int level) => level <= Size / 4;

    /// <summary>The usual rule for channels: base·R/r at level r, at most <paramref name="maximum"/>, for all levels from R to R/16.</summary>
    /// <param name="size">Edge length R.</param>
    /// <param name="finest">Channels at level R.</param>
    /// <param name="maximum">Greatest number of channels.</param>
    public static IReadOnlyDictionary<int, int> ChannelsByLevel(int size, int finest, int maximum = 256) =>
        Enumerable.Range(0, Halvings + 1).ToDictionary(i => size >> i, i => Math.Min(maximum, finest << i));

    /// <summary>Checks that networks can be made.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">A size is impossible; the message names it.</exception>
    public JointNetworkOptions Checked()
    {
        if (Size < 32 || !int.IsPow2(Size)) throw new ArgumentException($"Size must be a power of two from 32 on, not {Size}");
        Require(ConditionChannels, nameof(ConditionChannels));
        Require(OutputChannels, nameof(OutputChannels));
        Require(StyleDimension, nameof(StyleDimension));
        Require(LatentDimension, nameof(LatentDimension));
        Require(MappingLayers, nameof(MappingLayers));
        Require(MinibatchGroup, nameof(MinibatchGroup));
        if (Channels.Count == 0) throw new ArgumentException("Channels must list at least one level");
        for (int i = 0; i <= Halvings; i++) Require(ChannelsAt(Size >> i), $"Channels[{Size >> i}]");
        foreach (int level in SpatialLevels ?? [])
        {
            if (!Levels.Skip(1).Contains(level))
                throw new ArgumentException($"SpatialLevels may hold {string.Join(", ", Levels.Skip(1))}, not {level}");
        }

        return this;
    }

    private static void Require(int value, string name)
    {
        if (value < 1) throw new ArgumentException($"{name} must be at least 1, not {value}");
    }
}
