using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Glacier.Vision.Outlines.Evaluation;
using Glacier.Vision.Outlines.Methods;

namespace Glacier.Vision.Tests.Outlines;

public sealed class EvaluationTests
{
    private static readonly Grid s_grid = new(40, 30, new GeoTransform(0, 300, 10, 10), ReferenceSystem.Unknown);

    [Fact]
    public void A_shifted_square_has_the_overlap_area_and_distance_that_geometry_says()
    {
        var labels = Square(10);
        var ice = Array.ConvertAll(Square(12), label => label == 1);
        var score = OutlineScore.Of("t", ice, labels, s_grid);

        // 10 × 10 squares 2 columns apart
        Assert.Equal(80.0 / 120, score.Iou, 1e-12);
        Assert.Equal(0, score.AreaDeviation, 1e-12);
        Assert.Equal(20, score.Distances.Max(), 1e-4f);
        Assert.Contains(0f, score.Distances);
    }

    [Fact]
    public void Unscored_pixels_change_nothing()
    {
        var labels = Square(10);
        var score = OutlineScore.Of("t", Array.ConvertAll(labels, label => label == 1), labels, s_grid);
        for (var i = 0; i < labels.Length; i += 3)
        {
            labels[i] = OutlineTile.Ignore;
        }

        var less = OutlineScore.Of("t", Array.ConvertAll(Square(10), label => label == 1), labels, s_grid);
        Assert.Equal((1.0, 1.0), (score.Iou, less.Iou));
        Assert.True(less.TruePositive < score.TruePositive);
    }

    [Fact]
    public void Parts_of_the_split_share_no_ground_and_no_glacier()
    {
        var tiles = OutlineTile.List(RealData.Path("outlines-s2"));
        Assert.Equal(207, tiles.Count);
        foreach (var group in tiles.Where(tile => tile.Part != OutlinePart.None).GroupBy(tile => tile.Glacier))
        {
            Assert.Single(group.Select(tile => tile.Part).Distinct());
        }

        foreach (var (a, b) in tiles.SelectMany(a => tiles.Select(b => (a, b))).Where(pair => pair.a.Part < pair.b.Part && pair.b.Part != OutlinePart.None))
        {
            var (first, second) = (a.Grid, b.Grid);
            var apart = first.Transform.ToMap(first.Width, 0).X <= second.Transform.West || second.Transform.ToMap(second.Width, 0).X <= first.Transform.West;
            Assert.True(apart, $"{a.Name} {a.Part} overlaps {b.Name} {b.Part}");
        }

        Assert.True(tiles.Count(tile => tile.Part == OutlinePart.Train) > 100);
        Assert.True(tiles.Count(tile => tile.Part == OutlinePart.Test) > 50);
        Assert.True(tiles.Count(tile => tile.Part == OutlinePart.Validation) > 30);
    }

    [Fact]
    public void The_band_ratio_finds_most_of_the_ice_of_swiss_tiles_with_much_of_it()
    {
        var tiles = OutlineTile.List(RealData.Path("outlines-s2")).Where(tile => tile.Part == OutlinePart.Test).ToList();
        var icy = tiles.Where(tile => tile.ReadLabels().Count(label => label == 1) > 0.4 * tile.Grid.Width * tile.Grid.Height).Take(5).ToList();
        var measured = OutlineEvaluation.Of(icy, BandRatio.Method());
        Assert.Empty(measured.Left);
        Assert.InRange(measured.PooledIou, 0.7, 1);
        Assert.InRange(measured.Distance(0.5), 0, 60);
    }

    private static byte[] Square(int left) => [.. Enumerable.Range(0, 40 * 30).Select(i => i % 40 >= left && i % 40 < left + 10 && i / 40 is >= 10 and < 20 ? (byte)1 : (byte)0)];
}
