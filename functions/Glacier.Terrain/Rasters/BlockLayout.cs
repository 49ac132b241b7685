namespace Glacier.Terrain.Rasters;

/// <summary>How a file is cut into blocks that are decoded at once: its tiles, or its strips joined to a useful size.</summary>
/// <param name="Columns">Columns of the raster.</param>
/// <param name="Rows">Rows of the raster.</param>
/// <param name="Width">Columns of a block.</param>
/// <param name="Height">Rows of a block.</param>
/// <param name="Across">Blocks side by side.</param>
/// <param name="Down">Blocks one below the other.</param>
internal sealed record BlockLayout(int Columns, int Rows, int Width, int Height, int Across, int Down)
{
    private const int UsefulValues = 1 << 18;

    public int Count => Across * Down;

    public static BlockLayout Of(int columns, int rows, int blockWidth, int blockHeight)
    {
        var width = Math.Min(blockWidth, columns);
        var height = Math.Min(blockHeight, rows);
        if (width == columns)
        {
            // a strip of several megabytes (or a whole file in one) is decoded by GDAL, but held here in parts
            height = height * (long)width > UsefulValues * 16L
                ? Math.Max(1, UsefulValues * 4 / width)
                : Math.Min(rows, height * Math.Max(1, UsefulValues / (width * height)));
        }

        return new BlockLayout(columns, rows, width, height, (columns + width - 1) / width, (rows + height - 1) / height);
    }

    public int BlockOf(int column, int row) => (row / Height * Across) + (column / Width);

    public (int Left, int Top, int Width, int Height) Window(int block)
    {
        var left = block % Across * Width;
        var top = block / Across * Height;
        return (left, top, Math.Min(Width, Columns - left), Math.Min(Height, Rows - top));
    }
}
