using Glacier.Tests;
using Glacier.Vision.Onnx;
using Glacier.Vision.Segmentation;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Tests.Segmentation;

public sealed class SkySegmenterTests
{
    [Fact]
    public void Masks_agree_with_those_made_by_the_same_network_elsewhere()
    {
        var folder = RealData.Path("photos", "sky", "glacier");
        RealData.Path("weights", "skyseg_u2netp.onnx");
        using var catalogue = ModelCatalogue.OfProgram();
        var segmenter = SkySegmenter.From(catalogue);
        var names = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).Where((_, i) => i % 137 == 3).Take(4).ToArray();
        var photos = names.Select(name => Rgb(RealData.Path("photos", "glacier", Path.ChangeExtension(Path.GetFileName(name), "jpg")))).ToArray();
        var (same, all) = (0, 0);
        foreach (var (name, probability) in names.Zip(segmenter.Probabilities(photos)))
        {
            Assert.All(probability, p => Assert.InRange(p, 0, 1));
            using var mask = Image.Load<L8>(name);
            Assert.Equal(mask.Width * mask.Height, probability.Length);
            var reference = new byte[probability.Length];
            mask.CopyPixelDataTo(reference);
            same += probability.Zip(reference).Count(pair => (pair.First >= 0.5f) == (pair.Second > 127));
            all += probability.Length;
        }

        Assert.True(same > 0.97 * all, $"{same} of {all} pixels agree");
    }

    [Fact]
    public void A_blue_sky_over_dark_ground_is_found_at_the_pictures_own_size()
    {
        RealData.Path("weights", "skyseg_u2netp.onnx");
        const int width = 300, height = 200;
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            // a ridge: up to the middle, then down again
            var (x, y) = (i % width, i / width);
            var sky = y < 60 + (Math.Abs(x - 150) / 3);
            var grain = (x * 31 + y * 57) % 29;
            ((byte[])(sky ? [(byte)(110 + y / 2), (byte)(160 + y / 3), 235] : [(byte)(70 + grain), (byte)(62 + grain), (byte)(55 + grain)])).CopyTo(rgb, 3 * i);
        }

        using var catalogue = ModelCatalogue.OfProgram();
        var mask = SkySegmenter.From(catalogue).Mask(rgb, width, height);
        var right = Enumerable.Range(0, mask.Length).Count(i => mask[i] == (i / width < 60 + (Math.Abs((i % width) - 150) / 3)));
        Assert.True(right > 0.97 * mask.Length, $"{right} of {mask.Length}");
        Assert.Throws<ArgumentException>(() => SkySegmenter.From(catalogue).Mask(rgb, height, height));
    }

    private static (byte[] Rgb, int Width, int Height) Rgb(string path)
    {
        using var image = Image.Load<Rgb24>(path);
        var rgb = new byte[image.Width * image.Height * 3];
        image.CopyPixelDataTo(rgb);
        return (rgb, image.Width, image.Height);
    }
}
