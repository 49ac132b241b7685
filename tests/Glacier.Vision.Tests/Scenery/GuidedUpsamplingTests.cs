using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Vision.Tests.Scenery;

public sealed class GuidedUpsamplingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void One_colour_stays_that_colour(int reduction)
    {
        var view = Scene(37, 22, 9);
        var small = new float[3 * Reduction.Size(37, reduction) * Reduction.Size(22, reduction)];
        Array.Fill(small, 77f);
        Assert.All(GuidedUpsampling.Apply(small, reduction, view), value => Assert.Equal(77f, value, 1e-3f));
    }

    [Fact]
    public void The_skyline_is_as_sharp_as_the_view_knows_it()
    {
        // the border of sky and ground lies inside a row of small pixels: plain enlargement would smear it over eight rows
        const int skyline = 10;
        var view = Scene(32, 32, skyline);
        var small = Paint(8, 8, (_, row) => row < 2 ? 200 : row == 2 ? 150 : 50, 3);
        var picture = GuidedUpsampling.Apply(small, 4, view);
        for (var y = 0; y < 32; y++)
        {
            Assert.Equal(y < skyline, picture[3 * ((y * 32) + 16)] >= 150);
        }
    }

    [Fact]
    public void A_near_ridge_takes_no_colour_from_the_far_slope()
    {
        var depth = new float[24 * 24];
        for (var i = 0; i < depth.Length; i++)
        {
            depth[i] = i % 24 < 11 ? 500 : 5000;
        }

        var view = ViewOf(24, 24, depth);
        var small = Paint(6, 6, (column, _) => column < 3 ? 20 : 220, 3);
        var picture = GuidedUpsampling.Apply(small, 4, view);
        Assert.All(Enumerable.Range(0, 24), x => Assert.Equal(x < 11 ? 20 : 220, picture[3 * ((12 * 24) + x)], 12f));
    }

    [Fact]
    public void A_pixel_half_covered_is_half_sky_half_ground()
    {
        var view = Scene(16, 16, 8);
        view.Coverage.AsSpan(8 * 16, 16).Fill(0.25f);
        var picture = GuidedUpsampling.Apply(Paint(8, 8, (_, row) => row < 4 ? 200 : 40, 3), 2, view);
        Assert.Equal((0.25f * 40) + (0.75f * 200), picture[3 * ((8 * 16) + 5)], 1f);
    }

    private static float[] Paint(int width, int height, Func<int, int, float> value, int channels) =>
        [.. Enumerable.Range(0, width * height * channels).Select(i => value(i / channels % width, i / channels / width))];

    private static View Scene(int width, int height, int skyline) =>
        ViewOf(width, height, [.. Enumerable.Range(0, width * height).Select(i => i / width < skyline ? float.NaN : 1000f)]);

    private static View ViewOf(int width, int height, float[] depth) => new(
        new Camera(0, 0, 0, 0, 1, 0, 50, width, height), depth, new float[3 * depth.Length], new float[3 * depth.Length], new bool[depth.Length],
        new float[width], Array.ConvertAll(depth, metres => float.IsNaN(metres) ? 0f : 1f));
}
