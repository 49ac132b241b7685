using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Simulation;

/// <summary>Light on a surface from one sun: Lambert shading, cast shadows, sky light.</summary>
public static class SunLight
{
    private const double SkyLight = 0.22;

    /// <summary>Light on each pixel, 1 on level ground in the sun.</summary>
    /// <param name="dem">Surface, metres.</param>
    /// <param name="azimuth">Of the sun, degrees clockwise from north.</param>
    /// <param name="elevation">Of the sun, degrees.</param>
    public static float[] On(Raster dem, double azimuth, double elevation)
    {
        var (sinA, cosA) = Math.SinCos(azimuth * Math.PI / 180);
        var (sinE, cosE) = Math.SinCos(elevation * Math.PI / 180);
        var cell = dem.Transform.PixelWidth;
        var rise = cell * Math.Tan(elevation * Math.PI / 180);
        var highest = dem.Values.Max();
        var light = new float[dem.Values.Length];
        Parallel.For(0, dem.Height, row =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var (left, right) = (Math.Max(column - 1, 0), Math.Min(column + 1, dem.Width - 1));
                var (above, below) = (Math.Max(row - 1, 0), Math.Min(row + 1, dem.Height - 1));
                var east = (dem[right, row] - dem[left, row]) / ((right - left) * cell);
                var north = (dem[column, above] - dem[column, below]) / ((below - above) * cell);
                var cosine = ((cosE * ((-east * sinA) - (north * cosA))) + sinE) / Math.Sqrt(1 + (east * east) + (north * north));
                var sun = cosine <= 0 ? 0 : cosine * Visible(column, row);
                light[(row * dem.Width) + column] = (float)(SkyLight + ((1 - SkyLight) * sun / sinE));
            }
        });
        return light;

        // soft over half a pixel of height, as the sun is no point and a pixel no plane
        double Visible(int column, int row)
        {
            double height = dem[column, row];
            var least = 1.0;
            for (var k = 1; ; k++)
            {
                var (x, y) = (column + (k * sinA), row - (k * cosA));
                var ray = height + (k * rise);
                if (x < 0 || y < 0 || x > dem.Width - 1 || y > dem.Height - 1 || ray > highest)
                {
                    return least;
                }

                var above = ray - dem[(int)Math.Round(x), (int)Math.Round(y)];
                least = Math.Min(least, Math.Clamp(0.5 + (above / cell), 0, 1));
                if (least == 0)
                {
                    return 0;
                }
            }
        }
    }
}
