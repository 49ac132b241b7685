using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;

namespace Glacier.Vision.Outlines.Windows;

/// <summary>Rows of a scene that are mapped apart from the others.</summary>
/// <param name="First">First row.</param>
/// <param name="End">Row after the last.</param>
public readonly record struct SceneStrip(int First, int End)
{
    // some ten seconds of one core by the network
    private const long Pixels = 4_000_000;

    /// <summary>Number of rows; 0 of an empty strip.</summary>
    public int Rows => End - First;

    /// <summary>How many strips a scene is best cut into: 1 of a small one, 31 of a Sentinel-2 tile.</summary>
    public static int CountOf(Grid grid) => (int)Math.Clamp((((long)grid.Width * grid.Height) + Pixels - 1) / Pixels, 1, grid.Height);

    /// <summary>One of a scene's strips. They begin where windows begin, are in order from north to south and leave no row out; where there are fewer rows of windows than strips, some are empty.</summary>
    /// <param name="grid">The scene's grid.</param>
    /// <param name="method">Method that maps it.</param>
    /// <param name="number">Which, from 0.</param>
    /// <param name="count">Of how many.</param>
    public static SceneStrip Of(Grid grid, OutlineMethod method, int number, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, count);
        var starts = WindowPlan.Starts(grid.Height, method.Side, method.Stride());
        return new(RowOf(number), RowOf(number + 1));

        int RowOf(int strip) => strip == count ? grid.Height : starts[(int)((long)strip * starts.Count / count)];
    }
}
