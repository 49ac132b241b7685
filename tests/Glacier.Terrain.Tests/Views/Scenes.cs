using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

internal static class Scenes
{
    /// <summary>A DEM of 10 m pixels whose pixel centres lie at x, y = 0, 10, 20 … (rows run south from the largest y).</summary>
    public static Raster Dem(int width, int height, Func<double, double, double> elevation, double pixel = 10)
    {
        var dem = new Raster(width, height, new GeoTransform(-pixel / 2, (height - 0.5) * pixel, pixel, pixel), ReferenceSystem.Unknown);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                dem[column, row] = (float)elevation(column * pixel, (height - 1 - row) * pixel);
            }
        }

        return dem;
    }

    public static Raster Rough(int seed = 3) => Dem(80, 80, (x, y) =>
        (60 * Math.Sin((x / 90) + seed)) + (45 * Math.Cos(y / 70)) + (25 * Math.Sin((x + (2 * y)) / 40)) + (8 * Math.Sin(x * 1.7) * Math.Cos(y * 2.3)));

    public static Camera Over(Raster dem, double? refraction = Camera.StandardRefraction, int width = 96, int height = 72) =>
        new(400, 60, dem.Sample(400, 60) + 60, 380, 500, 20, 60, width, height, refraction);
}
