using System.Buffers.Binary;
using Glacier.Terrain;

namespace Glacier.Pipeline.Film;

/// <summary>Size of a PNG picture, from its first 24 bytes.</summary>
internal static class PngHeader
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static (int Width, int Height) Size(string path)
    {
        Span<byte> head = stackalloc byte[24];
        using var stream = File.OpenRead(path);
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(Signature) || !head[12..16].SequenceEqual("IHDR"u8))
        {
            throw new InvalidInputException(Path.GetFileName(path), "not-a-png", "a file without a PNG header", "a PNG picture", "Render the frame again.");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(head[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(head[20..]);
        return width is 0 or > 20000 || height is 0 or > 20000
            ? throw new InvalidInputException(Path.GetFileName(path), "frame-size", $"{width} × {height} pixels", "1 to 20000 pixels a side", "Render the frame again.")
            : ((int)width, (int)height);
    }
}
