namespace Glacier.Training.Augmentation;

/// <summary>What happens to one sample. The neutral draw, <c>default(AugmentationDraw) with { Saturation = 1, Contrast = 1 }</c>, changes nothing.</summary>
/// <param name="Brightness">Added to the colours.</param>
/// <param name="Saturation">Factor on the distance from a pixel's mean colour.</param>
/// <param name="Contrast">Factor on the distance from the picture's mean.</param>
/// <param name="ShiftX">Pixels to the right.</param>
/// <param name="ShiftY">Pixels down.</param>
/// <param name="CutLeft">Left edge of the square that is cut out, may lie outside.</param>
/// <param name="CutTop">Top edge of the square.</param>
/// <param name="CutSize">Edge length of the square, zero for none.</param>
public readonly record struct AugmentationDraw(
    float Brightness, float Saturation, float Contrast, int ShiftX, int ShiftY, int CutLeft, int CutTop, int CutSize)
{
    /// <summary>The draw that changes nothing.</summary>
    public static AugmentationDraw Neutral { get; } = new(0f, 1f, 1f, 0, 0, 0, 0, 0);
}
