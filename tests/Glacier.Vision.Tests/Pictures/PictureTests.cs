using Glacier.Terrain.Rasters;
using Glacier.Vision.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Tests.Pictures;

public sealed class PictureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void A_saved_picture_says_that_it_is_synthetic_and_keeps_its_pixels()
    {
        var rgb = Enumerable.Range(0, 5 * 4 * 3).Select(i => (byte)(i * 4)).ToArray();
        var path = Path.Combine(_folder.FullName, "sub", "a.png");
        SyntheticPicture.SavePng(rgb, 5, 4, path, new PictureCaption("Aletsch 1957", "swisstopo & VAW <1957>"));
        Assert.True(SyntheticPicture.IsLabelled(path));
        using var image = Image.Load<Rgb24>(path);
        var back = new byte[rgb.Length];
        image.CopyPixelDataTo(back);
        Assert.Equal(rgb, back);
        var description = image.Metadata.XmpProfile!.GetDocument()!.ToString();
        Assert.Contains("digitalsourcetype/algorithmicMedia", description, StringComparison.Ordinal);
        Assert.Contains("swisstopo &amp; VAW &lt;1957&gt;", description, StringComparison.Ordinal);
        Assert.Equal(["a.png"], _folder.GetFiles("*", SearchOption.AllDirectories).Select(f => f.Name));
        Assert.Throws<ArgumentException>(() => SyntheticPicture.SavePng(rgb, 5, 5, path));
    }

    [Fact]
    public void A_picture_without_the_label_is_known_as_such()
    {
        var path = Path.Combine(_folder.FullName, "plain.png");
        using (var image = new Image<L8>(2, 2))
            image.SaveAsPng(path);
        Assert.False(SyntheticPicture.IsLabelled(path));
        GreyPicture.SavePng([0, 255, 7, 9], 2, 2, path);
        Assert.True(SyntheticPicture.IsLabelled(path));
    }

    [Fact]
    public void The_diverging_map_is_white_in_the_middle_red_below_and_blue_above()
    {
        var (r, g, b) = ColourMap.RedWhiteBlue.At(0.5);
        Assert.True(Math.Min(r, Math.Min(g, b)) > 235);
        var low = ColourMap.RedWhiteBlue.At(0);
        var high = ColourMap.RedWhiteBlue.At(1);
        Assert.True(low.R > low.B + 60 && high.B > high.R + 60);
    }

    [Fact]
    public void Maps_have_even_steps_of_luminance()
    {
        var lightness = Enumerable.Range(0, 33).Select(i => Lightness(ColourMap.Sequential.At(i / 32.0))).ToArray();
        for (var i = 1; i < lightness.Length; i++)
            Assert.InRange(lightness[i] - lightness[i - 1], 1.0, 4.5);
        for (var i = 0; i < 16; i++)
            Assert.Equal(Lightness(ColourMap.RedWhiteBlue.At(i / 32.0)), Lightness(ColourMap.RedWhiteBlue.At(1 - (i / 32.0))), 6.0);
    }

    [Fact]
    public void Relief_is_bright_towards_the_light_and_even_on_level_ground()
    {
        var dem = new Raster(9, 9, new GeoTransform(0, 900, 100, 100), Crs);
        Assert.All(ColourMap.Hillshade(dem), s => Assert.Equal(Math.Sqrt(0.5), s, 1e-6));
        for (var y = 0; y < 9; y++)
            for (var x = 0; x < 9; x++)
                dem[x, y] = (x + y) * 100 / 1.41421356f;
        Assert.Equal(1, ColourMap.Hillshade(dem)[40], 1e-5);
    }

    [Fact]
    public void A_line_covers_its_length_times_its_thickness()
    {
        var canvas = new Canvas(60, 40, (0, 0, 0));
        canvas.Line([(10, 10), (45, 30)], (255, 255, 255), 3);
        var area = canvas.Rgb.Where((_, i) => i % 3 == 0).Sum(v => v / 255.0);
        Assert.InRange(area, (Math.Sqrt((35 * 35) + (20 * 20)) * 3) + 3, (Math.Sqrt((35 * 35) + (20 * 20)) * 3) + 11);
    }

    [Fact]
    public void Every_letter_needed_for_labels_leaves_ink_inside_its_width()
    {
        foreach (var letter in "0123456789+-.,:/%()ABCDEFGHIKLMNOPRSTUVWXYZabcdefghiklmnoprstuvwxyz")
        {
            var strokes = StrokeFont.Strokes(letter.ToString()).ToArray();
            Assert.NotEmpty(strokes);
            Assert.All(strokes.SelectMany(s => s), p => Assert.True(p.X is >= 0 and <= 4 && p.Y is >= -2 and <= 6, letter.ToString()));
        }
    }

    [Fact]
    public void A_map_is_red_where_ice_was_lost_and_its_frame_holds_everything()
    {
        var dem = new Raster(40, 50, new GeoTransform(0, 5000, 100, 100), Crs);
        var change = dem.With([.. Enumerable.Repeat(-80f, 2000)]);
        var path = Path.Combine(_folder.FullName, "dh.png");
        DifferencePicture.SavePng(change, dem, path, new DifferencePictureOptions("Test", "m", 100));
        using var image = Image.Load<Rgb24>(path);
        var pixel = image[20 + 300, 56 + 300];
        Assert.True(pixel.R > pixel.B + 40, pixel.ToString());
        Assert.Throws<ArgumentException>(() => DifferencePicture.Draw(dem.With([.. Enumerable.Repeat(float.NaN, 2000)]), dem));
    }

    private static ReferenceSystem Crs => ReferenceSystem.FromEpsg(32632);

    private static double Lightness((byte R, byte G, byte B) c)
    {
        var y = (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));
        return y > 0.008856 ? (116 * Math.Cbrt(y)) - 16 : 903.3 * y;

        static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
    }
}
