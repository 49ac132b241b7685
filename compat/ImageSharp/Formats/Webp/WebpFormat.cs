namespace SixLabors.ImageSharp.Formats.Webp;

public sealed class WebpFormat : IImageFormat<WebpMetadata>
{
    private WebpFormat()
    {
    }

    public static WebpFormat Instance { get; } = new();

    public string Name => "Webp";

    public string DefaultMimeType => "image/webp";

    public IEnumerable<string> MimeTypes => ["image/webp"];

    public IEnumerable<string> FileExtensions => ["webp"];

    public WebpMetadata CreateDefaultFormatMetadata() => new();
}

/// <summary>What a WebP says of itself.</summary>
public class WebpMetadata : IDeepCloneable
{
    public WebpFileFormatType? FileFormat { get; set; }

    public IDeepCloneable DeepClone() => new WebpMetadata { FileFormat = FileFormat };
}

public enum WebpFileFormatType
{
    Lossless,
    Lossy,
}
