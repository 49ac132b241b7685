using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

public sealed class IceCoverTests
{
    [Fact]
    public void All_ice_is_1_and_none_is_0_on_the_ground_and_0_in_the_sky()
    {
        var (dem, view) = Flat();
        Assert.All(IceCover.Of(view, dem.Grid, new bool[dem.Values.Length]), value => Assert.Equal(0, value));
        var whole = IceCover.Of(view, dem.Grid, [.. Enumerable.Repeat(true, dem.Values.Length)]);
        Assert.All(Enumerable.Range(0, whole.Length), i => Assert.Equal(float.IsNaN(view.Depth[i]) ? 0 : 1, whole[i], 1e-5));
    }

    [Fact]
    public void A_straight_outline_is_where_the_cover_is_a_half()
    {
        var (dem, view) = Flat();
        var border = 20 * 10.0;
        var cover = IceCover.Of(view, dem.Grid, [.. Enumerable.Range(0, dem.Values.Length).Select(i => i % dem.Width < 20)]);
        for (var i = 0; i < cover.Length; i++)
        {
            if (!float.IsNaN(view.Depth[i]))
            {
                var east = view.Camera.EyeX + view.Position[3 * i];
                Assert.True(Math.Abs(east - border) < 0.5 || (east < border) == (cover[i] > 0.5), $"{east} m: {cover[i]}");
            }
        }
    }

    [Fact]
    public void The_staircase_of_an_oblique_mask_is_gone()
    {
        // along the line that the steps follow, the cover stays near a half instead of jumping from 0 to 1
        var (dem, view) = Flat();
        var cover = IceCover.Of(view, dem.Grid, [.. Enumerable.Range(0, dem.Values.Length).Select(i => (i % dem.Width) + (i / dem.Width) < 40)]);
        var onLine = Enumerable.Range(0, cover.Length).Where(i => !float.IsNaN(view.Depth[i])).Where(i =>
        {
            var (column, row) = dem.Transform.ToPixel(view.Camera.EyeX + view.Position[3 * i], view.Camera.EyeY + view.Position[(3 * i) + 1]);
            return Math.Abs(column + row - 40.5) < 0.1;
        }).ToArray();
        Assert.True(onLine.Length > 20, $"{onLine.Length} pixels on the line");
        Assert.All(onLine, i => Assert.InRange(cover[i], 0.3f, 0.7f));
    }

    private static (Raster Dem, View View) Flat()
    {
        const int side = 40;
        var dem = new Raster(side, side, new GeoTransform(0, side * 10, 10, 10), ReferenceSystem.Unknown, new float[side * side]);
        return (dem, ViewRenderer.Render(dem, new Camera(200, 20, 60, 200, 250, 0, 70, 120, 90), null, new ViewOptions(1)));
    }
}
