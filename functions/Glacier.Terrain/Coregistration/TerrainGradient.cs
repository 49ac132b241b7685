using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>Slope of a DEM by central differences; the same gradient serves slope cuts, aspect and the co-registration's Jacobian.</summary>
public static class TerrainGradient
{
    /// <summary>Gradient at one pixel.</summary>
    /// <param name="dem">The DEM.</param>
    /// <param name="column">Column.</param>
    /// <param name="row">Row.</param>
    /// <returns>dz/dx to the east and dz/dy to the north, metres per metre; NaN at the border and beside voids.</returns>
    public static (float East, float North) At(Raster dem, int column, int row)
    {
        if (column < 1 || row < 1 || column >= dem.Width - 1 || row >= dem.Height - 1)
        {
            return (float.NaN, float.NaN);
        }

        var i = (row * dem.Width) + column;
        var z = dem.Values;
        return (
            (z[i + 1] - z[i - 1]) / (float)(2 * dem.Transform.PixelWidth),
            (z[i - dem.Width] - z[i + dem.Width]) / (float)(2 * dem.Transform.PixelHeight));
    }

    /// <summary>Slope in degrees at every pixel; NaN at the border and beside voids.</summary>
    public static float[] SlopeDegrees(Raster dem)
    {
        var slope = new float[dem.Values.Length];
        Parallel.For(0, dem.Height, row =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var (east, north) = At(dem, column, row);
                slope[(row * dem.Width) + column] = (float)(Math.Atan(Math.Sqrt((east * east) + (north * north))) * (180 / Math.PI));
            }
        });
        return slope;
    }
}
