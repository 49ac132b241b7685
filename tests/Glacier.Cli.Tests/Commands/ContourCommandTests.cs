using System.Globalization;
using Glacier.Tests;

namespace Glacier.Cli.Tests.Commands;

public sealed class ContourCommandTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    // a grid whose diagonal is the line: gdalwarp samples it in every pixel
    [Theory]
    [InlineData(418_000, 5_156_000, 429_000, 5_137_000)]
    [InlineData(429_123.4, 5_136_789.5, 417_987.6, 5_157_654.3)]
    public void Profile_equals_bilinear_sampling(double x0, double y0, double x1, double y1)
    {
        const int Samples = 401;
        var dem = RealData.Path("aletsch", "Aletsch_2009.tif");
        var csv = _work.File("new/folder/p.csv");
        var facts = GlacierProcess.Run("contour", dem, "--line", Text(x0, y0, x1, y1), "--samples", Samples.ToString(CultureInfo.InvariantCulture), "--out", csv, "--json").Json;
        var profile = CsvTable.Read(csv);
        Assert.Equal("distance_m,x,y,elevation_m", profile.Header);
        Assert.Equal(Samples, profile.Rows.Count);
        Assert.Equal(Samples, facts.GetProperty("samples").GetInt32());
        Assert.Equal(csv, facts.GetProperty("file").GetString());

        var (dx, dy) = (Math.Abs(x1 - x0) / (Samples - 1), Math.Abs(y1 - y0) / (Samples - 1));
        var (west, east, south, north) = (Math.Min(x0, x1) - (dx / 2), Math.Max(x0, x1) + (dx / 2), Math.Min(y0, y1) - (dy / 2), Math.Max(y0, y1) + (dy / 2));
        var warped = _work.File("warped.tif");
        _work.RunGdal("gdalwarp", ["-q", "-r", "bilinear", "-et", "0", "-te", .. Text(west, south, east, north).Split(','), "-ts", $"{Samples}", $"{Samples}", dem, warped]);
        var (width, _, _, values) = WorkFolder.Pixels(warped);
        var length = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        for (var k = 0; k < Samples; k++)
        {
            var column = x1 > x0 ? k : Samples - 1 - k;
            var row = y1 < y0 ? k : Samples - 1 - k;
            Assert.Equal(values[(row * width) + column], profile.Rows[k][3], 1e-3);
            Assert.Equal(length * k / (Samples - 1), profile.Rows[k][0], 1e-3);
            Assert.Equal(x0 + ((x1 - x0) * k / (Samples - 1)), profile.Rows[k][1], 1e-3);
            Assert.Equal(y0 + ((y1 - y0) * k / (Samples - 1)), profile.Rows[k][2], 1e-3);
        }
    }

    [Fact]
    public void A_line_with_corners_leaves_fields_empty_off_the_DEM()
    {
        var csv = _work.File("p.csv");
        var dem = _work.Dem("a_2001.tif", elevation: (column, row) => (2 * column) + row);
        var facts = GlacierProcess.Run("contour", dem, "--line", "600915,5199015,600915,5198415,603000,5198415", "--out", csv, "--json").Json;
        var rows = CsvTable.Read(csv).Rows;
        Assert.Equal(600 + 2085, facts.GetProperty("length_m").GetDouble(), 1e-6);

        // the planes of pixel centres: column 30, row 32.33 at the start
        Assert.Equal((2 * 30) + ((5_200_000 - 5_199_015) / 30.0) - 0.5, rows[0][3], 1e-3);
        Assert.Equal(double.NaN, rows[^1][3]);
        Assert.Equal(rows.Count(row => !double.IsNaN(row[3])), facts.GetProperty("known").GetInt32());
        Assert.All(rows, row => Assert.Equal(row[1] <= 600_000 + (63.5 * 30), !double.IsNaN(row[3])));

        // without --samples one per half pixel
        Assert.InRange(rows.Count, (2685 / 15.0) - 1, (2685 / 15.0) + 2);
    }

    private static string Text(params double[] numbers) => string.Join(',', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
