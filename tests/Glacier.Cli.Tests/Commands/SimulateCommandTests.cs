namespace Glacier.Cli.Tests.Commands;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Simulate_is_deterministic_by_seed_and_recedes()
    {
        var one = Simulate("one", 7).Json;
        Assert.True(Simulate("two", 7).ExitCode == 0);
        Assert.True(Simulate("other", 8).ExitCode == 0);
        var files = WorkFolder.Contents(_work.File("one"));
        Assert.Equal(files, WorkFolder.Contents(_work.File("two")));
        Assert.NotEqual(files["truth/bed.tif"], WorkFolder.Contents(_work.File("other"))["truth/bed.tif"]);

        var years = one.GetProperty("years").EnumerateArray().ToList();
        Assert.Equal([1950, 2000], years.Select(year => year.GetProperty("year").GetInt32()));
        Assert.All(["volume_km3", "area_km2", "length_m"], name => Assert.True(years[1].GetProperty(name).GetDouble() < years[0].GetProperty(name).GetDouble(), name));
        Assert.True(one.GetProperty("mass_residual").GetDouble() < 1e-3);

        var dems = files.Keys.Where(name => name.StartsWith("dems/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, dems.Count);
        Assert.All(["bed.tif", "thickness_1950.tif", "vx_2000.tif", "vy_2000.tif", "outline_1950.geojson", "outline_2000.geojson", "truth.json"], name => Assert.Contains("truth/" + name, files.Keys));

        // what it drops, the pipeline takes
        Assert.All(dems, name => Assert.Equal(0, GlacierProcess.Run("info", _work.File("one/" + name)).ExitCode));

        // volume is thickness times area
        var thickness = WorkFolder.Pixels(_work.File("one/truth/thickness_1950.tif"));
        Assert.Equal(years[0].GetProperty("volume_km3").GetDouble(), thickness.Values.Sum(h => (double)h) * 100 * 100 / 1e9, 1e-4);
    }

    private Answer Simulate(string folder, int seed) =>
        GlacierProcess.Run("simulate", "--size", "32", "--cell", "100", "--years", "1950..2000:50", "--seed", $"{seed}", "--out", _work.File(folder), "--json");
}
