using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

public sealed class ViewChooserTests
{
    // a valley that runs south, ice in its upper part, thicker and longer in the first year
    private static (Raster[] Dems, bool[][] Ice) Valley()
    {
        static double Ground(double x, double y) => (0.15 * y) + (0.0006 * Math.Pow(x - 2500, 2)) - (0.0006 * 0.3 * Math.Pow(x - 2500, 2));
        var ice = new bool[2][];
        var dems = new Raster[2];
        for (var year = 0; year < 2; year++)
        {
            var end = year == 0 ? 3000 : 4200;
            var thick = year == 0 ? 120 : 50;
            dems[year] = Scenes.Dem(100, 160, (x, y) => Ground(x, y) + (y > end && Math.Abs(x - 2500) < 500 ? thick : 0), 50);
            ice[year] = new bool[100 * 160];
            for (var i = 0; i < ice[year].Length; i++)
            {
                ice[year][i] = (159 - (i / 100)) * 50 > end && Math.Abs((i % 100 * 50) - 2500) < 500;
            }
        }

        return (dems, ice);
    }

    [Fact]
    public void The_eye_stands_below_the_terminus_above_ground_and_sees_the_ice_of_all_years()
    {
        var (dems, ice) = Valley();
        var camera = ViewChooser.Choose(dems, ice, 160, 120);
        Assert.True(camera.EyeY < 4500, $"eye at y {camera.EyeY}");
        for (var year = 0; year < 2; year++)
        {
            Assert.True(camera.EyeZ > dems[year].Sample(camera.EyeX, camera.EyeY) + 30);
            var view = ViewRenderer.Render(dems[year], camera, ice[year]);
            Assert.True(view.Ice.Count(v => v) > 0.02 * view.Ice.Length, $"year {year}: {view.Ice.Count(v => v)} pixels of ice");
            Assert.InRange(view.Depth.Count(float.IsNaN) / (double)view.Depth.Length, 0.08, 0.5);
        }

        Assert.Equal(camera, ViewChooser.Choose(dems, ice, 160, 120));
    }

    [Fact]
    public void Without_ice_the_relief_is_shown()
    {
        var dem = Scenes.Rough();
        var camera = ViewChooser.Choose([dem], [], 80, 60);
        Assert.True(ViewRenderer.Render(dem, camera).Depth.Count(float.IsFinite) > 1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    public void Tiny_flat_rasters_still_get_a_camera(int size)
    {
        var dem = Scenes.Dem(size, size, (_, _) => 7);
        var camera = ViewChooser.Choose([dem], [new bool[size * size]], 40, 30);
        Assert.Equal(40 * 30, ViewRenderer.Render(dem, camera).Depth.Length);
    }

    [Fact]
    public void Different_grids_are_refused()
    {
        var dem = Scenes.Rough();
        Assert.Throws<ArgumentException>(() => ViewChooser.Choose([], [], 40, 30));
        Assert.Throws<ArgumentException>(() => ViewChooser.Choose([dem, Scenes.Dem(3, 3, (_, _) => 0)], [], 40, 30));
        Assert.Throws<ArgumentException>(() => ViewChooser.Choose([dem], [new bool[5]], 40, 30));
        Assert.Throws<ArgumentException>(() => ViewChooser.Choose([Scenes.Dem(4, 4, (_, _) => double.NaN)], [], 40, 30));
    }
}
