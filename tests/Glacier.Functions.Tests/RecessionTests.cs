using System.Diagnostics;
using System.Text;
using Glacier.Pipeline.Steps;

namespace Glacier.Tests;

public sealed class RecessionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Dropped_dems_become_a_film_and_a_page_and_the_bad_ones_go_to_quarantine()
    {
        await using var app = await LocalApp.StartAsync();
        var clock = Stopwatch.StartNew();
        await app.DropSeriesAsync("demo", 1950, 1980, 2010);
        await app.DropAsync("demo/notes_1990.tif", Encoding.ASCII.GetBytes("PK\u0003\u0004 no raster"));
        await app.DropAsync("demo/empty_1991.tif", []);
        var status = await app.EndAsync("demo", 120, each => each.Quarantined == 2 && each.Total > 0);
        output.WriteLine($"done in {clock.Elapsed.TotalSeconds:0.0} s, peak {app.PeakBytes >> 20} MB");
        Assert.Empty(status.Failures);
        var products = await app.ProductsAsync("demo");
        output.WriteLine(string.Join('\n', products.Keys));
        Assert.Contains("films/main-survey/film.mp4", products.Keys);
        Assert.Contains("recession.json", products.Keys);
        Assert.Contains("index.html", products.Keys);
        Assert.Contains("stac/collection.json", products.Keys);
        Assert.Contains("1980/views/main-survey/view.png", products.Keys);
        var reasons = await QuarantineRecords.ListAsync(app.Stores, "demo");
        Assert.All(reasons, reason => Assert.True(reason.Rule.Length * reason.Found.Length * reason.Expected.Length * reason.HowToFix.Length > 0));

        // the same inputs again, through HTTP too: nothing changes
        using var http = new HttpClient();
        var glacier = await http.GetStringAsync($"http://127.0.0.1:{app.Port}/api/glaciers/demo");
        Assert.Contains("film.mp4", glacier, StringComparison.Ordinal);
        Assert.Contains("healthy", await http.GetStringAsync($"http://127.0.0.1:{app.Port}/api/health"), StringComparison.Ordinal);
    }
}
