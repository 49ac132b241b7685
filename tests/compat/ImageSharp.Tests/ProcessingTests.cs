using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Laws that hold for the genuine package as well.</summary>
public class ProcessingTests
{
    private static readonly IResampler[] Samplers =
        [KnownResamplers.Bicubic, KnownResamplers.Box, KnownResamplers.Triangle, KnownResamplers.Lanczos3, KnownResamplers.NearestNeighbor];

    [Fact]
    public void A_constant_stays_constant_at_every_size()
    {
        foreach (var sampler in Samplers)
            foreach (var (width, height) in new[] { (7, 5), (100, 3), (33, 80) })
            {
                using var image = new Image<Rgb24>(31, 17, new Rgb24(10, 130, 250));
                image.Mutate(x => x.Resize(width, height, sampler));
                Assert.Equal((width, height), (image.Width, image.Height));
                image.ProcessPixelRows(rows =>
                {
                    for (var y = 0; y < rows.Height; y++)
                        foreach (var pixel in rows.GetRowSpan(y))
                            Assert.Equal(new Rgb24(10, 130, 250), pixel);
                });
            }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(300)]
    public void A_ramp_stays_a_ramp_away_from_the_border(int width)
    {
        using var image = new Image<L16>(100, 4);
        for (var y = 0; y < 4; y++)
            for (var x = 0; x < 100; x++)
                image[x, y] = new L16((ushort)((x + 0.5) * 600));
        using var resized = image.Clone(x => x.Resize(width, 4, KnownResamplers.Bicubic));
        var margin = width / 10;
        for (var x = margin; x < width - margin; x++)
            Assert.InRange(resized[x, 2].PackedValue - ((x + 0.5) * 100 / width * 600), -2, 2);
        Assert.Equal(100, image.Width);
    }

    [Fact]
    public void Shrinking_stripes_gives_their_mean()
    {
        using var image = new Image<L8>(256, 8);
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 256; x += 2)
                image[x, y] = new L8(255);
        image.Mutate(x => x.Resize(16, 8, KnownResamplers.Triangle));
        for (var x = 1; x < 15; x++)
            Assert.InRange((int)image[x, 4].PackedValue, 122, 133);
    }

    [Fact]
    public void Transparent_colour_does_not_bleed()
    {
        using var image = new Image<Rgba32>(8, 1);
        for (var x = 0; x < 8; x++)
            image[x, 0] = x < 4 ? new Rgba32(255, 0, 0, 255) : new Rgba32(0, 255, 0, 0);
        image.Mutate(x => x.Resize(4, 1, KnownResamplers.Triangle));
        Assert.All(Enumerable.Range(0, 4).Select(x => image[x, 0]).Where(p => p.A > 0), p => Assert.Equal((255, 0), (p.R, p.G)));
    }

    [Fact]
    public void Crop_flip_and_turn_move_pixels_unchanged()
    {
        using var image = new Image<L8>(3, 2);
        for (var i = 0; i < 6; i++)
            image[i % 3, i / 3] = new L8((byte)i);
        Assert.Equal([4, 5], Values(image, x => x.Crop(new Rectangle(1, 1, 2, 1))));
        Assert.Equal([2, 1, 0, 5, 4, 3], Values(image, x => x.Flip(FlipMode.Horizontal)));
        Assert.Equal([3, 4, 5, 0, 1, 2], Values(image, x => x.Flip(FlipMode.Vertical)));
        Assert.Equal([3, 0, 4, 1, 5, 2], Values(image, x => x.Rotate(RotateMode.Rotate90)));
        Assert.Equal([2, 5, 1, 4, 0, 3], Values(image, x => x.Rotate(RotateMode.Rotate270)));
        Assert.ThrowsAny<Exception>(() => image.Mutate(x => x.Crop(new Rectangle(2, 0, 2, 2))));
    }

    [Fact]
    public void Blur_keeps_the_sum_and_spreads_by_sigma()
    {
        using var image = new Image<L16>(41, 41);
        image[20, 20] = new L16(65535);
        image.Mutate(x => x.GaussianBlur(2f));
        double sum = 0, moment = 0;
        for (var y = 0; y < 41; y++)
            for (var x = 0; x < 41; x++)
            {
                sum += image[x, y].PackedValue;
                moment += image[x, y].PackedValue * Math.Pow(x - 20, 2);
            }

        Assert.InRange(sum, 65400, 65670);
        Assert.InRange(Math.Sqrt(moment / sum), 1.93, 2.05);
    }

    [Fact]
    public void Drawing_mixes_by_opacity_and_refuses_what_lies_outside()
    {
        using var image = new Image<Rgb24>(4, 4, new Rgb24(0, 0, 0));
        using var white = new Image<Rgba32>(2, 2, new Rgba32(255, 255, 255, 255));
        image.Mutate(x => x.DrawImage(white, new Point(3, 3), 0.5f));
        Assert.InRange((int)image[3, 3].R, 127, 128);
        Assert.Equal(0, image[2, 3].R);
        Assert.Throws<ImageProcessingException>(() => image.Mutate(x => x.DrawImage(white, new Point(9, 9), 1f)));
    }

    [Fact]
    public void Grey_has_three_equal_parts_and_a_zero_side_keeps_proportions()
    {
        using var image = new Image<Rgb24>(40, 20, new Rgb24(200, 10, 90));
        image.Mutate(x => x.Resize(20, 0).Grayscale());
        Assert.Equal((20, 10), (image.Width, image.Height));
        Assert.True(image[5, 5].R == image[5, 5].G && image[5, 5].G == image[5, 5].B);
    }

    private static byte[] Values(Image<L8> image, Action<IImageProcessingContext> operation)
    {
        using var result = image.Clone(operation);
        var values = new byte[result.Width * result.Height];
        result.CopyPixelDataTo(values);
        return values;
    }
}
