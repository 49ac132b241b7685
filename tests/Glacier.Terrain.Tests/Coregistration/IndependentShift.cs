using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Tests.Coregistration;

/// <summary>Resamplers that share nothing with the product's spline.</summary>
internal static class IndependentShift
{
    /// <summary>Windowed sinc of 12 × 12 pixels (Lanczos 6), nearly ideal.</summary>
    public static Raster Lanczos(Raster dem, double dx, double dy, double dz) => Move(dem, dx, dy, dz, 6, t =>
        t == 0 ? 1 : Math.Abs(t) >= 6 ? 0 : 6 * Math.Sin(Math.PI * t) * Math.Sin(Math.PI * t / 6) / (Math.PI * Math.PI * t * t));

    /// <summary>Cubic convolution with a = −1/2, what gdalwarp calls cubic.</summary>
    public static Raster Cubic(Raster dem, double dx, double dy, double dz) => Move(dem, dx, dy, dz, 2, t => Math.Abs(t) switch
    {
        < 1 => (1.5 * Math.Pow(Math.Abs(t), 3)) - (2.5 * t * t) + 1,
        < 2 => (-0.5 * Math.Pow(Math.Abs(t), 3)) + (2.5 * t * t) - (4 * Math.Abs(t)) + 2,
        _ => 0,
    });

    /// <summary>result(x, y) = dem(x − dx, y − dy) + dz; void where the kernel leaves the raster.</summary>
    private static Raster Move(Raster dem, double dx, double dy, double dz, int reach, Func<double, double> kernel)
    {
        var across = -dx / dem.Transform.PixelWidth;
        var down = dy / dem.Transform.PixelHeight;
        var fx = (int)Math.Floor(across);
        var fy = (int)Math.Floor(down);
        var wx = Weights(across - fx);
        var wy = Weights(down - fy);
        var result = new float[dem.Values.Length];
        for (var row = 0; row < dem.Height; row++)
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var c = column + fx - reach + 1;
                var r = row + fy - reach + 1;
                double sum = c < 0 || r < 0 || c + (2 * reach) > dem.Width || r + (2 * reach) > dem.Height ? double.NaN : dz;
                for (var j = 0; j < 2 * reach && double.IsFinite(sum); j++)
                {
                    for (var i = 0; i < 2 * reach; i++)
                    {
                        sum += wx[i] * wy[j] * dem[c + i, r + j];
                    }
                }

                result[(row * dem.Width) + column] = (float)sum;
            }
        }

        return dem.With(result);

        double[] Weights(double t)
        {
            var weights = Enumerable.Range(0, 2 * reach).Select(k => kernel(t + reach - 1 - k)).ToArray();
            return [.. weights.Select(w => w / weights.Sum())];
        }
    }
}
