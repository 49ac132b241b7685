namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>What a PNG says of itself.</summary>
public class PngMetadata : IDeepCloneable
{
    public PngBitDepth? BitDepth { get; set; }

    public PngColorType? ColorType { get; set; }

    public float Gamma { get; set; }

    public IList<PngTextData> TextData { get; set; } = [];

    public IDeepCloneable DeepClone() => new PngMetadata { BitDepth = BitDepth, ColorType = ColorType, Gamma = Gamma, TextData = [.. TextData] };
}
