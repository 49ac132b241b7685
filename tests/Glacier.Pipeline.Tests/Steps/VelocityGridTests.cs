using Glacier.Pipeline.Steps.Velocity;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Steps;

public class VelocityGridTests
{
    // a whole tile of Sentinel-2
    private static readonly Grid s_tile = new(10980, 10980, new GeoTransform(600_000, 5_200_020, 10, 10), ReferenceSystem.Unknown);

    [Fact]
    public void A_scene_of_ordinary_size_keeps_its_grid()
    {
        var grid = s_tile with { Width = 1731, Height = 1231 };
        Assert.Same(grid, VelocityGrid.Choose(grid, VelocityGrid.Coarse(grid), null));
    }

    [Fact]
    public void A_whole_tile_is_cut_to_the_ice_and_its_surroundings_on_its_own_pixels()
    {
        var coarse = VelocityGrid.Coarse(s_tile);
        Assert.True((long)coarse.Width * coarse.Height <= VelocityGrid.Most);
        var ice = new bool[coarse.Width * coarse.Height];
        for (var row = 1000; row < 1300; row++)
            ice.AsSpan((row * coarse.Width) + 2000, 200).Fill(true);
        var grid = VelocityGrid.Choose(s_tile, coarse, ice);
        Assert.Equal((10, 10), (grid.Transform.PixelWidth, grid.Transform.PixelHeight));
        var (column, row0) = s_tile.Transform.ToPixel(grid.Transform.West, grid.Transform.North);
        Assert.Equal((Math.Round(column), Math.Round(row0)), (column, row0));
        foreach (var (x, y) in new[] { coarse.Transform.ToMap(2000, 1000), coarse.Transform.ToMap(2200, 1300) })
        {
            var (left, top) = grid.Transform.ToPixel(x, y);
            Assert.InRange(left, 290, grid.Width - 290);
            Assert.InRange(top, 290, grid.Height - 290);
        }

        Assert.True((long)grid.Width * grid.Height < 4 << 20);
    }

    [Fact]
    public void Without_ice_a_whole_tile_is_coarsened()
    {
        var grid = VelocityGrid.Choose(s_tile, VelocityGrid.Coarse(s_tile), null);
        Assert.InRange((long)grid.Width * grid.Height, VelocityGrid.Most / 4, VelocityGrid.Most);
        Assert.Equal(30, grid.Transform.PixelWidth);
    }
}
