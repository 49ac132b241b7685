using System.Text.Json;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

/// <summary>One run over Aletsch; its files are then checked against each other and against the DEMs.</summary>
public sealed class AletschChange : IDisposable
{
    private readonly WorkFolder _work = new();

    public AletschChange()
    {
        if (!RealData.IsThere("aletsch"))
        {
            return;
        }

        Folder = _work.File("out");
        Answer = GlacierProcess.Run(
        [
            "change", .. Years.Select(Dem), "--outline", RealData.Path("aletsch", "icemask_1880.tif"), RealData.Path("aletsch", "rgi6_mask.tif") + "@2003",
            "--no-align", "--out", Folder, "--json",
        ]);
    }

    public static IReadOnlyList<int> Years { get; } = [1880, 1957, 2009, 2017];

    internal Answer? Answer { get; }

    public string Folder { get; } = "";

    /// <summary>The folder after a run that went well.</summary>
    internal string Done => Run().ExitCode == 0 ? Folder : throw new InvalidOperationException(Run().Errors);

    internal JsonElement Recession => Run().Json;

    public static string Dem(int year) => RealData.Path("aletsch", $"Aletsch_{year}.tif");

    internal Answer Run()
    {
        if (Answer is null)
        {
            Assert.Skip("real data absent (set GLACIER_DATA to its folder)");
        }

        return Answer;
    }

    public void Dispose() => _work.Dispose();
}

public sealed class ChangeCommandTests(AletschChange aletsch) : IClassFixture<AletschChange>
{
    [Fact]
    public void Change_writes_its_files_and_prints_the_recession()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(aletsch.Done, "recession.json")), aletsch.Run().Output);
        Assert.Equal(
            ["dh_1880_1957.tif", "dh_1880_2017.tif", "dh_1957_2009.tif", "dh_2009_2017.tif", "profiles.csv", "recession.json"],
            Directory.GetFiles(aletsch.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(AletschChange.Years.Select(year => $"{year}"), aletsch.Recession.GetProperty("epochs").EnumerateArray().Select(epoch => epoch.GetProperty("epoch").GetString()));
        Assert.Equal("", aletsch.Run().Errors);
    }

    [Fact]
    public void Maps_of_change_are_the_difference_of_the_DEMs_by_years()
    {
        var (earlier, later, map) = (WorkFolder.Pixels(Dem(1880)).Values, WorkFolder.Pixels(Dem(2017)).Values, Map(1880, 2017).Values);
        Assert.Equal(earlier.Length, map.Length);
        for (var i = 0; i < map.Length; i++)
        {
            Assert.Equal((later[i] - earlier[i]) / 137.0, map[i], 1e-3);
        }
    }

    // off the ice these DEMs are the same, so that all change of the map is the glacier's
    [Fact]
    public void Volume_is_the_sum_of_the_map()
    {
        var overall = aletsch.Recession.GetProperty("overall");
        var sum = Map(1880, 2017).Values.Where(float.IsFinite).Sum(rate => (double)rate) * 137 * 100 * 100 / 1e9;
        var volume = overall.GetProperty("volume_change_km3").GetDouble();
        Assert.Equal(sum, volume, Math.Abs(0.02 * sum));
        var intervals = aletsch.Recession.GetProperty("intervals").EnumerateArray().ToList();
        Assert.Equal(volume, intervals.Sum(interval => interval.GetProperty("volume_change_km3").GetDouble()), Math.Abs(0.02 * volume));
    }

    [Fact]
    public void Rates_follow_from_volume_area_and_density()
    {
        var epochs = aletsch.Recession.GetProperty("epochs").EnumerateArray().ToList();
        foreach (var interval in aletsch.Recession.GetProperty("intervals").EnumerateArray().Append(aletsch.Recession.GetProperty("overall")))
        {
            double Of(string name) => interval.GetProperty(name).GetDouble();
            double Area(string end) => epochs.Single(epoch => epoch.GetProperty("epoch").GetString() == interval.GetProperty(end).GetString()).GetProperty("area_km2").GetDouble();
            var rate = Of("volume_change_km3") / ((Area("from") + Area("to")) / 2) / Of("years") * 1000;
            Assert.Equal(rate, Of("mean_dhdt_m_per_year"), 1e-6);
            Assert.Equal(rate * 0.85, Of("mass_balance_m_we_per_year"), 1e-6);
            Assert.Equal(Area("to") - Area("from"), Of("area_change_km2"), 1e-6);
            Assert.True(Of("mass_balance_uncertainty_m_we_per_year") > 0);
            var bins = interval.GetProperty("hypsometry").EnumerateArray().ToList();
            Assert.Equal(Of("volume_change_km3"), bins.Sum(bin => bin.GetProperty("area_km2").GetDouble() * bin.GetProperty("mean_dh_m").GetDouble() / 1000), 1e-4);
        }
    }

    [Fact]
    public void Profiles_are_the_DEMs_along_the_line_and_differ_by_the_map()
    {
        var table = CsvTable.Read(Path.Combine(aletsch.Done, "profiles.csv"));
        Assert.Equal("distance_m,x,y," + string.Join(',', AletschChange.Years.Select(year => $"elevation_{year}_m")), table.Header);
        Assert.True(table.Rows.Count > 100);
        var step = table.Rows[1][0] - table.Rows[0][0];
        var surveys = AletschChange.Years.Select(year => WorkFolder.Pixels(Dem(year))).ToList();
        var map = Map(1880, 2017);

        // the last point is the line's end, wherever the step would fall
        Assert.InRange(table.Rows[^1][0] - table.Rows[^2][0], 1e-3, step);
        foreach (var row in table.Rows.SkipLast(1))
        {
            Assert.Equal(Math.Round(row[0] / step) * step, row[0], 0.01);
            for (var k = 0; k < surveys.Count; k++)
            {
                Assert.Equal(Bilinear(surveys[k], row[1], row[2]), row[3 + k], 0.01);
            }

            Assert.Equal((row[^1] - row[3]) / 137, Bilinear(map, row[1], row[2]), 1e-3);
        }
    }

    [Fact]
    public void The_terminus_retreats_along_the_line()
    {
        var epochs = aletsch.Recession.GetProperty("epochs").EnumerateArray().ToList();
        var ends = epochs.Select(epoch => epoch.GetProperty("terminus_distance_m").GetDouble()).ToList();
        Assert.Equal(ends.OrderDescending(), ends);
        Assert.Equal(ends[0] - ends[^1], aletsch.Recession.GetProperty("overall").GetProperty("terminus_retreat_m").GetDouble(), 1e-6);
        Assert.Equal(epochs.Select(epoch => epoch.GetProperty("area_km2").GetDouble()).OrderDescending(), epochs.Select(epoch => epoch.GetProperty("area_km2").GetDouble()));
    }

    private static string Dem(int year) => AletschChange.Dem(year);

    private (int Width, int Height, double[] Place, float[] Values) Map(int from, int to) => WorkFolder.Pixels(Path.Combine(aletsch.Done, $"dh_{from}_{to}.tif"));

    private static double Bilinear((int Width, int Height, double[] Place, float[] Values) raster, double x, double y)
    {
        var column = ((x - raster.Place[0]) / raster.Place[1]) - 0.5;
        var row = ((y - raster.Place[3]) / raster.Place[5]) - 0.5;
        var (c, r) = (Math.Clamp((int)column, 0, raster.Width - 2), Math.Clamp((int)row, 0, raster.Height - 2));
        var (u, v) = (column - c, row - r);
        double At(int i, int j) => raster.Values[(j * raster.Width) + i];
        return ((1 - v) * (((1 - u) * At(c, r)) + (u * At(c + 1, r)))) + (v * (((1 - u) * At(c, r + 1)) + (u * At(c + 1, r + 1))));
    }
}
