using System.IO.Compression;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp.Engine;

/// <summary>Some versions of GDAL leave the words of interlaced 16-bit PNG in the file's byte order; asked once, with a picture of one pixel.</summary>
internal static class PngByteOrder
{
    private const byte High = 1;
    private const byte Low = 2;

    private static readonly Lazy<bool> s_swapped = new(() => Codec.ReadWords(OnePixel())[0] == ((Low << 8) | High));

    /// <summary>Whether such words come with their bytes exchanged.</summary>
    public static bool InterlacedIsSwapped => s_swapped.Value;

    private static byte[] OnePixel()
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        PngChunks.Write(file, "IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 16, (byte)PngColorType.Grayscale, 0, 0, 1]);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write([0, High, Low]);
        }

        PngChunks.Write(file, "IDAT", data.ToArray());
        PngChunks.Write(file, "IEND", []);
        return file.ToArray();
    }
}
