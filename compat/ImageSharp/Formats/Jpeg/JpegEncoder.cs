using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SixLabors.ImageSharp.Engine;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Writes baseline JPEG: grey from luminance pixels, 4:2:0 colour from all others.</summary>
public sealed class JpegEncoder : ImageEncoder
{
    private const int DefaultQuality = 75;
    private int? _quality;

    public int? Quality
    {
        get => _quality;
        init => _quality = value is < 1 or > 100 ? throw new ArgumentException("Quality factor must be in [1..100] range.") : value;
    }

    public JpegEncodingColor? ColorType { get; init; }

    protected override void Encode<TPixel>(Image<TPixel> image, Stream stream, CancellationToken cancellationToken)
    {
        var quality = Quality ?? DefaultQuality;
        var file = Codec.Write(
            image,
            "JPEG",
            ColorType == JpegEncodingColor.Luminance ? 1 : null,
            alpha: false,
            [$"QUALITY={quality.ToString(CultureInfo.InvariantCulture)}"]);
        var xmp = SkipMetadata ? null : image.Metadata.XmpProfile?.ToByteArray();
        if (xmp is null)
        {
            stream.Write(file);
            return;
        }

        // APP1 segment after the start of image, as the XMP specification part 3 lays down
        byte[] name = [.. Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/"), 0];
        var segment = new byte[4];
        segment[0] = 0xFF;
        segment[1] = 0xE1;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), checked((ushort)(2 + name.Length + xmp.Length)));
        stream.Write(file.AsSpan(0, 2));
        stream.Write(segment);
        stream.Write(name);
        stream.Write(xmp);
        stream.Write(file.AsSpan(2));
    }
}
