using Glacier.Terrain.Rasters;
using Glacier.Vision.Scenery3d;

namespace Glacier.Vision.Tests.Scenery3d;

public sealed class TerrainWorldTests
{
    private const int Size = 32;

    private static readonly WorldLight s_fromEast = new(90, 45, 2000);

    [Fact]
    public void A_slope_to_the_east_is_told_as_one_and_lit_from_there()
    {
        var world = new TerrainWorld(Slope(-0.5f), null, s_fromEast);
        var (maps, middle) = (world.LayoutMaps(Size), (Size / 2 * Size) + (Size / 2));
        Assert.Equal(1, Map(maps, "known", middle), 6);
        Assert.Equal(0.5 / Math.Sqrt(1.25), Map(maps, "east", middle), 1e-3);
        Assert.Equal(0, Map(maps, "north", middle), 1e-3);
        Assert.Equal(1 / Math.Sqrt(1.25), Map(maps, "up", middle), 1e-3);
        Assert.Equal(1.5 / Math.Sqrt(1.25), Map(maps, "light", middle), 1e-2);
        Assert.Equal(0, Map(maps, "concavity", middle), 1e-3);
        var away = new TerrainWorld(Slope(1.5f), null, s_fromEast).LayoutMaps(Size);
        Assert.Equal(0, Map(away, "light", middle));
    }

    [Fact]
    public void A_mountain_throws_a_shadow_and_a_hollow_is_concave()
    {
        var dem = Slope(0);
        for (var row = 0; row < dem.Height; row++)
        {
            dem[44, row] = 3000;
            dem[20, row] = 1900;
        }

        var maps = new TerrainWorld(dem, null, s_fromEast).LayoutMaps(dem.Width);
        Assert.Equal(0, Map(maps, "light", (32 * 64) + 41));
        Assert.Equal(1, Map(maps, "light", (32 * 64) + 50), 0.05);
        Assert.True(Map(maps, "concavity", (32 * 64) + 20) > 0.2);
        Assert.True(Map(maps, "concavity", (32 * 64) + 44) < -0.5);
    }

    [Fact]
    public void Beyond_the_DEM_and_in_voids_nothing_is_known()
    {
        var wide = new Raster(64, 32, new GeoTransform(600_000, 5_200_000, 100, 100), ReferenceSystem.FromEpsg(32632), Enumerable.Repeat(2500f, 64 * 32).ToArray());
        for (var i = 0; i < 8; i++)
        {
            wide.Row(i)[..8].Fill(float.NaN);
        }

        var world = new TerrainWorld(wide, null, s_fromEast);
        var maps = world.LayoutMaps(Size);
        Assert.Equal(6400, world.Side);
        Assert.Equal(0, Map(maps, "known", 2 * Size + 16));
        Assert.Equal(0, Map(maps, "known", (9 * Size) + 1));
        Assert.Equal(1, Map(maps, "known", (16 * Size) + 16), 6);
        Assert.Equal(0.5, Map(maps, "elevation", (16 * Size) + 16), 1e-3);
        Assert.All(maps, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Ice_is_told_where_the_mask_has_it()
    {
        var dem = Slope(0);
        var ice = Enumerable.Range(0, 64 * 64).Select(i => i % 64 < 32).ToArray();
        var maps = new TerrainWorld(dem, ice, s_fromEast).LayoutMaps(Size);
        Assert.Equal((1, 0), (Map(maps, "ice", (10 * Size) + 4), Map(maps, "ice", (10 * Size) + 28)));
        Assert.Throws<ArgumentException>(() => new TerrainWorld(dem, new bool[3], s_fromEast));
    }

    [Fact]
    public void The_plane_has_as_many_cells_as_a_world_of_its_extent_needs()
    {
        Assert.Equal(64, GroundPlane.CellsOf(new TerrainWorld(Slope(0), null, s_fromEast), 100));
        Assert.Equal(32, GroundPlane.CellsOf(new TerrainWorld(Slope(0), null, s_fromEast), 1000));
        Assert.Equal(512, GroundPlane.CellsOf(new TerrainWorld(Slope(0), null, s_fromEast), 1));
    }

    private static double Map(float[] maps, string name, int cell)
    {
        var area = maps.Length / TerrainWorld.LayoutNames.Count;
        return maps[(TerrainWorld.LayoutNames.ToList().IndexOf(name) * area) + cell];
    }

    private static Raster Slope(float perMetreEast)
    {
        var dem = new Raster(64, 64, new GeoTransform(600_000, 5_200_000, 100, 100), ReferenceSystem.FromEpsg(32632));
        for (var i = 0; i < dem.Values.Length; i++)
        {
            dem.Values[i] = 2500 + (perMetreEast * 100 * (i % 64));
        }

        return dem;
    }
}
