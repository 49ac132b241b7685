namespace Glacier.Vision.Panorama;

/// <summary>Density and colour of the air and the ground above a square tile: what a volume renderer marches through.</summary>
/// <remarks>
/// Values stand at the centres of H × W × D cells over the whole tile and from the ground to the top; between them they are interpolated trilinearly, outside
/// they are 0. The colour of a column is that of the satellite image below it (Qian et al. 2023, section 3.2). A border of zeros spares the renderer its cases.
/// </remarks>
public sealed class DensityField
{
    /// <summary>Lays densities out for rendering.</summary>
    /// <param name="densities">rows × columns × slices values, slice fastest, lowest first; per metre, 0 or more.</param>
    /// <param name="colours">rows × columns × 3 values, linear, red first.</param>
    /// <param name="rows">Cells from north to south.</param>
    /// <param name="columns">Cells from west to east.</param>
    /// <param name="slices">Cells upwards.</param>
    /// <param name="side">Extent of the tile, metres.</param>
    /// <param name="top">Height of the field, metres above the ground.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, or an extent is not positive.</exception>
    public DensityField(ReadOnlySpan<float> densities, ReadOnlySpan<float> colours, int rows, int columns, int slices, double side, double top)
    {
        if (rows < 1 || columns < 1 || slices < 1 || densities.Length != rows * columns * slices || colours.Length != rows * columns * 3)
        {
            throw new ArgumentException($"{densities.Length} densities and {colours.Length} colours for {rows} × {columns} × {slices} cells", nameof(densities));
        }

        if (!(side > 0) || !(top > 0))
        {
            throw new ArgumentException("a density field needs a side and a height", nameof(side));
        }

        (Rows, Columns, Slices, Side, Top) = (rows, columns, slices, side, top);
        var (across, up) = (columns + 2, slices + 2);
        Padded = new float[(rows + 2) * across * up];
        Colours = new float[(rows + 2) * across * 4];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var from = (row * columns) + column;
                var to = ((row + 1) * across) + column + 1;
                densities.Slice(from * slices, slices).CopyTo(Padded.AsSpan((to * up) + 1));
                colours.Slice(3 * from, 3).CopyTo(Colours.AsSpan(4 * to));
            }
        }
    }

    /// <summary>Cells from north to south.</summary>
    public int Rows { get; }

    /// <summary>Cells from west to east.</summary>
    public int Columns { get; }

    /// <summary>Cells upwards.</summary>
    public int Slices { get; }

    /// <summary>Extent of the tile, metres.</summary>
    public double Side { get; }

    /// <summary>Height of the field, metres.</summary>
    public double Top { get; }

    /// <summary>(rows + 2) × (columns + 2) × (slices + 2) densities.</summary>
    internal float[] Padded { get; }

    /// <summary>(rows + 2) × (columns + 2) × 4 colours.</summary>
    internal float[] Colours { get; }
}
