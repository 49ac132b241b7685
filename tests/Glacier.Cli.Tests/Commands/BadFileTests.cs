using System.IO.Compression;

namespace Glacier.Cli.Tests.Commands;

/// <summary>A file that breaks a rule ends with exit code 1 and one line: file, rule, found, expected, fix.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("empty-file")]
    [InlineData("not-a-raster")]
    [InlineData("truncated")]
    [InlineData("several-bands")]
    [InlineData("no-crs")]
    [InlineData("no-position")]
    [InlineData("all-nodata")]
    [InlineData("too-small")]
    [InlineData("too-large")]
    [InlineData("elevations-out-of-range")]
    [InlineData("mask-not-elevations")]
    [InlineData("no-date")]
    [InlineData("bad-name")]
    public void Info_names_the_rule_that_is_broken(string rule) => AssertRefused(rule, GlacierProcess.Run("info", Broken(rule), "--json"));

    [Theory]
    [InlineData("contour", "truncated")]
    [InlineData("contour", "no-crs")]
    [InlineData("view", "truncated")]
    [InlineData("view", "mask-not-elevations")]
    [InlineData("align", "several-bands")]
    [InlineData("align", "elevations-out-of-range")]
    [InlineData("change", "no-date")]
    [InlineData("change", "not-a-raster")]
    public void Every_command_names_the_rule_and_writes_nothing(string command, string rule)
    {
        var (bad, good, output) = (Broken(rule), _work.Dem("good_2005.tif"), _work.File("out"));
        AssertRefused(rule, GlacierProcess.Run(command switch
        {
            "contour" => ["contour", bad, "--line", "600100,5198200,601800,5199900", "--out", Path.Combine(output, "p.csv"), "--json"],
            "view" => ["view", bad, "--size", "32x32", "--out", output, "--json"],
            "align" => ["align", bad, "--reference", good, "--out", Path.Combine(output, "a.tif"), "--json"],
            _ => ["change", bad, good, "--out", output, "--json"],
        }));
        Assert.Empty(Directory.Exists(output) ? Directory.GetFiles(output) : []);
    }

    [Fact]
    public void A_profile_of_degrees_says_how_to_get_metres()
    {
        var degrees = _work.File("a_2001.tif");
        _work.RunGdal("gdalwarp", "-q", "-t_srs", "EPSG:4326", _work.Dem("utm.tif"), degrees);
        var answer = GlacierProcess.Run("contour", degrees, "--line", "10.3,46.93,10.32,46.94", "--out", _work.File("p.csv"));
        AssertRefused("not-normalised", answer);
        Assert.Contains("gdalwarp", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("align")]
    [InlineData("change")]
    public void A_DEM_of_another_place_is_refused(string command)
    {
        var here = _work.Dem("a_2001.tif");
        var there = _work.Moved(here, "b_2005.tif", 50_000, 0, 0);
        AssertRefused("another-place", command == "align"
            ? GlacierProcess.Run("align", here, "--reference", there, "--out", _work.File("o.tif"))
            : GlacierProcess.Run("change", here, there, "--out", _work.File("o")));
        Assert.False(File.Exists(_work.File("o.tif")));
    }

    [Fact]
    public void An_outline_of_another_place_is_refused()
    {
        var mask = _work.Dem("mask.tif", elevation: (column, _) => column > 20 ? 1 : 0);
        var elsewhere = _work.Moved(mask, "elsewhere.tif", 50_000, 0, 0);
        AssertRefused("another-place", GlacierProcess.Run("view", _work.Dem("a_2001.tif"), "--outline", elsewhere, "--size", "32x32", "--out", _work.File("o")));
    }

    [Fact]
    public void Two_DEMs_of_one_date_are_refused() =>
        AssertRefused("same-date-twice", GlacierProcess.Run("change", _work.Dem("a_2001.tif"), _work.Dem("b_2001.tif"), _work.Dem("c_2005.tif"), "--out", _work.File("o")));

    private string Broken(string rule)
    {
        const string Name = "a_2001.tif";
        switch (rule)
        {
            case "empty-file":
                File.WriteAllBytes(_work.File(Name), []);
                return _work.File(Name);
            case "not-a-raster":
                using (var zip = ZipFile.Open(_work.File(Name), ZipArchiveMode.Create))
                {
                    zip.CreateEntry("dem.tif");
                }

                return _work.File(Name);
            case "truncated":
                var whole = File.ReadAllBytes(_work.Dem(Name));
                File.WriteAllBytes(_work.File(Name), whole[..(whole.Length / 2)]);
                return _work.File(Name);
            case "too-large":
                _work.RunGdal(
                    "gdal_create", "-q", "-of", "GTiff", "-outsize", "60000", "60000", "-bands", "1", "-ot", "Float32", "-co", "SPARSE_OK=TRUE", "-co", "TILED=YES",
                    "-co", "BIGTIFF=YES", "-a_nodata", "-9999", "-a_srs", "EPSG:32632", "-a_ullr", "0", "600000", "600000", "0", Name);
                return _work.File(Name);
            case "several-bands":
                return _work.Dem(Name, bands: 3);
            case "no-crs":
                return _work.Dem(Name, epsg: null);
            case "no-position":
                return _work.Dem(Name, placed: false);
            case "all-nodata":
                return _work.Dem(Name, noData: -9999, elevation: (_, _) => -9999);
            case "too-small":
                return _work.Dem(Name, 1, 1);
            case "elevations-out-of-range":
                return _work.Dem(Name, elevation: (column, row) => 10 * WorkFolder.Mountains(column, row));
            case "mask-not-elevations":
                return _work.Dem(Name, elevation: (column, _) => column > 20 ? 1 : 0);
            case "no-date":
                return _work.Dem("a.tif");
            case "bad-name":
                return _work.Dem("a..2001.tif");
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "no file breaks it");
        }
    }

    private static void AssertRefused(string rule, Answer answer)
    {
        Assert.True(answer.ExitCode == 1, answer.Errors);
        Assert.Equal("", answer.Output);
        Assert.Matches($@"^glacier: [^:]+: {rule}: found .+; expected .+\. .+\.$", Assert.Single(answer.ErrorLines));
    }
}
