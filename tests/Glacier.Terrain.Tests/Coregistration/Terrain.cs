using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Coregistration;

/// <summary>Terrain and noise made for tests, deterministic by seed.</summary>
internal static class Terrain
{
    public static Raster Of(int width, int height, double cell, Func<double, double, double> elevation)
    {
        var raster = new Raster(width, height, new GeoTransform(0, height * cell, cell, cell), ReferenceSystem.Unknown);
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (x, y) = raster.Transform.ToMap(column + 0.5, row + 0.5);
                raster[column, row] = (float)elevation(x, y);
            }
        }

        return raster;
    }

    /// <summary>Mountains of waves down to about six pixels, continuous so that a shift is exact.</summary>
    public static Func<double, double, double> Mountains(int seed, double cell)
    {
        var random = new Random(seed);
        var waves = Enumerable.Range(0, 60).Select(k =>
        {
            var length = cell * 6 * Math.Pow(20, random.NextDouble());
            var direction = random.NextDouble() * 2 * Math.PI;
            return (X: 2 * Math.PI * Math.Cos(direction) / length, Y: 2 * Math.PI * Math.Sin(direction) / length,
                Phase: random.NextDouble() * 2 * Math.PI, Height: 0.02 * length);
        }).ToArray();
        return (x, y) => 2000 + waves.Sum(w => w.Height * Math.Sin((w.X * x) + (w.Y * y) + w.Phase));
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static Raster WithNoise(Raster raster, double sigma, int seed)
    {
        var random = new Random(seed);
        return raster.With(Array.ConvertAll(raster.Values, v => (float)(v + (sigma * Normal(random)))));
    }

    public static bool[] All(Raster raster)
    {
        var mask = new bool[raster.Values.Length];
        Array.Fill(mask, true);
        return mask;
    }
}
