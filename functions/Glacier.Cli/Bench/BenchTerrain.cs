using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Bench;

/// <summary>Mountains of any size for measuring: octaves of smooth noise, the same for the same place.</summary>
internal static class BenchTerrain
{
    private const double Relief = 900;

    /// <summary>A DEM of size² pixels.</summary>
    /// <param name="size">Pixels along each side.</param>
    /// <param name="cell">Pixel size in metres.</param>
    /// <param name="shiftX">Metres the terrain lies further east.</param>
    /// <param name="shiftY">Metres the terrain lies further north.</param>
    /// <param name="raise">Metres the terrain lies higher.</param>
    public static Raster Make(int size, double cell, double shiftX = 0, double shiftY = 0, double raise = 0)
    {
        var dem = new Raster(size, size, new GeoTransform(600_000, 5_200_000, cell, cell), ReferenceSystem.FromEpsg(32632));
        Parallel.For(0, size, row => FillRow(dem.Row(row), row, cell, shiftX, shiftY, raise));
        return dem;
    }

    /// <summary>One row of it, for files larger than memory should hold.</summary>
    public static void FillRow(Span<float> values, int row, double cell, double shiftX = 0, double shiftY = 0, double raise = 0)
    {
        for (var column = 0; column < values.Length; column++)
        {
            var x = ((column * cell) - shiftX) / 4000;
            var y = ((row * cell) + shiftY) / 4000;
            var (height, weight, frequency) = (0.0, 1.0, 1.0);
            for (var octave = 0; octave < 7; octave++)
            {
                height += weight * (1 - Math.Abs(Noise(x * frequency, y * frequency)));
                weight *= 0.48;
                frequency *= 2.03;
            }

            values[column] = (float)((Relief * height) + raise);
        }
    }

    private static double Noise(double x, double y)
    {
        var (c, r) = (Math.Floor(x), Math.Floor(y));
        var (u, v) = (x - c, y - r);
        u = u * u * u * ((u * ((6 * u) - 15)) + 10);
        v = v * v * v * ((v * ((6 * v) - 15)) + 10);
        var (column, row) = ((int)c, (int)r);
        var top = Lattice(column, row) + (u * (Lattice(column + 1, row) - Lattice(column, row)));
        var bottom = Lattice(column, row + 1) + (u * (Lattice(column + 1, row + 1) - Lattice(column, row + 1)));
        return top + (v * (bottom - top));
    }

    private static double Lattice(int column, int row)
    {
        var hash = unchecked(((uint)column * 374761393u) + ((uint)row * 668265263u));
        hash = (hash ^ (hash >> 13)) * 1274126177u;
        return ((hash ^ (hash >> 16)) / (double)uint.MaxValue * 2) - 1;
    }
}
