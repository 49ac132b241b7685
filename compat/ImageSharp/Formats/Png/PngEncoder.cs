using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Writes PNG: deflated by the runtime's zlib, text and XMP as chunks.</summary>
public class PngEncoder : ImageEncoder
{
    public PngBitDepth? BitDepth { get; init; }

    public PngColorType? ColorType { get; init; }

    public PngFilterMethod? FilterMethod { get; init; }

    public PngCompressionLevel CompressionLevel { get; init; } = PngCompressionLevel.DefaultCompression;

    public int TextCompressionThreshold { get; init; } = 1024;

    public float? Gamma { get; init; }

    protected override void Encode<TPixel>(Image<TPixel> image, Stream stream, CancellationToken cancellationToken)
    {
        var metadata = image.Metadata.GetPngMetadata();
        var grey = typeof(TPixel) == typeof(L8) || typeof(TPixel) == typeof(L16) || typeof(TPixel) == typeof(La16) || typeof(TPixel) == typeof(La32);
        var alpha = PixelConversion.HasAlpha<TPixel>();
        var own = grey
            ? alpha ? PngColorType.GrayscaleWithAlpha : PngColorType.Grayscale
            : alpha ? PngColorType.RgbWithAlpha : PngColorType.Rgb;
        var ownDepth = typeof(TPixel) == typeof(L16) || typeof(TPixel) == typeof(La32) || typeof(TPixel) == typeof(Rgb48) || typeof(TPixel) == typeof(Rgba64)
            ? PngBitDepth.Bit16
            : PngBitDepth.Bit8;
        var color = ColorType ?? metadata.ColorType ?? own;
        var depth = BitDepth ?? metadata.BitDepth ?? ownDepth;
        if (color == PngColorType.Palette)
        {
            color = ColorType is null ? own : throw new NotSupportedException("Palette PNG is not written by this stand-in.");
        }

        if (depth is not (PngBitDepth.Bit8 or PngBitDepth.Bit16))
        {
            depth = BitDepth is null ? PngBitDepth.Bit8 : throw new NotSupportedException("PNG of less than 8 bits is not written by this stand-in.");
        }

        stream.Write(PngChunks.Signature);
        WriteHeader(stream, image.Width, image.Height, color, depth);
        if (Gamma is { } gamma)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)MathF.Round(gamma * 100_000));
            PngChunks.Write(stream, "gAMA", bytes);
        }

        if (!SkipMetadata)
        {
            PngChunks.WriteMetadata(stream, image.Metadata, metadata.TextData, TextCompressionThreshold);
        }

        var (width, height) = (image.Width, image.Height);
        var frame = image.Frames.RootFrame;
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, new ZLibCompressionOptions { CompressionLevel = (int)CompressionLevel }, leaveOpen: true))
        {
            switch (color, depth)
            {
                case (PngColorType.Grayscale, PngBitDepth.Bit8): WriteRows<TPixel, L8>(frame, deflate, 1, false, cancellationToken); break;
                case (PngColorType.Grayscale, _): WriteRows<TPixel, L16>(frame, deflate, 2, true, cancellationToken); break;
                case (PngColorType.GrayscaleWithAlpha, PngBitDepth.Bit8): WriteRows<TPixel, La16>(frame, deflate, 2, false, cancellationToken); break;
                case (PngColorType.GrayscaleWithAlpha, _): WriteRows<TPixel, La32>(frame, deflate, 4, true, cancellationToken); break;
                case (PngColorType.Rgb, PngBitDepth.Bit8): WriteRows<TPixel, Rgb24>(frame, deflate, 3, false, cancellationToken); break;
                case (PngColorType.Rgb, _): WriteRows<TPixel, Rgb48>(frame, deflate, 6, true, cancellationToken); break;
                case (_, PngBitDepth.Bit8): WriteRows<TPixel, Rgba32>(frame, deflate, 4, false, cancellationToken); break;
                default: WriteRows<TPixel, Rgba64>(frame, deflate, 8, true, cancellationToken); break;
            }
        }

        PngChunks.Write(stream, "IDAT", data.GetBuffer().AsSpan(0, (int)data.Length));
        PngChunks.Write(stream, "IEND", []);
    }

    private static void WriteHeader(Stream stream, int width, int height, PngColorType color, PngBitDepth depth)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)depth;
        header[9] = (byte)color;
        PngChunks.Write(stream, "IHDR", header);
    }

    private void WriteRows<TPixel, TFile>(ImageFrame<TPixel> frame, Stream stream, int step, bool wide, CancellationToken cancellationToken)
        where TPixel : unmanaged, IPixel<TPixel>
        where TFile : unmanaged, IPixel<TFile>
    {
        var pixels = new TFile[frame.Width];
        var bytes = MemoryMarshal.AsBytes<TFile>(pixels);
        var current = new byte[bytes.Length];
        var previous = new byte[bytes.Length];
        byte[][] candidates = [new byte[current.Length + 1], new byte[current.Length + 1], new byte[current.Length + 1], new byte[current.Length + 1], new byte[current.Length + 1]];
        for (var y = 0; y < frame.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PixelConversion.Convert<TPixel, TFile>(frame.Row(y), pixels);
            if (wide)
            {
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<byte, ushort>(current.AsSpan()));
            }
            else
            {
                bytes.CopyTo(current);
            }

            stream.Write(PngFilter.Choose(FilterMethod ?? PngFilterMethod.Paeth, current, previous, step, candidates));
            (current, previous) = (previous, current);
        }
    }
}
