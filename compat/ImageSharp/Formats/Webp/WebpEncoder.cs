using System.Globalization;
using SixLabors.ImageSharp.Engine;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>Writes WebP, lossy unless the format says lossless.</summary>
public sealed class WebpEncoder : ImageEncoder
{
    public WebpFileFormatType? FileFormat { get; init; }

    public int Quality { get; init; } = 75;

    protected override void Encode<TPixel>(Image<TPixel> image, Stream stream, CancellationToken cancellationToken)
    {
        var lossless = (FileFormat ?? image.Metadata.GetWebpMetadata().FileFormat) == WebpFileFormatType.Lossless;
        string[] options = lossless ? ["LOSSLESS=YES", "EXACT=YES"] : [$"QUALITY={Quality.ToString(CultureInfo.InvariantCulture)}"];
        stream.Write(Codec.Write(image, "WEBP", 3, PixelConversion.HasAlpha<TPixel>(), options));
    }
}
