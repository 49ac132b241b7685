using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Tests.Velocity;

/// <summary>A texture known between pixels: a sum of waves of 5 to 40 pixels, so that any motion of it can be drawn exactly.</summary>
internal static class Texture
{
    private static readonly (double Kx, double Ky, double Phase, double Weight)[] s_waves = Waves();

    public static float At(double x, double y)
    {
        double sum = 0;
        foreach (var (kx, ky, phase, weight) in s_waves)
        {
            sum += weight * Math.Sin((kx * x) + (ky * y) + phase);
        }

        return (float)(1000 + (100 * sum));
    }

    /// <summary>The texture, and the texture after what stood at a pixel has gone where <paramref name="from"/> brought it from.</summary>
    public static ImagePair Moved(int width, int height, Func<double, double, (double X, double Y)> from, double noise = 0)
    {
        var random = new Random(5);
        var (first, second) = (new float[width * height], new float[width * height]);
        for (var i = 0; i < first.Length; i++)
        {
            var (column, row) = (i % width, i / width);
            first[i] = At(column, row) + (float)(noise * Normal());
            var (x, y) = from(column, row);
            second[i] = At(x, y) + (float)(noise * Normal());
        }

        return ImagePair.Of(first, second, width, height);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    public static ImagePair Shifted(int width, int height, double dx, double dy, double noise = 0) => Moved(width, height, (x, y) => (x - dx, y - dy), noise);

    /// <summary>Root mean square distance from a known displacement, a frame left out.</summary>
    public static double Rmse(FlowField field, Func<int, int, (double X, double Y)> truth, int frame = 12)
    {
        double sum = 0;
        var count = 0;
        for (var row = frame; row < field.Height - frame; row++)
        {
            for (var column = frame; column < field.Width - frame; column++)
            {
                var i = (row * field.Width) + column;
                var (x, y) = truth(column, row);
                if (float.IsFinite(field.X[i]))
                {
                    sum += Math.Pow(field.X[i] - x, 2) + Math.Pow(field.Y[i] - y, 2);
                    count++;
                }
            }
        }

        Assert.True(count > 0.5 * (field.Width - (2 * frame)) * (field.Height - (2 * frame)), $"{count} vectors");
        return Math.Sqrt(sum / count);
    }

    public static Raster Raster(float[] values, int width, double pixel = 10, int epsg = 32632) =>
        new(width, values.Length / width, new GeoTransform(600_000, 5_200_000, pixel, pixel), ReferenceSystem.FromEpsg(epsg), values);

    private static (double, double, double, double)[] Waves()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 60).Select(k =>
        {
            var (length, angle) = (5 * Math.Pow(8, random.NextDouble()), Math.PI * random.NextDouble());
            return (2 * Math.PI / length * Math.Cos(angle), 2 * Math.PI / length * Math.Sin(angle), 2 * Math.PI * random.NextDouble(), Math.Sqrt(2.0 / 60));
        })];
    }
}
