using Glacier.Pipeline.Steps.Panorama;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Steps;

public class PanoramaTileTests
{
    private static readonly Grid s_dem = new(100, 80, new GeoTransform(500_000, 5_100_000, 30, 30), ReferenceSystem.FromEpsg(32632));

    [Fact]
    public void The_largest_square_lies_about_the_middle_of_the_ice()
    {
        // a wide scene over the whole DEM, 3000 m by 2400 m; the ice in its east
        var scene = new Grid(400, 300, new GeoTransform(499_500, 5_100_300, 10, 10), s_dem.Crs);
        var ice = new bool[100 * 80];
        ice[(40 * 100) + 90] = ice[(41 * 100) + 91] = true;
        var tile = PanoramaTileStep.Square(scene, s_dem, ice)!;
        Assert.Equal((240, 240, 10.0), (tile.Width, tile.Height, tile.Transform.PixelWidth));

        // as far east as the DEM goes
        Assert.Equal(503_000, tile.Transform.West + 2400, 1e-6);
        Assert.Equal(5_100_000, tile.Transform.North, 1e-6);

        // without ice the DEM's middle
        Assert.Equal(500_300, PanoramaTileStep.Square(scene, s_dem, new bool[100 * 80])!.Transform.West, 1e-6);
    }

    [Fact]
    public void A_scene_of_another_zone_is_squared_on_the_map_of_the_DEM()
    {
        var zone = ReferenceSystem.FromEpsg(32633);
        var (x, y) = s_dem.Crs.Convert(zone, 501_500, 5_098_800);
        var tile = PanoramaTileStep.Square(new Grid(200, 200, new GeoTransform(x - 1000, y + 1000, 10, 10), zone), s_dem, new bool[100 * 80])!;
        Assert.Equal(s_dem.Crs, tile.Crs);

        // turned by the angle of the two norths: its largest upright square is smaller
        Assert.InRange(tile.Width, 170, 199);
        Assert.Equal(501_500, tile.Transform.West + (tile.Width * 5), 60.0);
    }

    [Fact]
    public void Beside_the_DEM_there_is_no_square_and_a_large_one_is_coarsened()
    {
        Assert.Null(PanoramaTileStep.Square(new Grid(100, 100, new GeoTransform(503_100, 5_100_000, 10, 10), s_dem.Crs), s_dem, new bool[100 * 80]));
        var fine = PanoramaTileStep.Square(new Grid(30_000, 24_000, new GeoTransform(500_000, 5_100_000, 0.1, 0.1), s_dem.Crs), s_dem, new bool[100 * 80])!;
        Assert.Equal(2048, fine.Width);
        Assert.Equal(2400, fine.Width * fine.Transform.PixelWidth, 1e-6);
    }
}
