using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity;

namespace Glacier.Vision.Tests.Velocity;

public class StagedMosaicTests
{
    private static readonly Grid s_grid = new(120, 110, new GeoTransform(0, 1100, 10, 10), ReferenceSystem.Unknown);

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(1L)]
    public void Many_stages_find_what_one_mosaic_finds(long bytes)
    {
        var maps = Enumerable.Range(0, 7).Select(Map).ToList();
        var ice = Enumerable.Range(0, s_grid.Width * s_grid.Height).Select(i => i % 11 != 0).ToArray();
        var whole = new VelocityMosaic(s_grid, ice);
        maps.ForEach(whole.Add);
        var reads = 0;
        var staged = StagedMosaic.Of(s_grid, ice, maps.Count, k => { reads++; return maps[k]; }, bytes);
        Assert.Equal(bytes == 1 ? 3 * maps.Count : maps.Count, reads);
        Same(whole.Mean(), staged.All);
        Assert.Equal(whole.Years, staged.ByYear.Keys.Order());
        foreach (var year in whole.Years)
            Same(whole.Mean(year), staged.ByYear[year]);
    }

    [Fact]
    public void Without_ice_the_mean_is_empty_but_there() =>
        Assert.Equal(0, StagedMosaic.Of(s_grid, new bool[s_grid.Width * s_grid.Height], 1, Map).All.Known);

    [Fact]
    public void Pairs_lie_within_the_window_and_run_forward()
    {
        int[] days = [0, 9, 10, 20, 131];
        var pairs = VelocitySeries.Pairs(days, day => DateOnly.FromDayNumber(700_000 + day), (10, 120)).ToList();
        Assert.Equal([(0, 10), (0, 20), (9, 20), (10, 20), (20, 131)], pairs);
    }

    private static void Same(VelocityMap expected, VelocityMap found)
    {
        Assert.Equal((expected.First, expected.Second), (found.First, found.Second));
        foreach (var (a, b) in new[] { (expected.Vx, found.Vx), (expected.Vy, found.Vy), (expected.V, found.V), (expected.VError, found.VError), (expected.Count, found.Count) })
            Assert.Equal(a, b);
    }

    private static VelocityMap Map(int k)
    {
        var random = new Random(k);
        float[] Noise(double least, double most) => [.. Enumerable.Range(0, s_grid.Width * s_grid.Height).Select(i => i % (13 + k) == 0 ? float.NaN : (float)(least + (random.NextDouble() * (most - least))))];
        var first = new DateOnly(2020, 11, 1).AddDays(20 * k);
        return new(s_grid, Noise(90, 110), Noise(-60, -40), Noise(1, 9), Noise(1, 9), Noise(1, 1), first, first.AddDays(20));
    }
}
