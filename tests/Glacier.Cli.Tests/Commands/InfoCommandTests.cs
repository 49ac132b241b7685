using System.Text.Json;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class InfoCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Info_agrees_with_gdalinfo()
    {
        var dem = RealData.Path("aletsch", "Aletsch_2009.tif");
        var info = GlacierProcess.Run("info", dem, "--json").Json;
        using var reference = JsonDocument.Parse(_work.RunGdal("gdalinfo", "-json", "-mm", dem));
        var band = reference.RootElement.GetProperty("bands")[0];
        Assert.Equal(reference.RootElement.GetProperty("size")[0].GetInt32(), info.GetProperty("width").GetInt32());
        Assert.Equal(reference.RootElement.GetProperty("size")[1].GetInt32(), info.GetProperty("height").GetInt32());
        Assert.Equal(band.GetProperty("computedMin").GetDouble(), info.GetProperty("minimum").GetDouble(), 1e-3);
        Assert.Equal(band.GetProperty("computedMax").GetDouble(), info.GetProperty("maximum").GetDouble(), 1e-3);
        var corner = reference.RootElement.GetProperty("wgs84Extent").GetProperty("coordinates")[0].EnumerateArray().Select(point => point[0].GetDouble()).ToArray();
        Assert.Equal(corner.Min(), info.GetProperty("west").GetDouble(), 1e-6);
        Assert.Equal(corner.Max(), info.GetProperty("east").GetDouble(), 1e-6);
        Assert.Equal(32632, info.GetProperty("epsg").GetInt32());
        Assert.Equal(2009, info.GetProperty("epoch").GetProperty("year").GetInt32());
    }

    [Fact]
    public void People_read_a_table_of_names_and_values()
    {
        var answer = GlacierProcess.Run("info", _work.Dem("a_2018-09-13.tif"));
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains(answer.Output.Split('\n'), line => line.StartsWith("date ", StringComparison.Ordinal) && line.EndsWith(" 2018-09-13", StringComparison.Ordinal));
        Assert.Contains("EPSG:32632", answer.Output, StringComparison.Ordinal);
        Assert.Equal("", answer.Errors);
    }

    [Fact]
    public void Feet_are_given_in_metres_when_the_user_says_so()
    {
        var dem = _work.Dem("a_2001.tif");
        var metres = GlacierProcess.Run("info", dem, "--json").Json.GetProperty("maximum").GetDouble();
        var feet = GlacierProcess.Run("info", dem, "--vertical-unit", "ft", "--json").Json.GetProperty("maximum").GetDouble();
        Assert.Equal(metres * 0.3048, feet, 1e-3);
    }

    [Fact]
    public void A_real_mask_without_date_or_unit_is_called_a_mask()
    {
        var answer = GlacierProcess.Run("info", RealData.Path("aletsch", "rgi6_mask.tif"));
        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("glacier: rgi6_mask.tif: mask-not-elevations: ", answer.Errors, StringComparison.Ordinal);
    }
}
