namespace SixLabors.ImageSharp.Formats.Png;

public sealed class PngFormat : IImageFormat<PngMetadata>
{
    private PngFormat()
    {
    }

    public static PngFormat Instance { get; } = new();

    public string Name => "PNG";

    public string DefaultMimeType => "image/png";

    public IEnumerable<string> MimeTypes => ["image/png", "image/apng"];

    public IEnumerable<string> FileExtensions => ["png", "apng"];

    public PngMetadata CreateDefaultFormatMetadata() => new();
}
