using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Photographs as cameras, scanners and graphics programs leave them. Laws that hold for the genuine package as well.</summary>
public class PhotoFormatTests
{
    // four squares of 8 × 8: white, cyan; black, red, written by another program as CMYK with Adobe's marker
    private const string FourInks =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkR" +
        "AEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAKCf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8A1TaptU2qaVcBVQCVcSrpV1VD/9k=";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Grey_of_few_bits_spreads_evenly_from_black_to_white(int bits)
    {
        var greatest = (1 << bits) - 1;
        var levels = Enumerable.Range(0, 21).Select(i => i * 7 % (greatest + 1)).ToArray();
        using var image = Assert.IsType<Image<L8>>(Image.Load(Png(7, 3, bits, 0, levels)));
        Assert.Equal(levels.Select(level => level * 255 / greatest), Pixels(image).Select(pixel => (int)pixel.PackedValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_palette_gives_its_colours_and_their_opacities(int bits)
    {
        var count = Math.Min(1 << bits, 9);
        var indices = Enumerable.Range(0, 21).Select(i => i * 5 % count).ToArray();
        byte[] palette = [.. Enumerable.Range(0, 3 * count).Select(i => (byte)(i * 9))];
        using var image = Assert.IsType<Image<Rgba32>>(Image.Load(Png(7, 3, bits, 3, indices, false, ("PLTE", palette), ("tRNS", [77]))));
        Assert.Equal(
            indices.Select(i => new Rgba32(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2], i == 0 ? (byte)77 : (byte)255)), Pixels(image));
    }

    [Fact]
    public void A_transparent_key_is_transparent_at_every_depth()
    {
        using var few = Assert.IsType<Image<La16>>(Image.Load(Png(2, 1, 2, 0, [1, 2], false, ("tRNS", [0, 2]))));
        Assert.Equal([new La16(85, 255), new La16(170, 0)], Pixels(few));
        using var grey = Assert.IsType<Image<La32>>(Image.Load(Png(2, 1, 16, 0, [500, 600], false, ("tRNS", [500 / 256, 500 % 256]))));
        Assert.Equal([new La32(500, 0), new La32(600, 65535)], Pixels(grey));
        var file = Png(2, 1, 8, 2, [1, 2, 3, 1, 2, 4], false, ("tRNS", [0, 1, 0, 2, 0, 4]));
        using var colour = Assert.IsType<Image<Rgba32>>(Image.Load(file));
        Assert.Equal([new Rgba32(1, 2, 3, 255), new Rgba32(1, 2, 4, 0)], Pixels(colour));
        Assert.Equal(32, Image.Identify(file).PixelType.BitsPerPixel);
    }

    [Fact]
    public void An_interlaced_picture_is_the_same_picture()
    {
        foreach (var (bits, type, channels) in new[] { (1, 0, 1), (8, 2, 3), (16, 0, 1), (16, 2, 3), (16, 6, 4) })
        {
            var values = Enumerable.Range(0, 13 * 11 * channels).Select(i => i * 7919 % (1 << bits)).ToArray();
            using var plain = Image.Load<Rgba64>(Png(13, 11, bits, type, values));
            using var interlaced = Image.Load<Rgba64>(Png(13, 11, bits, type, values, interlaced: true));
            Assert.Equal(Pixels(plain), Pixels(interlaced));
            if (bits == 16)
                Assert.Equal(values[channels], plain[1, 0].R);
        }
    }

    [Fact]
    public void Inks_become_the_colours_they_print()
    {
        using var image = Image.Load<Rgb24>(Convert.FromBase64String(FourInks));
        foreach (var (x, y, r, g, b) in new[] { (4, 4, 255, 255, 255), (12, 4, 0, 255, 255), (4, 12, 0, 0, 0), (12, 12, 255, 0, 0) })
        {
            Assert.InRange(image[x, y].R, r - 12, r + 12);
            Assert.InRange(image[x, y].G, g - 12, g + 12);
            Assert.InRange(image[x, y].B, b - 12, b + 12);
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("webp")]
    public void A_photograph_stands_upright_whichever_way_the_camera_was_held(string format)
    {
        // bright at the top left when upright; EXIF 2.3 says at which side of the scene the file's first row and first column lie
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var (width, height) = orientation >= 5 ? (16, 24) : (24, 16);
            var left = orientation is 2 or 3 or 7 or 8 ? width - 8 : 0;
            var top = orientation is 3 or 4 or 6 or 7 ? height - 8 : 0;
            using var held = new Image<Rgb24>(width, height);
            for (var y = 0; y < 8; y++)
                for (var x = 0; x < 8; x++)
                    held[left + x, top + y] = new Rgb24(250, 250, 250);
            using var image = Image.Load<Rgb24>(WithOrientation(held, format, orientation));
            Assert.Equal(width, image.Width);
            image.Mutate(context => context.AutoOrient());
            Assert.Equal((24, 16), (image.Width, image.Height));
            Assert.True(image[3, 3].R > 230 && image[20, 3].R < 20 && image[3, 13].R < 20 && image[20, 13].R < 20, $"orientation {orientation}");
        }
    }

    [Fact]
    public void A_damaged_EXIF_block_leaves_the_photograph_as_it_is()
    {
        foreach (var block in new byte[][] { [], [1, 2, 3], [.. "II*\0"u8, 255, 255, 255, 255], [.. "MM\0*"u8, 0, 0, 0, 8, 255, 255, 1] })
        {
            using var image = Image.Load<L8>(Png(2, 1, 8, 0, [1, 200], false, ("eXIf", block)));
            image.Mutate(context => context.AutoOrient());
            Assert.Equal([1, 200], Pixels(image).Select(pixel => (int)pixel.PackedValue));
        }
    }

    private static byte[] WithOrientation(Image image, string format, int orientation)
    {
        // both byte orders occur
        byte[] exif = orientation % 2 == 0
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        using var memory = new MemoryStream();
        switch (format)
        {
            case "png":
                image.SaveAsPng(memory);
                var png = memory.ToArray();
                return [.. png[..33], .. Chunk("eXIf", exif), .. png[33..]];
            case "jpg":
                image.SaveAsJpeg(memory);
                var jpeg = memory.ToArray();
                return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif, .. jpeg[2..]];
            default:
                image.SaveAsWebp(memory, new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
                return Extended(memory.ToArray(), image.Width, image.Height, exif);
        }
    }

    /// <summary>A simple WebP file as an extended one (VP8X) with an EXIF chunk.</summary>
    private static byte[] Extended(byte[] webp, int width, int height, byte[] exif)
    {
        byte[] header = [.. "VP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0];
        byte[] body = [.. "WEBP"u8, .. header, .. webp[12..], .. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        return [.. "RIFF"u8, .. length, .. body];
    }

    private static byte[] Png(int width, int height, int bits, int type, int[] values, bool interlaced = false, params (string Name, byte[] Data)[] chunks)
    {
        var channels = type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            (int X, int Y, int Across, int Down)[] passes = interlaced
                ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
                : [(0, 0, 1, 1)];
            foreach (var pass in passes)
                for (var y = pass.Y; y < height && pass.X < width; y += pass.Down)
                {
                    var row = new StringBuilder();
                    for (var x = pass.X; x < width; x += pass.Across)
                        for (var c = 0; c < channels; c++)
                            row.Append(Convert.ToString(values[(((y * width) + x) * channels) + c], 2).PadLeft(bits, '0'));
                    row.Append('0', (8 - (row.Length % 8)) % 8);
                    zip.WriteByte(0);
                    for (var i = 0; i < row.Length; i += 8)
                        zip.WriteByte(Convert.ToByte(row.ToString(i, 8), 2));
                }
        }

        byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, (byte)bits, (byte)type, 0, 0, (byte)(interlaced ? 1 : 0)];
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", header), .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Data)),
            .. Chunk("IDAT", zipped.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        var result = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(result, data.Length);
        Encoding.ASCII.GetBytes(name, result.AsSpan(4));
        data.CopyTo(result, 8);
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(8 + data.Length), Crc(result.AsSpan(4, 4 + data.Length)));
        return result;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }

    private static TPixel[] Pixels<TPixel>(Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var pixels = new TPixel[image.Width * image.Height];
        image.CopyPixelDataTo(pixels);
        return pixels;
    }
}
