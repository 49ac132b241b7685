namespace Glacier.Training.Augmentation;

/// <summary>What differentiable augmentation may do.</summary>
public sealed record DiffAugmentOptions
{
    /// <summary>Brightness is moved by up to this, both ways; colours span −1…1.</summary>
    public float Brightness { get; init; } = 0.5f;

    /// <summary>Saturation is multiplied by 1 − this … 1 + this.</summary>
    public float Saturation { get; init; } = 1f;

    /// <summary>Contrast is multiplied by 1 − this … 1 + this.</summary>
    public float Contrast { get; init; } = 0.5f;

    /// <summary>Picture and condition are moved by up to this share of their edge.</summary>
    public float Translation { get; init; } = 0.125f;

    /// <summary>Edge of the square that is cut out, as a share of the picture's edge; zero for none.</summary>
    public float Cutout { get; init; } = 0.5f;
}
