using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Engine;

/// <summary>The orientation in an EXIF block.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>1 … 8; 1 where the block says none or is damaged.</summary>
    /// <param name="exif">The TIFF structure, with or without "Exif\0\0" before it.</param>
    public static int Of(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8))
        {
            exif = exif[6..];
        }

        var little = exif.StartsWith("II*\0"u8);
        if (exif.Length < 10 || (!little && !exif.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var at = (long)(little ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]));
        for (var entries = Short(exif, at, little); entries > 0; entries--)
        {
            if (Short(exif, at + 2, little) == Tag)
            {
                return Short(exif, at + 10, little) is var orientation and >= 1 and <= 8 ? orientation : 1;
            }

            at += 12;
        }

        return 1;
    }

    /// <summary>The orientation in a WebP file's EXIF chunk.</summary>
    public static int OfWebp(ReadOnlySpan<byte> file)
    {
        for (var at = 12L; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[((int)at + 4)..]);
            if (file[(int)at..].StartsWith("EXIF"u8) && at + 8 + length <= file.Length)
            {
                return Of(file.Slice((int)at + 8, (int)length));
            }

            at += 8 + length + (length & 1);
        }

        return 1;
    }

    // 0 beyond the end, which ends the directory
    private static int Short(ReadOnlySpan<byte> bytes, long at, bool little) => at < 0 || at + 2 > bytes.Length ? 0
        : little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)at..]);
}
