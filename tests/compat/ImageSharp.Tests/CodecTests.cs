using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Laws that hold for the genuine package as well.</summary>
public class CodecTests
{
    private static Image<Rgb24> Waves(int width = 61, int height = 43)
    {
        var image = new Image<Rgb24>(width, height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                    row[x] = new((byte)(128 + (100 * Math.Sin(x / 9.0))), (byte)(128 + (90 * Math.Cos(y / 7.0))), (byte)((x + y) * 2 % 256));
            }
        });
        return image;
    }

    private static byte[] Png(Image image, PngEncoder? encoder = null)
    {
        using var memory = new MemoryStream();
        image.SaveAsPng(memory, encoder!);
        return memory.ToArray();
    }

    [Fact]
    public void Png_returns_every_pixel_at_every_level_and_filter()
    {
        using var image = Waves();
        foreach (var filter in Enum.GetValues<PngFilterMethod>())
            foreach (var level in new[] { PngCompressionLevel.NoCompression, PngCompressionLevel.DefaultCompression, PngCompressionLevel.BestCompression })
            {
                using var back = Image.Load<Rgb24>(Png(image, new PngEncoder { FilterMethod = filter, CompressionLevel = level }));
                Assert.Equal(Pixels(image), Pixels(back));
            }
    }

    [Fact]
    public void Png_returns_sixteen_bits_and_alpha()
    {
        using var wide = new Image<L16>(300, 2);
        for (var x = 0; x < 300; x++)
            wide[x, 1] = new L16((ushort)(x * 218));
        using var backWide = Image.Load<L16>(Png(wide));
        Assert.Equal(Pixels(wide), Pixels(backWide));
        using var alpha = new Image<Rgba32>(4, 4, new Rgba32(10, 20, 30, 40));
        using var backAlpha = Image.Load<Rgba32>(Png(alpha));
        Assert.Equal(Pixels(alpha), Pixels(backAlpha));
        using var deep = new Image<Rgb48>(3, 3, new Rgb48(1, 30000, 65535));
        using var backDeep = Image.Load(Png(deep));
        Assert.Equal(new Rgb48(1, 30000, 65535), Assert.IsType<Image<Rgb48>>(backDeep)[2, 2]);
    }

    [Fact]
    public void Sixteen_bits_load_as_eight_by_the_nearest_level()
    {
        using var wide = new Image<L16>(65536 / 16, 16);
        for (var i = 0; i < 65536; i++)
            wide[i / 16, i % 16] = new L16((ushort)i);
        using var narrow = Image.Load<L8>(Png(wide));
        for (var i = 0; i < 65536; i++)
            Assert.Equal((int)Math.Round(i / 257.0), narrow[i / 16, i % 16].PackedValue);
    }

    [Fact]
    public void Colour_loads_as_grey_by_BT709()
    {
        using var image = new Image<Rgb24>(1, 1, new Rgb24(200, 100, 50));
        using var grey = Image.Load<L8>(Png(image));
        Assert.Equal((int)Math.Round((200 * 0.2126) + (100 * 0.7152) + (50 * 0.0722)), grey[0, 0].PackedValue);
    }

    [Fact]
    public void Text_chunks_return_whatever_their_length_and_letters()
    {
        using var image = new Image<L8>(2, 2);
        PngTextData[] texts =
        [
            new("Title", "Aletsch 1957", "", ""), new("Comment", "Eisdicke äöü", "", ""), new("Description", "Großer Aletsch → 氷河", "", ""),
            new("Long", new string('x', 5000), "", ""), new("Name", "Gletscher", "de", "Bezeichnung"),
        ];
        foreach (var text in texts)
            image.Metadata.GetPngMetadata().TextData.Add(text);
        using var back = Image.Load(Png(image));
        Assert.Equal(texts, back.Metadata.GetPngMetadata().TextData);
        Assert.Equal(texts, Image.Identify(Png(image)).Metadata.GetPngMetadata().TextData);
    }

    [Theory]
    [InlineData(95, 2.5)]
    [InlineData(50, 8)]
    public void Jpeg_differs_little(int quality, double tolerance)
    {
        using var image = new Image<Rgb24>(64, 48);
        for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++)
                image[x, y] = new((byte)(x * 3), (byte)(y * 4), 128);
        using var memory = new MemoryStream();
        image.SaveAsJpeg(memory, new JpegEncoder { Quality = quality });
        using var back = Image.Load<Rgb24>(memory.ToArray());
        Assert.Equal("JPEG", back.Metadata.DecodedImageFormat!.Name);
        Assert.InRange(MeanDifference(image, back), 0, tolerance);
    }

    [Fact]
    public void Webp_without_loss_returns_every_pixel_and_with_loss_nearly()
    {
        using var image = new Image<Rgba32>(16, 16, new Rgba32(12, 200, 90, 255));
        using var exact = new MemoryStream();
        image.SaveAsWebp(exact, new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        using var back = Image.Load<Rgba32>(exact.ToArray());
        Assert.Equal(Pixels(image), Pixels(back));
        using var lossy = new MemoryStream();
        image.SaveAsWebp(lossy, new WebpEncoder { Quality = 80 });
        using var near = Image.Load<Rgba32>(lossy.ToArray());
        Assert.InRange((int)near[8, 8].G, 190, 210);
    }

    [Fact]
    public void Garbage_is_an_unknown_format_and_damage_invalid_content()
    {
        Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
        Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(new MemoryStream()));
        using var image = Waves();
        var png = Png(image);
        Assert.Throws<InvalidImageContentException>(() => Image.Load<Rgb24>(png.AsSpan(0, 10)));
        Assert.Throws<FileNotFoundException>(() => Image.Load(Path.Combine(Path.GetTempPath(), "no such file.png")));
        Assert.Throws<UnknownImageFormatException>(() => image.Save(Path.Combine(Path.GetTempPath(), "picture.unknown")));
        Assert.Throws<ArgumentException>(() => new JpegEncoder { Quality = 101 });
    }

    [Fact]
    public async Task Files_are_saved_by_extension_and_a_disposed_picture_refuses()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var image = Waves();
            foreach (var name in new[] { "a.png", "a.jpg", "a.webp" })
            {
                var path = Path.Combine(folder.FullName, name);
                await image.SaveAsync(path, TestContext.Current.CancellationToken);
                var info = Image.Identify(path);
                Assert.Equal((61, 43), (info.Width, info.Height));
            }

            image.Dispose();
            Assert.Throws<ObjectDisposedException>(() => image.SaveAsPng(new MemoryStream()));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static TPixel[] Pixels<TPixel>(Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var pixels = new TPixel[image.Width * image.Height];
        image.CopyPixelDataTo(pixels);
        return pixels;
    }

    private static double MeanDifference(Image<Rgb24> a, Image<Rgb24> b) =>
        Pixels(a).Zip(Pixels(b), (p, q) => (Math.Abs(p.R - q.R) + Math.Abs(p.G - q.G) + Math.Abs(p.B - q.B)) / 3.0).Average();
}
