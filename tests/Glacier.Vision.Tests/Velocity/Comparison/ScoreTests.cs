using Glacier.Terrain.Change;
using Glacier.Vision.Velocity.Comparison;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Scenes;
using Glacier.Vision.Velocity.Simulation;

namespace Glacier.Vision.Tests.Velocity.Comparison;

public class ScoreTests
{
    private const int Size = 80;

    [Fact]
    public void The_truth_scores_nothing_and_an_offset_everywhere_is_corrected_away()
    {
        var pair = Pair();
        var exact = SimulatedScore.Of(pair.Truth, pair);
        Assert.Equal(0, exact.RmseOnIce, 1e-5);
        Assert.Equal(0, exact.ShiftLeft, 1e-5);
        Assert.Equal(1, exact.Coverage);
        var moved = SimulatedScore.Of(pair.Truth with { X = Array.ConvertAll(pair.Truth.X, x => x + 0.25f) }, pair);
        Assert.Equal(0, moved.RmseOnIce, 1e-5);
        Assert.Equal(0.25, moved.ShiftLeft, 1e-5);
    }

    [Fact]
    public void An_error_on_ice_alone_is_the_rmse_and_gaps_lower_the_coverage()
    {
        var pair = Pair();
        var x = pair.Truth.X.Select((value, i) => !pair.Ice[i] ? value : i % 4 == 0 ? float.NaN : value + (i % 4 == 1 ? 0.3f : 0)).ToArray();
        var score = SimulatedScore.Of(pair.Truth with { X = x }, pair);
        Assert.Equal(Math.Sqrt(0.09 / 3), score.RmseOnIce, 1e-4);
        Assert.Equal(0.75, score.Coverage, 0.02);
        Assert.Equal(0, score.RmseOffIce, 1e-5);
    }

    [Fact]
    public void A_steady_stream_of_real_scenes_scores_its_speed_and_direction()
    {
        var band = Texture.Raster([.. Enumerable.Range(0, Size * Size).Select(i => Texture.At(i % Size, i / Size))], Size);
        var scenes = new ScenePair(new("a", band, new(2020, 2, 1), true, ""), new("b", band, new(2020, 2, 11), true, ""), []);
        var ice = Ice();

        // 3 pixels of 10 m in 10 days on ice, everything 0.5 pixels off downwards
        var field = new FlowField(Size, Size, Array.ConvertAll(ice, isIce => isIce ? 3f : 0), Enumerable.Repeat(0.5f, Size * Size).ToArray());
        var score = SceneScore.Of(field, scenes, ice, (2, 0));
        Assert.Equal(3, score.MetresPerDayCorrected, 1e-4);
        Assert.Equal(Math.Sqrt(9.25), score.MetresPerDay, 1e-4);
        Assert.Equal((0, 0, 1, 1), (score.NmadX, score.NmadY, score.DownGlacier, score.Coverage));
        Assert.Equal(0, SceneScore.Of(field, scenes, ice, (-1, 0)).DownGlacier);
    }

    [Fact]
    public void The_tables_have_a_row_per_method()
    {
        var lines = FlowComparison.Tables([new("hs", [new(0.25, 0.1, 0.3, 0.03, 0.17, 1, 2)], []), new("raft", [new(0.125, 0.1, 0.3, 0.03, 0.17, 1, 2)], [])]);
        Assert.Contains("| raft | 0.125 | 0.100 | 0.300 | 0.030 | 0.170 | 100 % | 2.00 |", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Perito Moreno", StringComparison.Ordinal));
    }

    private static bool[] Ice() => [.. Enumerable.Range(0, Size * Size).Select(i => i / Size is > 25 and < 55)];

    private static SimulatedImagePair Pair()
    {
        var ice = Ice();
        var truth = new FlowField(Size, Size, Array.ConvertAll(ice, isIce => isIce ? 2.37f : 0.37f), Enumerable.Repeat(-0.22f, Size * Size).ToArray());
        var raster = Texture.Raster(new float[Size * Size], Size);
        Assert.True(MaskGeometry.Dilate(ice, Size, Size, 6).Count(near => !near) > 200);
        return new SimulatedImagePair(raster, raster, truth, ice, raster, new SimulatedImageOptions(ShiftX: 0.37, ShiftY: -0.22));
    }
}
