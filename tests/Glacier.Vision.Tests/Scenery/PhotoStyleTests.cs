using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Tests.Scenery;

/// <summary>The style photo with the bundled networks.</summary>
public sealed class PhotoStyleTests : IDisposable
{
    // pixels of the condition that a painted pixel depends on, each way, and the widest filter that makes the condition
    private const int Reach = 135 + 16;

    private readonly ModelCatalogue _models = ModelCatalogue.OfProgram();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Away_from_melted_ice_not_one_byte_changes()
    {
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var with = Maps(640, 96, icy: true);
        var without = Maps(640, 96, icy: false);
        var before = model.Paint(with, model.Style(1, 1));
        var after = model.Paint(without, model.Style(1, 1));
        var (changed, border) = (0, 40 + Reach);
        for (var i = 0; i < 640 * 96; i++)
        {
            if (i % 640 > border)
            {
                Assert.Equal(before[3 * i], after[3 * i], 1e-3f);
            }
            else if (i % 640 < 40)
            {
                changed += Math.Abs(before[3 * i] - after[3 * i]) > 10 ? 1 : 0;
            }
        }

        Assert.True(changed > 400, $"only {changed} pixels of the melted part changed");
    }

    [Fact]
    public void A_picture_is_the_same_every_time_and_another_style_is_another_picture()
    {
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var maps = Maps(96, 64, icy: true);
        var first = model.Paint(maps, model.Style(1, 1));
        Assert.Equal(first, model.Paint(maps, model.Style(1, 1)));
        Assert.True(first.Zip(model.Paint(maps, model.Style(2, 1)), (a, b) => Math.Abs(a - b)).Average() > 1);
    }

    [Fact]
    public void Ice_is_brighter_and_less_coloured_than_rock_and_sky_is_no_rock()
    {
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var maps = Maps(128, 128, icy: true);
        var picture = model.Paint(maps, model.Style(1, 1));
        double Luminance(Func<int, bool> where) => Enumerable.Range(0, 128 * 128).Where(where).Average(i => (0.299 * picture[3 * i]) + (0.587 * picture[(3 * i) + 1]) + (0.114 * picture[(3 * i) + 2]));
        var ice = Luminance(i => maps.Ice[i] > 0.9);
        var rock = Luminance(i => maps.Ice[i] < 0.1 && maps.Sky[i] == 0);
        Assert.True(ice > rock + 50, $"ice {ice:0}, rock {rock:0}");
        Assert.True(Luminance(i => maps.Sky[i] == 1) > rock + 30);
    }

    [Fact]
    public void The_skyline_of_the_picture_is_the_views()
    {
        const int side = 64;
        var dem = new Raster(side, side, new GeoTransform(0, side * 50, 50, 50), ReferenceSystem.Unknown, [.. Enumerable.Range(0, side * side).Select(i =>
            (float)(200 + (900 * Math.Exp(-(Math.Pow((i % side) - 30, 2) + Math.Pow((i / side) - 20, 2)) / 180)) + (20 * Math.Sin(i % side))))]);
        var camera = new Camera(32 * 50, 3 * 50, dem.Sample(32 * 50, 3 * 50) + 120, 30 * 50, 44 * 50, 700, 55, 480, 270);
        var view = ViewRenderer.Render(dem, camera);
        var survey = SurveyStyle.Render(dem, null, camera, new SurveyStyleOptions(200, 40, Clouds: 0));
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var picture = PhotoStyle.Render(view, survey, IceCover.Of(view, dem.Grid, new bool[side * side]), model);
        var errors = SkylineStep.Errors(picture, 480, 270, view.Skyline)[8..472].ToList();
        Assert.DoesNotContain(errors, double.IsNaN);
        errors.Sort();
        var near = errors.Count(error => error <= 1.5) / (double)errors.Count;
        Assert.True(errors[errors.Count / 2] <= 1 && near >= 0.9, $"median error {errors[errors.Count / 2]:0.00} px, {near:P1} of the columns within 1.5 px");
    }

    [Fact]
    public void A_style_is_read_off_a_photograph()
    {
        var reader = new StyleReader(_models.Get(StyleReader.Bundled));
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        using var folder = new ScratchFolder();
        var (blue, dark) = (Photograph(folder, "blue.png", new Rgb24(90, 150, 230)), Photograph(folder, "dark.png", new Rgb24(40, 40, 45)));
        var codes = (Blue: reader.Read(blue), Dark: reader.Read(dark));
        Assert.Equal(model.StyleLength, codes.Blue.Length);
        var maps = Maps(96, 64, icy: true);
        double SkyBlue(float[] style)
        {
            var picture = model.Paint(maps, style);
            return Enumerable.Range(0, 96 * 64).Where(i => maps.Sky[i] == 1).Average(i => picture[(3 * i) + 2] - picture[3 * i]);
        }

        Assert.True(SkyBlue(codes.Blue) > SkyBlue(codes.Dark) + 10, $"{SkyBlue(codes.Blue)} against {SkyBlue(codes.Dark)}");
    }

    [Fact]
    public void A_code_is_held_to_the_length_of_typical_ones_and_keeps_its_direction()
    {
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var typical = model.Style(1, 1);
        var held = model.Held(Array.ConvertAll(typical, value => 100 * value));
        double Length(float[] code) => Math.Sqrt(code.Sum(value => (double)value * value));
        Assert.InRange(Length(held), model.Card.Styles!.Min(Length), model.Card.Styles!.Max(Length));
        Assert.All(Enumerable.Range(0, held.Length), i => Assert.Equal(typical[i] * Length(held) / Length(typical), held[i], 1e-4));
        var small = Array.ConvertAll(typical, value => 0.01f * value);
        Assert.Equal(small, model.Held(small));
    }

    [Fact]
    public void A_look_that_would_dye_bare_land_blue_is_mixed_with_the_usual_one_and_any_other_is_taken_as_it_is()
    {
        var model = new SceneryModel(_models.Get(SceneryModel.Bundled));
        var usual = model.Style(PhotoStyleOptions.DefaultSeed, 1);
        var looks = Enumerable.Range(1, model.Card.Styles!.Count).Select(seed => model.Style(seed, 1)).ToArray();
        Assert.Contains(looks, look => LandTint.Of(model, look) > LandTint.Most);
        foreach (var look in looks)
        {
            var (before, limited) = (LandTint.Of(model, look), LandTint.Limit(model, look, usual));
            Assert.True(LandTint.Of(model, limited) <= LandTint.Most);
            Assert.Equal(before <= LandTint.Most, look.SequenceEqual(limited));
        }
    }

    [Fact]
    public void A_tiny_or_broken_reference_photograph_is_refused()
    {
        var reader = new StyleReader(_models.Get(StyleReader.Bundled));
        using var folder = new ScratchFolder();
        var tiny = Path.Combine(folder.Path, "tiny.png");
        using (var image = new Image<Rgb24>(12, 40))
        {
            image.SaveAsPng(tiny);
        }

        var broken = Path.Combine(folder.Path, "broken.jpg");
        File.WriteAllText(broken, "no picture");
        Assert.Equal("photo-tiny", Assert.Throws<InvalidInputException>(() => reader.Read(tiny)).Rule);
        Assert.Equal("photo-unreadable", Assert.Throws<InvalidInputException>(() => reader.Read(broken)).Rule);
    }

    private static string Photograph(ScratchFolder folder, string name, Rgb24 sky)
    {
        var path = Path.Combine(folder.Path, name);
        using var image = new Image<Rgb24>(160, 120);
        for (var y = 0; y < 120; y++)
        {
            for (var x = 0; x < 160; x++)
            {
                image[x, y] = y < 50 + (20 * Math.Sin(x * 0.05)) ? sky : (x / 8) + (y / 8) % 2 == 0 ? new Rgb24(90, 85, 80) : new Rgb24(70, 70, 68);
            }
        }

        image.SaveAsPng(path);
        return path;
    }

    // sky above a sloping skyline, rock, and ice in the left forty columns and in the middle
    private static ConditionMaps Maps(int width, int height, bool icy)
    {
        var maps = new ConditionMaps(new float[width * height], new float[width * height], new float[width * height], new float[width * height], width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                var skyline = (height / 3) + (int)(6 * Math.Sin(x * 0.06));
                var ice = y > height * 0.6 && (x < 40 ? icy : x > width / 2);
                maps.Sky[i] = y < skyline ? 1 : 0;
                maps.Contour[i] = y == skyline ? 1 : 0;
                maps.Ice[i] = ice ? 1 : 0;
                maps.Shade[i] = y < skyline ? 0 : ice ? 0.75f : 0.3f;
            }
        }

        return maps;
    }

    private sealed class ScratchFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("glacier-photo-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
