using Glacier.Training.Networks.Scenery.StyleGan;

namespace Glacier.Training.Networks.Scenery.Psp;

/// <summary>Sizes of a pixel2style2pixel encoder.</summary>
public sealed record PspOptions
{
    /// <summary>Edge length of the condition pictures, a power of two from 32 on.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Channels of the condition: 1 for contours alone.</summary>
    public int ConditionChannels { get; init; } = 1;

    /// <summary>Channels of the first stage; every further stage has twice as many.</summary>
    public int Channels { get; init; } = 64;

    /// <summary>Residual units of the four stages; the paper's backbone has 3, 4, 14, 3.</summary>
    public IReadOnlyList<int> Units { get; init; } = [3, 4, 14, 3];

    /// <summary>Reduction in the squeeze-and-excitation blocks.</summary>
    public int Reduction { get; init; } = 16;

    /// <summary>Size of the generator's pictures, which decides how many latents are made.</summary>
    public int GeneratorSize { get; init; } = 256;

    /// <summary>Length of w.</summary>
    public int LatentDimension { get; init; } = 512;

    /// <summary>Latents from the coarsest features; the paper's first three.</summary>
    public int CoarseStyles { get; init; } = 3;

    /// <summary>Latents from the middle features; the paper's next four.</summary>
    public int MiddleStyles { get; init; } = 4;

    /// <summary>Latents of one picture.</summary>
    public int StyleCount => StyleGanOptions.StyleCountAt(GeneratorSize);

    /// <summary>Channels of the feature pyramid: those of the last stage.</summary>
    public int PyramidChannels => Channels << 3;

    /// <summary>Checks that an encoder can be made.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">A size is impossible; the message names it.</exception>
    public PspOptions Checked()
    {
        if (Size < 32 || !int.IsPow2(Size)) throw new ArgumentException($"Size must be a power of two from 32 on, not {Size}");
        if (GeneratorSize < 8 || !int.IsPow2(GeneratorSize)) throw new ArgumentException($"GeneratorSize must be a power of two from 8 on, not {GeneratorSize}");
        if (Units.Count != 4 || Units.Any(units => units < 1)) throw new ArgumentException($"Units must hold four numbers from 1 on, not {string.Join(", ", Units)}");
        if (Channels < 1 || ConditionChannels < 1 || LatentDimension < 1 || Reduction < 1)
            throw new ArgumentException($"Channels, ConditionChannels, LatentDimension and Reduction must be at least 1, not {Channels}, {ConditionChannels}, {LatentDimension}, {Reduction}");
        if (CoarseStyles < 0 || MiddleStyles < 0) throw new ArgumentException("CoarseStyles and MiddleStyles must not be negative");
        return this;
    }
}
