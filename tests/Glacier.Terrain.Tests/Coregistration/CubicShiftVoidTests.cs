using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Coregistration;

public class CubicShiftVoidTests
{
    [Fact]
    public void A_plane_with_void_rows_columns_and_holes_stays_that_plane_wherever_it_is_known()
    {
        var dem = new Raster(80, 60, new GeoTransform(0, 600, 10, 10), ReferenceSystem.Unknown);
        float Plane(double x, double y) => (float)(3000 + (0.4 * x) - (0.7 * y));
        for (var row = 0; row < dem.Height; row++)
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var (x, y) = dem.Transform.ToMap(column + 0.5, row + 0.5);
                var hole = (row - 30) * (row - 30) + ((column - 40) * (column - 40)) < 60;
                dem[column, row] = row < 2 || row == 59 || column < 1 || hole ? float.NaN : Plane(x, y);
            }
        }

        var moved = CubicShift.Move(dem, 3.7, -6.1);
        var known = 0;
        for (var row = 0; row < dem.Height; row++)
        {
            for (var column = 0; column < dem.Width; column++)
            {
                if (float.IsFinite(moved[column, row]))
                {
                    var (x, y) = dem.Transform.ToMap(column + 0.5, row + 0.5);
                    known++;

                    // filled voids bend the spline by little, and only near them
                    Assert.Equal(Plane(x - 3.7, y + 6.1), moved[column, row], 0.5f);
                }
            }
        }

        Assert.True(known > 4000);
    }
}
