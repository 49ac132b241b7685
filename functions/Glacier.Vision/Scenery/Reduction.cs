namespace Glacier.Vision.Scenery;

/// <summary>Pictures and maps made smaller by a whole number: each new pixel is the mean of the square of old ones that it covers, those at the right and lower border of fewer.</summary>
public static class Reduction
{
    /// <summary>Pixels left of a side.</summary>
    public static int Size(int side, int reduction) => (side + reduction - 1) / reduction;

    /// <summary>Mean colours.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reduction">Pixels across and down that become one.</param>
    public static byte[] Picture(byte[] rgb, int width, int height, int reduction)
    {
        var (columns, rows) = (Size(width, reduction), Size(height, reduction));
        var result = new byte[3 * columns * rows];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var (red, green, blue, count) = (0, 0, 0, 0);
                for (var y = row * reduction; y < Math.Min((row + 1) * reduction, height); y++)
                {
                    for (var x = column * reduction; x < Math.Min((column + 1) * reduction, width); x++, count++)
                    {
                        var at = 3 * ((y * width) + x);
                        red += rgb[at];
                        green += rgb[at + 1];
                        blue += rgb[at + 2];
                    }
                }

                var to = 3 * ((row * columns) + column);
                result[to] = (byte)((red + (count / 2)) / count);
                result[to + 1] = (byte)((green + (count / 2)) / count);
                result[to + 2] = (byte)((blue + (count / 2)) / count);
            }
        });
        return result;
    }

    /// <summary>The part of each square for which something holds, 0 to 1.</summary>
    /// <param name="holds">By the index of the old pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reduction">Pixels across and down that become one.</param>
    public static float[] Fraction(Func<int, bool> holds, int width, int height, int reduction) =>
        Mean([.. Enumerable.Range(0, width * height).Select(pixel => holds(pixel) ? 1f : 0f)], width, height, reduction);

    /// <summary>Means of a map.</summary>
    /// <param name="map">width × height values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reduction">Pixels across and down that become one.</param>
    public static float[] Mean(float[] map, int width, int height, int reduction)
    {
        var (columns, rows) = (Size(width, reduction), Size(height, reduction));
        var result = new float[columns * rows];
        Parallel.For(0, rows, row =>
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, count) = (0f, 0);
                for (var y = row * reduction; y < Math.Min((row + 1) * reduction, height); y++)
                {
                    for (var x = column * reduction; x < Math.Min((column + 1) * reduction, width); x++, count++)
                    {
                        sum += map[(y * width) + x];
                    }
                }

                result[(row * columns) + column] = sum / count;
            }
        });
        return result;
    }
}
