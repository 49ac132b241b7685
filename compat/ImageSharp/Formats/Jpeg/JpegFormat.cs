namespace SixLabors.ImageSharp.Formats.Jpeg;

public sealed class JpegFormat : IImageFormat<JpegMetadata>
{
    private JpegFormat()
    {
    }

    public static JpegFormat Instance { get; } = new();

    public string Name => "JPEG";

    public string DefaultMimeType => "image/jpeg";

    public IEnumerable<string> MimeTypes => ["image/jpeg", "image/pjpeg"];

    public IEnumerable<string> FileExtensions => ["jpg", "jpeg", "jfif"];

    public JpegMetadata CreateDefaultFormatMetadata() => new();
}

/// <summary>What a JPEG says of itself.</summary>
public class JpegMetadata : IDeepCloneable
{
    public JpegEncodingColor? ColorType { get; internal set; }

    public IDeepCloneable DeepClone() => new JpegMetadata { ColorType = ColorType };
}

public enum JpegEncodingColor : byte
{
    YCbCrRatio420 = 0,
    YCbCrRatio444 = 1,
    Luminance = 5,
    Rgb = 6,
    Cmyk = 7,
}
