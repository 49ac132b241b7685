namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>What a PNG says of itself.</summary>
public class PngMetadata : IDeepCloneable
{
    public PngBitDepth? BitDepth { get; set; }

    public PngColorType? ColorType { get; set; }

    public float Gamma { get; set; }

    public IList<PngTextData> TextData { get; set; } = [];

    /// <summary>Rows come in the seven passes of Adam7.</summary>
    internal bool Interlaced { get; set; }

    /// <summary>The one grey level or colour that is transparent (tRNS of a PNG without palette), at the file's depth.</summary>
    internal ushort[]? TransparentKey { get; set; }

    public IDeepCloneable DeepClone() => new PngMetadata { BitDepth = BitDepth, ColorType = ColorType, Gamma = Gamma, TextData = [.. TextData] };
}
