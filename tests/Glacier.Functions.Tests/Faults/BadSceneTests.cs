using System.Text;
using Glacier.Pipeline.Storage;
using Glacier.Tests;
using OSGeo.GDAL;

namespace Glacier.Functions.Tests.Faults;

public class BadSceneTests
{
    [Fact]
    public async Task Every_bad_scene_is_quarantined_with_its_reason_and_the_good_ones_make_velocities_beside_a_dem()
    {
        var good = SmallScenes.Images(4);
        var bad = BadScenes(good[0].Content).ToList();
        await using var pipeline = await RunningPipeline.StartAsync();
        await pipeline.DropAsync("bad", SmallSeries.Dems(1).Append(SmallScenes.Settings("""{ "methods": ["hs"], "baselineDays": [10, 40] }""")));
        await pipeline.DropAsync("bad", [SmallScenes.Outline], Containers.Outlines);
        await pipeline.DropAsync("bad", [.. good, OtherGrid(), ("stakes.csv", Encoding.UTF8.GetBytes("name,where\nupper,here\n"))], Containers.Scenes);

        // of one date the first upload stays, and storage tells times by the second
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        await pipeline.DropAsync("bad", bad.Select(file => (file.Name, file.Content)), Containers.Scenes);
        for (var deadline = DateTime.UtcNow.AddMinutes(8); (await pipeline.NamesAsync(Containers.Quarantine, "bad/")).Count(IsReason) <= bad.Count; await Task.Delay(200, TestContext.Current.CancellationToken))
            Assert.True(DateTime.UtcNow < deadline, "the bad scenes were never refused");

        await pipeline.CompletedAsync("bad", TimeSpan.FromMinutes(8));

        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (await pipeline.NamesAsync(Containers.Quarantine, "bad/")).Where(IsReason))
        {
            var reason = await pipeline.JsonAsync(Containers.Quarantine, name);
            found[reason.GetProperty("file").GetString()!] = reason.GetProperty("rule").GetString()!;
            foreach (var field in new[] { "found", "expected", "how_to_fix" })
                Assert.False(string.IsNullOrWhiteSpace(reason.GetProperty(field).GetString()), $"{name}: {field}");
        }

        var expected = bad.Select(file => (file.Name, file.Rule)).Append(("stakes.csv", "not-stakes")).ToDictionary(file => "scenes/bad/" + file.Item1, file => file.Item2);
        Assert.Equal(new SortedDictionary<string, string>(expected, StringComparer.Ordinal), found);

        // five good scenes, one of them on a coarser grid: ten pairs, nine of them at least ten days apart
        var facts = await pipeline.JsonAsync(Containers.Products, "bad/velocity/velocity.json");
        Assert.Equal(9, facts.GetProperty("methods").GetProperty("hs").GetProperty("pairs").GetInt32());
        Assert.Contains("resampled", Assert.Single(facts.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(SmallScenes.Speed, facts.GetProperty("methods").GetProperty("hs").GetProperty("on_ice").GetProperty("median_m_per_year").GetDouble(), 0.1 * SmallScenes.Speed);
        Assert.Contains(facts.GetProperty("skipped").EnumerateArray(), skipped => skipped.GetProperty("rule").GetString() == "all-cloud");
        var page = (await pipeline.Storage.Blobs.GetBlobContainerClient(Containers.Products).GetBlobClient("bad/index.html").DownloadContentAsync()).Value.Content.ToString();
        foreach (var text in new[] { "How fast the ice moves", "view.png", "no-pixel-size", "all-cloud" })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    private static bool IsReason(string name) => name.EndsWith(".reason.json", StringComparison.Ordinal);

    private static (string Name, byte[] Content) OtherGrid()
    {
        var own = SmallScenes.Grid();
        return SmallScenes.Image(35, own with { Width = 75, Height = 75, Transform = own.Transform with { West = own.Transform.West + 4, PixelWidth = 12, PixelHeight = 12 } });
    }

    private static IEnumerable<(string Name, byte[] Content, string Rule)> BadScenes(byte[] image)
    {
        yield return ("text_2020-03-01.tif", Encoding.UTF8.GetBytes("this is not an image, whatever its name says\n"), "not-an-image");
        yield return ("empty_2020-03-02.tif", [], "empty-file");
        yield return ("undated.tif", image, "no-date");
        yield return ("only-a-year_2020.tif", image, "no-date");
        yield return ("again_2020-01-15.tif", SmallScenes.Image(3).Content, "same-date-twice");
        yield return ("elsewhere_2020-03-03.tif", SmallScenes.Image(0, SmallScenes.Grid(32718)).Content, "another-place");
        yield return ("photo_2020-03-04.jpg", Jpeg(), "no-pixel-size");
        var (name, content) = SmallScenes.Image(25, cloud: 25);
        yield return (name, content, "all-cloud");
    }

    private static byte[] Jpeg()
    {
        MaxRev.Gdal.Core.GdalBase.ConfigureAll();
        using var memory = Gdal.GetDriverByName("MEM")!.Create("", 64, 64, 1, DataType.GDT_Byte, []);
        using (var band = memory!.GetRasterBand(1)!)
            band.WriteRaster(0, 0, 64, 64, Enumerable.Range(0, 64 * 64).Select(i => (float)(100 + (i % 50))).ToArray(), 64, 64, 0, 0);
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".jpg");
        try
        {
            Gdal.GetDriverByName("JPEG")!.CreateCopy(path, memory, 0, [], null, null)!.Dispose();
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".aux.xml");
        }
    }
}
