using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines;
using Glacier.Vision.Outlines.Calibration;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;

namespace Glacier.Vision.Tests.Outlines;

public sealed class WindowTests
{
    [Theory]
    [InlineData(100, 32, 16)]
    [InlineData(97, 32, 16)]
    [InlineData(33, 32, 32)]
    [InlineData(32, 32, 16)]
    [InlineData(7, 32, 16)]
    [InlineData(10_980, 192, 96)]
    public void Windows_cover_every_pixel_and_none_reaches_beyond_the_end(int length, int side, int stride)
    {
        var starts = WindowPlan.Starts(length, side, stride);
        var covered = new bool[length];
        foreach (var start in starts)
        {
            Assert.True(start >= 0 && (start + side <= length || length < side));
            covered.AsSpan(start, Math.Min(side, length - start)).Fill(true);
        }

        Assert.DoesNotContain(false, covered);
        Assert.Equal(starts.Order().Distinct(), starts);
    }

    [Fact]
    public void A_mirrored_axis_repeats_without_its_ends_twice() =>
        Assert.Equal([2, 1, 0, 1, 2, 3, 2, 1, 0, 1], Enumerable.Range(-2, 10).Select(at => WindowPlan.Mirror(at, 4)));

    [Theory]
    [InlineData(100, 77)]
    [InlineData(33, 130)]
    [InlineData(20, 9)]
    public void Blended_windows_give_back_a_pixelwise_method_exactly_at_every_pixel_also_of_ragged_edges(int width, int height)
    {
        var values = Ramp(width * height);
        var probability = WindowedProbability.Of(Source(width, height, values), Copying(32));
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], probability[i], 1e-5f);
        }
    }

    [Fact]
    public void Overlap_averages_what_windows_disagree_on_by_weights_that_sum_to_one()
    {
        // every window answers with a constant of its own: the blend stays between the extremes and is continuous across seams
        var call = 0;
        var method = new OutlineMethod("constant", "1", 16, ["B2"], windows => [.. Enumerable.Repeat(0.2f + (0.2f * (call++ % 3)), windows.Count * 256)], IsotonicMap.Identity);
        var blended = WindowedProbability.Of(Source(64, 16, Ramp(64 * 16)), method, new WindowOptions(0.5, 1));
        Assert.All(blended, p => Assert.InRange(p, 0.2f - 1e-5f, 0.6f + 1e-5f));
        for (var column = 1; column < 64; column++)
        {
            Assert.True(Math.Abs(blended[column] - blended[column - 1]) < 0.26f);
        }
    }

    [Theory]
    [InlineData(90, 300, 4)]
    [InlineData(40, 131, 3)]
    [InlineData(40, 33, 5)]
    public void Strips_of_a_scene_are_the_whole_to_the_last_bit_and_leave_no_row_out(int width, int height, int count)
    {
        // windows that disagree, so that a window forgotten at a seam would show
        static float[] Disagreeing(OutlineWindows windows) => [.. windows.Values.Select((value, i) => (value * 0.5f) + (0.4f * windows.Values[i / 1024 * 1024]))];
        var method = new OutlineMethod("disagreeing", "1", 32, ["B2"], Disagreeing, IsotonicMap.Identity);
        var source = Source(width, height, Ramp(width * height));
        var strips = Enumerable.Range(0, count).Select(number => SceneStrip.Of(source.Grid, method, number, count)).ToList();
        Assert.Equal(0, strips[0].First);
        Assert.Equal(height, strips[^1].End);
        Assert.All(strips.Zip(strips.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.First));
        var apart = strips.Where(strip => strip.Rows > 0).SelectMany(strip => WindowedProbability.Of(source, method, strip)).ToArray();
        Assert.Equal(WindowedProbability.Of(source, method), apart);
    }

    [Fact]
    public void A_strip_begins_where_windows_begin() =>
        Assert.Throws<ArgumentException>(() => WindowedProbability.Of(Source(40, 100, Ramp(4000)), Copying(32), new SceneStrip(5, 100)));

    [Fact]
    public void What_a_scene_does_not_know_stays_unknown_and_nothing_else_does()
    {
        var values = Ramp(50 * 50);
        values[1234] = float.NaN;
        var probability = WindowedProbability.Of(Source(50, 50, values), Copying(32));
        Assert.Equal([1234], Enumerable.Range(0, probability.Length).Where(i => float.IsNaN(probability[i])));
    }

    [Fact]
    public void Turned_windows_leave_a_pixelwise_network_as_it_is()
    {
        static float[] Logits(Vision.Outlines.OutlineWindows windows)
        {
            var plane = windows.Side * windows.Side;
            var logits = new float[2 * windows.Count * plane];
            for (var i = 0; i < windows.Values.Length; i++)
            {
                logits[(2 * (i / plane) * plane) + plane + (i % plane)] = windows.Values[i];
            }

            return logits;
        }

        var source = Source(40, 25, Ramp(1000));
        var plain = WindowedProbability.Of(source, NetworkMethod.Of("n", "1", Logits, 16, ["B2"]));
        var turned = WindowedProbability.Of(source, NetworkMethod.Of("n", "1", Logits, 16, ["B2"], turned: true));
        for (var i = 0; i < plain.Length; i++)
        {
            // 1 / (1 + e^−x) of the normalised reflectance
            var x = (2 * Math.Log(1 + (10 * (i / 1000.0))) / Math.Log(11)) - 1;
            Assert.Equal(1 / (1 + Math.Exp(-x)), plain[i], 1e-4);
            Assert.Equal(plain[i], turned[i], 1e-5f);
        }
    }

    private static OutlineMethod Copying(int side) => new("copy", "1", side, ["B2"], windows => windows.Values, IsotonicMap.Identity);

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i / count)];

    private static ChannelArrays Source(int width, int height, float[] values) =>
        new(new Grid(width, height, new GeoTransform(0, 0, 10, 10), ReferenceSystem.Unknown), new Dictionary<string, float[]> { ["B2"] = values });
}
