using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;

namespace Glacier.Cli.Tests.Commands;

public sealed class FlyCommandTests(SimulatedDems dems) : IClassFixture<SimulatedDems>, IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_flight_is_a_film_its_frames_and_cameras_that_give_the_same_flight_again()
    {
        var folder = _work.File("orbit");
        var facts = Fly(folder, "--frames", "6", "--name", "100 % <Ice>").Json;
        Assert.Equal(6, facts.GetProperty("painted").GetInt32());
        Assert.Equal(["cameras.json", "fly.json", "fly.mp4", "frames", "poster.jpg"], Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var png = File.ReadAllBytes(Path.Combine(folder, "frames", "frame_0005.png"));
        Assert.Equal((160, 90), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Contains("synthetic image", Encoding.Latin1.GetString(png), StringComparison.Ordinal);
        var cameras = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cameras.json"))).RootElement.GetProperty("frames");
        Assert.Equal(6, cameras.GetArrayLength());
        Assert.Equal(cameras[0].GetProperty("eye").GetRawText(), cameras[5].GetProperty("eye").GetRawText());
        Assert.NotEqual(cameras[0].GetProperty("year").GetDouble(), cameras[5].GetProperty("year").GetDouble());

        // the light is chosen by the first camera, which is the same
        var again = _work.File("again");
        Assert.Equal(0, GlacierProcess.Run(["fly", .. dems.Files, "--path", Path.Combine(folder, "cameras.json"), "--name", "100 % <Ice>", "--frames", "6", "--out", again]).ExitCode);
        Assert.Equal(Frames(folder), Frames(again));
    }

    [Fact]
    public void A_flight_that_was_killed_goes_on_where_it_stood_and_ends_as_an_undisturbed_one()
    {
        string[] way = ["--path", "flyover", "--frames", "10"];
        var whole = _work.File("whole");
        Assert.Equal(0, Fly(whole, way).ExitCode);
        var killed = _work.File("killed");
        using (var process = GlacierProcess.Begin(_work.Root, ["fly", .. dems.Files, "--size", "160x90", "--out", killed, .. way]))
        {
            var ledger = Path.Combine(killed, "frames", "finished.txt");
            while (!process.HasExited && (!File.Exists(ledger) || File.ReadAllLines(ledger).Length < 3))
            {
                Thread.Sleep(5);
            }

            process.Kill();
            process.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(killed, "fly.mp4")), "killed before its end");
        File.AppendAllText(Path.Combine(killed, "frames", "finished.txt"), "frame_0009.png half-a-li");
        var facts = Fly(killed, way).Json;
        Assert.InRange(facts.GetProperty("painted").GetInt32(), 1, 7);
        Assert.Equal(Frames(whole), Frames(killed));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "fly.mp4")), File.ReadAllBytes(Path.Combine(killed, "fly.mp4")));

        // nothing to do; then one frame taken away, one spoilt, and then another look
        Assert.Equal(0, Fly(killed, way).Json.GetProperty("painted").GetInt32());
        File.Delete(Path.Combine(killed, "frames", "frame_0003.png"));
        File.WriteAllText(Path.Combine(killed, "frames", "frame_0004.png"), "spoilt");
        Assert.Equal(2, Fly(killed, way).Json.GetProperty("painted").GetInt32());
        Assert.Equal(Frames(whole), Frames(killed));
        Assert.Equal(10, Fly(killed, [.. way, "--sun", "200,40"]).Json.GetProperty("painted").GetInt32());
    }

    [Fact]
    public void One_year_stands_still_and_its_orbit_closes_to_the_byte()
    {
        var folder = _work.File("year");
        Assert.Equal(0, Fly(folder, "--years", "1990", "--frames", "4").ExitCode);
        var frames = Frames(folder);
        // the caption tells the frames apart, the picture does not
        var (first, last) = (Pixels(Path.Combine(folder, "frames", frames.Keys.First())), Pixels(Path.Combine(folder, "frames", frames.Keys.Last())));
        Assert.Equal(first, last);
        Assert.NotEqual(first, Pixels(Path.Combine(folder, "frames", "frame_0001.png")));
    }

    [Fact]
    public void Frames_of_one_world_agree_better_than_frames_painted_one_by_one()
    {
        string[] way = ["--path", "orbit", "--frames", "24", "--years", "1990", "--seed", "3"];
        var (world, single) = (Facts("photo3d"), Facts("photo"));
        Assert.Equal(24, world.GetProperty("painted").GetInt32());
        Assert.Equal(0, world.GetProperty("figures").GetProperty("closing_difference").GetDouble());
        Assert.True(2 * Apart(world) < Apart(single), $"warped onto the next frame: {Apart(world)} of one world, {Apart(single)} one by one");
        Assert.InRange(world.GetProperty("figures").GetProperty("skyline_median").GetDouble(), 0, 1);

        JsonElement Facts(string style) => Fly(_work.File(style), [.. way, "--style", style]).Json;

        static double Apart(JsonElement facts) => facts.GetProperty("figures").GetProperty("consistency")[0].GetProperty("mean_difference").GetDouble();
    }

    [Fact]
    public void A_year_without_ice_among_years_with_ice_is_refused_with_the_fix()
    {
        // ten years after the first survey the ice is gone, down to its bed, and stays so
        var glacier = GlacierSimulation.Run(new SimulationOptions([1930], Size: 64, CellSize: 100));
        var (mask, bare, later) = (_work.File("ice_1930.09.01.tif"), _work.File("small_1940.09.01.tif"), _work.File("small_1950.09.01.tif"));
        Cog.Write(mask, glacier.Bed.With(Array.ConvertAll(glacier.Years[0].Ice, ice => ice ? 1f : 0f)));
        Cog.Write(bare, glacier.Bed);
        Cog.Write(later, glacier.Bed);
        var answer = GlacierProcess.Run("fly", dems.Files[0], bare, later, "--outline", mask + "@1930-09-01", "--no-align", "--frames", "5", "--out", _work.File("bare"));
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("year-without-ice: found no ice in 1940-09-01, but in other years", Assert.Single(answer.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--outline FILE@1940-09-01", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_work.File("bare"), "frames")));
    }

    [Fact]
    public void DEMs_of_different_grids_are_brought_onto_one()
    {
        var other = _work.File("other_2000.07.01.tif");
        _work.RunGdal("gdalwarp", "-q", "-t_srs", "EPSG:32633", "-tr", "90", "90", "-r", "cubic", dems.Files[^1], other);
        var answer = GlacierProcess.Run("fly", dems.Files[0], other, "--reference", dems.Files[0], "--frames", "2", "--size", "160x90", "--path", "flyover", "--out", _work.File("grids"));
        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal(2, Frames(_work.File("grids")).Count);
    }

    [Fact]
    public void What_cannot_be_flown_is_refused_in_one_line_with_the_fix_and_nothing_painted()
    {
        var folder = _work.File("refused");
        string Refused(int code, params string[] more)
        {
            var answer = GlacierProcess.Run(["fly", .. dems.Files, "--frames", "5", "--out", folder, .. more]);
            Assert.True(answer.ExitCode == code && answer.ErrorLines.Length == 1, $"{answer.ExitCode}: {answer.Errors}");
            Assert.False(Directory.Exists(Path.Combine(folder, "frames")));
            return answer.ErrorLines[0];
        }

        var below = _work.File("below.json");
        File.WriteAllText(below, FormattableString.Invariant($$"""[{"eye": [{{dems.X}}, {{dems.Y}}], "target": [{{dems.X}}, {{dems.Y + 800}}]}, {"eye": [{{dems.X + 300}}, {{dems.Y}}, 20], "target": [{{dems.X}}, {{dems.Y + 800}}]}]"""));
        var broken = _work.File("broken.json");
        File.WriteAllText(broken, """[{"eye": [1, 2, 3], "target": [4, 5]}, {"eye": [1, 2, NaN], "target": [4, 5]}]""");
        Assert.Matches("camera-below-ground: found frame [1-4]: .*Raise the key frames", Refused(1, "--path", below));
        Assert.Contains("key frame 1", Refused(1, "--path", broken), StringComparison.Ordinal);
        Assert.Contains("no path of that name", Refused(1, "--path", "loop"), StringComparison.Ordinal);
        Assert.Contains("orbit-too-large", Refused(1, "--radius", "90000"), StringComparison.Ordinal);
        Assert.Contains("no DEM of 1977", Refused(2, "--years", "1977"), StringComparison.Ordinal);
        Assert.Contains("even sides", Refused(2, "--size", "161x90"), StringComparison.Ordinal);
    }

    private static SortedDictionary<string, string> Frames(string folder) => new(
        WorkFolder.Contents(Path.Combine(folder, "frames")).Where(file => file.Key.EndsWith(".png", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file.Key), file => file.Value), StringComparer.Ordinal);

    private static float[] Pixels(string path) => WorkFolder.Pixels(path).Values;

    private Answer Fly(string folder, params string[] more) => GlacierProcess.Run(["fly", .. dems.Files, "--size", "160x90", "--out", folder, "--json", .. more]);
}

/// <summary>Three DEMs of a simulated glacier.</summary>
public sealed class SimulatedDems : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulated-").FullName;

    public SimulatedDems()
    {
        var glacier = GlacierSimulation.Run(new SimulationOptions([1930, 1990, 2020], Size: 64, CellSize: 100));
        Files = [.. glacier.Years.Select(year =>
        {
            var path = Path.Combine(_folder, $"small_{year.Year}.09.01.tif");
            Cog.Write(path, year.Surface, year.Epoch);
            return path;
        })];
        var grid = glacier.Years[0].Surface.Grid;
        (X, Y) = grid.Transform.ToMap(grid.Width / 2.0, grid.Height / 4.0 * 3);
    }

    /// <summary>The files, oldest first.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Map x of a place on the ground.</summary>
    public double X { get; }

    /// <summary>Map y of it.</summary>
    public double Y { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
