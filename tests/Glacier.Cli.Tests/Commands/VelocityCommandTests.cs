using System.Text.Json;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class VelocityCommandTests : IDisposable
{
    private const int Size = 160;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_pair_becomes_every_file_with_the_right_speed()
    {
        var before = Path.Combine(_work.Root, "in");
        Directory.CreateDirectory(before);
        var (a, b, mask) = (Scene("in/s_2020-07-01.tif"), Scene("in/s_2020-07-31.tif", 1.5, -0.5), Mask("in/mask.tif", (column, row) => column is > 40 and < 120 && row is > 40 and < 120));
        var state = WorkFolder.State(before);
        var stakes = _work.File("stakes_in.csv");
        File.WriteAllText(stakes, FormattableString.Invariant($"name,x,y,v\nS1,{WorkFolder.West + (80 * WorkFolder.Pixel)},{WorkFolder.North - (80 * WorkFolder.Pixel)},500\n"));
        var facts = GlacierProcess.Run("velocity", a, b, "--outline", mask, "--method", "hs,ncc", "--stakes", stakes, "--out", _work.File("out"), "--json").Json;
        Assert.Equal(state, WorkFolder.State(before));
        Assert.Equal(
            ["profile.csv", "stakes.csv", "velocity.json", "velocity.nc", "velocity.png", "velocity.tif"],
            Directory.GetFiles(_work.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // the whole picture moves, so stable ground takes it all for misregistration: no speed is left
        foreach (var method in (string[])["hs", "ncc"])
        {
            var found = facts.GetProperty("methods").GetProperty(method);
            var shift = found.GetProperty("by_pair")[0].GetProperty("stable_shift_px");
            Assert.Equal(1.5, shift[0].GetDouble(), 0.05);
            Assert.Equal(-0.5, shift[1].GetDouble(), 0.05);
            Assert.InRange(found.GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble(), 0, 25);
            Assert.Equal(30, found.GetProperty("by_pair")[0].GetProperty("days").GetInt32());
        }

        Assert.StartsWith("name,x,y,measured,hs,difference_hs,error_hs,ncc,", File.ReadAllText(_work.File("out/stakes.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_outline_all_that_moves_is_velocity_and_dates_can_be_stated()
    {
        var facts = GlacierProcess.Run(
            "velocity", Scene("early.tif"), Scene("late.tif", 1.5, -0.5, bands: 8), "--dates", "2020-07-01,2020-07-31", "--method", "ncc", "--out", _work.File("out"), "--json").Json;

        // √(1.5² + 0.5²) pixels of 30 m in 30 days
        var speed = facts.GetProperty("methods").GetProperty("ncc").GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble();
        Assert.Equal(Math.Sqrt(2.5) * 30 * 365.2425 / 30, speed, 12.0);
        Assert.False(facts.GetProperty("methods").GetProperty("ncc").GetProperty("by_pair")[0].GetProperty("stable_shift_applied").GetBoolean());
        Assert.Equal("EPSG:32632", facts.GetProperty("crs").GetString());
    }

    [Fact]
    public void An_outline_without_ice_on_the_scenes_gives_an_empty_valid_product()
    {
        var mask = Mask("mask.tif", (column, row) => column == 0 && row == 0);
        var far = _work.Moved(mask, "far.tif", 40_000, 0, 0);
        var answer = GlacierProcess.Run("velocity", Scene("s_2020-07-01.tif"), Scene("s_2020-07-31.tif"), "--outline", far, "--method", "ncc", "--out", _work.File("out"), "--json");
        Assert.Equal(0, answer.Json.GetProperty("methods").GetProperty("ncc").GetProperty("on_ice").GetProperty("pixels").GetInt32());
        Assert.Contains("no ice", answer.Errors, StringComparison.Ordinal);
        Assert.All(WorkFolder.Pixels(_work.File("out/velocity.tif")).Values, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData("same-date")]
    [InlineData("reversed-dates")]
    [InlineData("no-date")]
    [InlineData("no-overlap")]
    [InlineData("all-cloud")]
    [InlineData("unknown-offset")]
    [InlineData("which-band")]
    [InlineData("no-such-band")]
    [InlineData("not-an-image")]
    [InlineData("empty-file")]
    [InlineData("too-small")]
    public void Bad_input_is_refused_by_name_and_nothing_is_written(string rule)
    {
        var good = Scene("s_2020-07-01.tif");
        var random = new Random(1);
        string[] arguments = rule switch
        {
            "same-date" => [good, Scene("t_2020-07-01.tif")],
            "reversed-dates" => [good, Scene("t_2020-06-01.tif")],
            "no-date" => [good, Scene("late.tif")],
            "no-overlap" => [good, _work.Moved(good, "t_2020-08-01.tif", 50_000, 0, 0)],
            "all-cloud" => [good, _work.Dem("t_2020-08-01.tif", Size, Size, elevation: (_, _) => (float)random.NextDouble())],
            "unknown-offset" => [_work.Dem("a_2020-07-01.tif", Size, Size, epsg: null, placed: false, elevation: Wave), _work.Dem("b_2020-08-01.tif", Size, Size - 9, epsg: null, placed: false, elevation: Wave), "--pixel-size", "10"],
            "which-band" => [good, Scene("t_2020-08-01.tif", bands: 5)],
            "no-such-band" => [good, Scene("t_2020-08-01.tif"), "--band", "3"],
            "not-an-image" => [good, Text("t_2020-08-01.tif", "no image")],
            "empty-file" => [good, Text("t_2020-08-01.tif", "")],
            _ => [good, _work.Dem("t_2020-08-01.tif", 20, 20)],
        };
        var answer = GlacierProcess.Run(["velocity", .. arguments, "--method", "ncc", "--out", _work.File("out")]);
        Assert.Equal(1, answer.ExitCode);
        var line = Assert.Single(answer.ErrorLines);
        Assert.Contains($": {rule}: found ", line, StringComparison.Ordinal);
        Assert.Contains("; expected ", line, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(_work.File("out")) ? Directory.GetFiles(_work.File("out")) : []);
    }

    [Fact]
    public void A_picture_without_a_place_asks_for_its_pixel_size()
    {
        var (first, second) = (RealData.Path("perito-moreno", "20200207.jpg"), RealData.Path("perito-moreno", "20200220.jpg"));
        var answer = GlacierProcess.Run("velocity", first, second, "--out", _work.File("out"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("no-pixel-size", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--pixel-size", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_grid_is_resampled_with_a_warning()
    {
        var answer = GlacierProcess.Run(
            "velocity", Scene("s_2020-07-01.tif"), _work.Moved(Scene("plain.tif"), "t_2020-08-01.tif", 17, -8, 0), "--method", "ncc", "--out", _work.File("out"), "--json");
        Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray());
        Assert.Contains("resampled", answer.Errors, StringComparison.Ordinal);

        // the picture was placed 18.8 m away from where it belongs, in 31 days: 221 m a year
        var speed = answer.Json.GetProperty("methods").GetProperty("ncc").GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble();
        Assert.InRange(speed, 200, 242);
    }

    [Fact]
    public void A_folder_is_all_pairs_within_the_window_and_what_is_bad_is_told_and_left_out()
    {
        Directory.CreateDirectory(_work.File("scenes"));
        Scene("scenes/s_2020-07-01.tif");
        Scene("scenes/s_2020-07-21.tif", 1, 0);
        Scene("scenes/s_2020-08-10.tif", 2, 0);
        Scene("scenes/s_2020-08-12.tif", 2.1, 0);
        Text("scenes/s_2020-08-20.tif", "broken");
        Scene("scenes/undated.tif");
        var answer = GlacierProcess.Run("velocity", _work.File("scenes"), "--baseline", "15,41", "--method", "ncc", "--out", _work.File("out"), "--json");
        Assert.True(answer.ExitCode == 3, answer.Errors);
        using var document = JsonDocument.Parse(answer.Output);
        var found = document.RootElement.GetProperty("methods").GetProperty("ncc");

        // 07-01 with 07-21 and 08-10; 07-21 with 08-10 and 08-12
        Assert.Equal(4, found.GetProperty("pairs").GetInt32());
        Assert.Equal(30 * 365.2425 / 20, found.GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble(), 12.0);
        Assert.Equal(["no-date", "not-an-image"], document.RootElement.GetProperty("skipped").EnumerateArray().Select(item => item.GetProperty("rule").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(4, Directory.GetFiles(_work.File("out/pairs")).Length);
        Assert.Equal("velocity_2020-07-01_2020-07-21.tif", Directory.GetFiles(_work.File("out/pairs")).Select(Path.GetFileName).Order(StringComparer.Ordinal).First());
    }

    [Theory]
    [InlineData("--method", "magic")]
    [InlineData("--dates", "2020-07-01")]
    [InlineData("--pixel-size", "-3")]
    [InlineData("--baseline", "9")]
    public void Options_that_make_no_sense_are_named(string option, string value)
    {
        var answer = GlacierProcess.Run("velocity", Scene("s_2020-07-01.tif"), Scene("s_2020-07-31.tif"), option, value, "--out", _work.File("out"));
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(option, Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
    }

    private string Scene(string name, double dx = 0, double dy = 0, int bands = 1) =>
        _work.Dem(name, Size, Size, bands, elevation: (column, row) => (float)(1000 + (100 * Pattern(column - dx, row - dy))));

    private string Mask(string name, Func<int, int, bool> ice) => _work.Dem(name, Size, Size, elevation: (column, row) => ice(column, row) ? 1 : 0);

    private string Text(string name, string text)
    {
        File.WriteAllText(_work.File(name), text);
        return _work.File(name);
    }

    private static float Wave(int column, int row) => (float)Pattern(column, row) + 9;

    // waves of many directions and lengths, so that no displacement looks like another
    private static double Pattern(double x, double y)
    {
        double sum = 0;
        for (var k = 0; k < 24; k++)
        {
            var (sin, cos) = Math.SinCos(2.4 * k);
            sum += Math.Sin((((x * cos) + (y * sin)) * (0.25 + (0.035 * k))) + (1.7 * k * k));
        }

        return sum / 5;
    }
}
