using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SixLabors.ImageSharp.Engine;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Xmp;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Chunks of a PNG: header, resolution, text and XMP.</summary>
internal static class PngChunks
{
    private const string XmpKeyword = "XML:com.adobe.xmp";

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++)
        {
            c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        Span<byte> name = stackalloc byte[4];
        Encoding.ASCII.GetBytes(type, name);
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, name), data));
        stream.Write(word);
    }

    public static void WriteMetadata(Stream stream, ImageMetadata metadata, IEnumerable<PngTextData> texts, int compressionThreshold)
    {
        var physical = new byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(physical, PerMetre(metadata.HorizontalResolution, metadata.ResolutionUnits));
        BinaryPrimitives.WriteUInt32BigEndian(physical.AsSpan(4), PerMetre(metadata.VerticalResolution, metadata.ResolutionUnits));
        physical[8] = (byte)(metadata.ResolutionUnits == PixelResolutionUnit.AspectRatio ? 0 : 1);
        Write(stream, "pHYs", physical);
        if (metadata.XmpProfile is { } xmp)
        {
            Write(stream, "iTXt", [.. Encoding.Latin1.GetBytes(XmpKeyword), 0, 0, 0, 0, 0, .. xmp.ToByteArray()]);
        }

        foreach (var text in texts)
        {
            WriteText(stream, text, compressionThreshold);
        }
    }

    /// <summary>Reads what stands beside the pixels; damaged text chunks are passed over as the specification allows.</summary>
    /// <exception cref="InvalidImageContentException">There is no header chunk, or a chunk runs past the end.</exception>
    public static void ReadMetadata(ReadOnlySpan<byte> file, ImageMetadata metadata)
    {
        var png = metadata.GetPngMetadata();
        var position = Signature.Length;
        var header = false;
        while (true)
        {
            if (position + 12 > file.Length)
            {
                throw new InvalidImageContentException(header ? "PNG Image ends before its IEND chunk" : "PNG Image does not contain a header chunk");
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            var type = Encoding.ASCII.GetString(file.Slice(position + 4, 4));
            if (length > file.Length - position - 12)
            {
                throw new InvalidImageContentException($"PNG Image's {type} chunk runs past the end of the data");
            }

            var data = file.Slice(position + 8, (int)length);
            switch (type)
            {
                case "IHDR" when data.Length == 13:
                    header = true;
                    png.BitDepth = (PngBitDepth)data[8];
                    png.ColorType = (PngColorType)data[9];
                    png.Interlaced = data[12] == 1;
                    break;
                case "tRNS" when (png.ColorType, data.Length) is (PngColorType.Grayscale, 2) or (PngColorType.Rgb, 6):
                    png.TransparentKey = new ushort[data.Length / 2];
                    for (var i = 0; i < png.TransparentKey.Length; i++)
                    {
                        png.TransparentKey[i] = BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]);
                    }

                    break;
                case "eXIf":
                    metadata.Orientation = ExifOrientation.Of(data);
                    break;
                case "gAMA" when data.Length == 4:
                    png.Gamma = BinaryPrimitives.ReadUInt32BigEndian(data) * 1e-5f;
                    break;
                case "pHYs" when data.Length == 9:
                    metadata.ResolutionUnits = data[8] == 1 ? PixelResolutionUnit.PixelsPerMeter : PixelResolutionUnit.AspectRatio;
                    metadata.HorizontalResolution = BinaryPrimitives.ReadUInt32BigEndian(data);
                    metadata.VerticalResolution = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
                    break;
                case "tEXt" or "zTXt" or "iTXt":
                    ReadText(type, data, metadata, png);
                    break;
                case "IEND":
                    return;
            }

            position += 12 + (int)length;
        }
    }

    private static void WriteText(Stream stream, PngTextData text, int compressionThreshold)
    {
        byte[] keyword = [.. Encoding.Latin1.GetBytes(text.Keyword), 0];
        var unicode = text.Value.Any(c => c > 255);
        if (unicode || !string.IsNullOrWhiteSpace(text.LanguageTag) || !string.IsNullOrWhiteSpace(text.TranslatedKeyword))
        {
            var value = Encoding.UTF8.GetBytes(text.Value);
            var compress = value.Length > compressionThreshold;
            Write(stream, "iTXt", [.. keyword, (byte)(compress ? 1 : 0), 0, .. Encoding.ASCII.GetBytes(text.LanguageTag ?? ""), 0,
                .. Encoding.UTF8.GetBytes(text.TranslatedKeyword ?? ""), 0, .. compress ? Deflate(value) : value]);
        }
        else if (text.Value.Length > compressionThreshold)
        {
            Write(stream, "zTXt", [.. keyword, 0, .. Deflate(Encoding.Latin1.GetBytes(text.Value))]);
        }
        else
        {
            Write(stream, "tEXt", [.. keyword, .. Encoding.Latin1.GetBytes(text.Value)]);
        }
    }

    private static void ReadText(string type, ReadOnlySpan<byte> data, ImageMetadata metadata, PngMetadata png)
    {
        var end = data.IndexOf((byte)0);
        if (end is < 1 or > 79)
        {
            return;
        }

        var keyword = Encoding.Latin1.GetString(data[..end]);
        var rest = data[(end + 1)..];
        if (type == "tEXt")
        {
            png.TextData.Add(new(keyword, Encoding.Latin1.GetString(rest), "", ""));
        }
        else if (type == "zTXt" && rest.Length > 1 && TryInflate(rest[1..], out var inflated))
        {
            png.TextData.Add(new(keyword, Encoding.Latin1.GetString(inflated), "", ""));
        }
        else if (type == "iTXt" && rest.Length > 3)
        {
            var compressed = rest[0] == 1;
            rest = rest[2..];
            var tagEnd = rest.IndexOf((byte)0);
            var nameEnd = tagEnd < 0 ? -1 : rest[(tagEnd + 1)..].IndexOf((byte)0);
            if (nameEnd < 0)
            {
                return;
            }

            var value = rest[(tagEnd + nameEnd + 2)..].ToArray();
            if (compressed && !TryInflate(value, out value))
            {
                return;
            }

            if (keyword == XmpKeyword)
            {
                metadata.XmpProfile = new XmpProfile(value);
            }
            else
            {
                png.TextData.Add(new(keyword, Encoding.UTF8.GetString(value), Encoding.ASCII.GetString(rest[..tagEnd]), Encoding.UTF8.GetString(rest.Slice(tagEnd + 1, nameEnd))));
            }
        }
    }

    private static uint PerMetre(double resolution, PixelResolutionUnit unit) => (uint)Math.Round(unit switch
    {
        PixelResolutionUnit.PixelsPerInch => resolution / 0.0254,
        PixelResolutionUnit.PixelsPerCentimeter => resolution * 100,
        _ => resolution,
    });

    private static byte[] Deflate(byte[] data)
    {
        using var memory = new MemoryStream();
        using (var stream = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(data);
        }

        return memory.ToArray();
    }

    private static bool TryInflate(ReadOnlySpan<byte> data, out byte[] result)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            result = memory.ToArray();
            return true;
        }
        catch (InvalidDataException)
        {
            result = [];
            return false;
        }
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }
}
