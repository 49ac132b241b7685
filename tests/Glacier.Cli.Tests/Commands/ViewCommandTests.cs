using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class ViewCommandTests : IDisposable
{
    private const int Width = 128;
    private const int Height = 96;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void View_writes_a_picture_of_the_size_and_a_depth_that_agrees_with_skyline_and_DEM()
    {
        var file = RealData.Path("aletsch", "Aletsch_2017.tif");
        var folder = _work.File("view");
        var facts = GlacierProcess.Run(
            "view", file, "--eye", "424000,5138500", "--target", "421000,5150000,4700", "--fov", "55", "--size", $"{Width}x{Height}", "--out", folder, "--json").Json;
        Assert.Equal(["contour.png", "depth.tif", "skyline.csv", "view.json", "view.png"], Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(["view.png", "depth.tif", "skyline.csv", "contour.png", "view.json"], facts.GetProperty("files").EnumerateArray().Select(name => name.GetString()));

        var png = File.ReadAllBytes(Path.Combine(folder, "view.png"));
        Assert.Equal(Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(Height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Contains("synthetic image", Encoding.Latin1.GetString(png), StringComparison.Ordinal);

        var (width, height, _, depth) = WorkFolder.Pixels(Path.Combine(folder, "depth.tif"));
        Assert.Equal((Width, Height), (width, height));
        var skyline = CsvTable.Read(Path.Combine(folder, "skyline.csv"));
        Assert.Equal("column,row,azimuth_deg,elevation_deg", skyline.Header);
        Assert.Equal(Width, skyline.Rows.Count);

        // above the skyline sky, below it terrain
        var hidden = 0;
        for (var column = 0; column < Width; column++)
        {
            var edge = skyline.Rows[column][1];
            Assert.InRange(edge, 1, Height - 1);
            for (var row = 0; row < Height; row++)
            {
                if (Math.Abs(row + 0.5 - edge) > 0.1)
                {
                    hidden += float.IsFinite(depth[(row * Width) + column]) == row + 0.5 > edge ? 0 : 1;
                }
            }
        }

        Assert.Equal(0, hidden);

        var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "view.json"))).RootElement;
        var eye = description.GetProperty("eye_m").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var target = description.GetProperty("target_m").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var dem = DemReader.Read(file);
        Assert.Equal(dem.Sample(424_000, 5_138_500) + 40, eye[2], 1e-3);
        Assert.Equal([421_000, 5_150_000, 4_700], target);

        // along every ray the depth ends on the ground, which the Earth's curve lowers
        var camera = new Camera(eye[0], eye[1], eye[2], target[0], target[1], target[2], 55, Width, Height);
        for (var i = 0; i < depth.Length; i += 7)
        {
            if (float.IsFinite(depth[i]))
            {
                var (x, y, z) = camera.Ray((i % Width) + 0.5, (i / Width) + 0.5);
                var distance = depth[i] * Math.Sqrt((x * x) + (y * y));
                var ground = dem.Sample(eye[0] + (depth[i] * x), eye[1] + (depth[i] * y));
                Assert.Equal(ground, eye[2] + (depth[i] * z) + (distance * distance * (1 - 0.13) / 2 / 6_371_000), 0.1);
            }
        }

        // brute force: no step along the azimuth rises above the skyline, and one reaches it; within a pixel of about half a degree
        var pixel = 2 * Math.Tan(55 * Math.PI / 360) / Width * 180 / Math.PI;
        foreach (var row in skyline.Rows.Where((_, k) => k % 9 == 0))
        {
            var (sine, cosine) = Math.SinCos(row[2] * Math.PI / 180);
            var horizon = -90.0;
            for (var s = 1.0; s < 20_000; s += 1)
            {
                var ground = dem.Sample(eye[0] + (s * sine), eye[1] + (s * cosine));
                if (float.IsFinite(ground))
                {
                    horizon = Math.Max(horizon, Math.Atan2(ground - eye[2] - (s * s * (1 - 0.13) / 2 / 6_371_000), s) * 180 / Math.PI);
                }
            }

            Assert.Equal(horizon, row[3], pixel);
        }
    }

    [Fact]
    public void Without_an_eye_a_place_is_chosen_from_which_ice_shows()
    {
        var folder = _work.File("view");
        var facts = GlacierProcess.Run(
            "view", RealData.Path("aletsch", "Aletsch_2017.tif"), "--outline", RealData.Path("aletsch", "rgi6_mask.tif"), "--size", "64x48", "--out", folder, "--json").Json;
        var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "view.json"))).RootElement;
        Assert.True(description.GetProperty("ice_fraction").GetDouble() > 0.02);
        Assert.InRange(facts.GetProperty("sky_fraction").GetDouble(), 0.01, 0.7);
        var eye = facts.GetProperty("eye").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.True(eye[2] > DemReader.Read(RealData.Path("aletsch", "Aletsch_2017.tif")).Sample(eye[0], eye[1]));
    }

    [Fact]
    public void The_same_view_is_the_same_files()
    {
        var dem = _work.Dem("a_2001.tif");
        foreach (var folder in (string[])["one", "two"])
        {
            var answer = GlacierProcess.Run("view", dem, "--eye", "600900,5198300", "--target", "600900,5199300", "--size", "48x32", "--out", _work.File(folder));
            Assert.True(answer.ExitCode == 0, answer.Errors);
        }

        Assert.Equal(WorkFolder.Contents(_work.File("one")), WorkFolder.Contents(_work.File("two")));
    }

    [Fact]
    public void A_view_in_style_photo_says_what_painted_it()
    {
        var dem = _work.Dem("a_2001.tif");
        string[] view = ["view", dem, "--eye", "600900,5198300", "--target", "600900,5199300", "--size", "96x64", "--style"];
        Assert.Equal(0, GlacierProcess.Run([.. view, "photo", "--seed", "2", "--out", _work.File("photo")]).ExitCode);
        Assert.Equal(0, GlacierProcess.Run([.. view, "survey", "--out", _work.File("survey")]).ExitCode);
        var picture = File.ReadAllBytes(Path.Combine(_work.File("photo"), "view.png"));
        Assert.Contains("trainedAlgorithmicMedia", Encoding.Latin1.GetString(picture), StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(_work.File("survey"), "view.png")), picture);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_work.File("survey"), "skyline.csv")), File.ReadAllBytes(Path.Combine(_work.File("photo"), "skyline.csv")));
        var painted = JsonDocument.Parse(File.ReadAllText(Path.Combine(_work.File("photo"), "view.json"))).RootElement.GetProperty("painted_by");
        Assert.Equal("scenery-joint", painted.GetProperty("model").GetString());
        Assert.Equal(2, painted.GetProperty("style_seed").GetInt32());
    }

    [Fact]
    public void A_reference_photograph_needs_the_style_photo()
    {
        var dem = _work.Dem("a_2001.tif");
        var answer = GlacierProcess.Run("view", dem, "--like", dem, "--out", _work.File("none"));
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--style photo", answer.Errors, StringComparison.Ordinal);
    }
}
