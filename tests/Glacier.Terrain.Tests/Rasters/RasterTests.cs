using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Rasters;

public class RasterTests
{
    private static readonly Raster Plane = PlaneRaster();

    [Fact]
    public void Sample_of_a_plane_is_the_plane()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var x = 1005 + (random.NextDouble() * 390);
            var y = 1995 - (random.NextDouble() * 190);
            Assert.Equal((0.3 * x) - (0.2 * y), Plane.Sample(x, y), 1e-3);
        }
    }

    [Fact]
    public void Sample_is_nan_outside_the_outermost_pixel_centres()
    {
        Assert.True(float.IsNaN(Plane.Sample(1004.9, 1900)));
        Assert.False(float.IsNaN(Plane.Sample(1005, 1995)));
        Assert.True(float.IsNaN(Plane.Sample(1200, 1804.9)));
    }

    [Fact]
    public void A_void_spreads_to_the_cells_it_touches_and_no_further()
    {
        var raster = PlaneRaster();
        raster[10, 10] = float.NaN;
        Assert.True(float.IsNaN(raster.Sample(1109, 1899)));
        Assert.False(float.IsNaN(raster.Sample(1115, 1895)));
        Assert.False(float.IsNaN(raster.Sample(1115, 1890)));
    }

    private static Raster PlaneRaster()
    {
        var raster = new Raster(40, 20, new GeoTransform(1000, 2000, 10, 10), ReferenceSystem.Unknown);
        for (var r = 0; r < raster.Height; r++)
        {
            for (var c = 0; c < raster.Width; c++)
            {
                var (x, y) = raster.Transform.ToMap(c + 0.5, r + 0.5);
                raster[c, r] = (float)((0.3 * x) - (0.2 * y));
            }
        }

        return raster;
    }
}
