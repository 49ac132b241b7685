using Glacier.Terrain.Rasters;

namespace Glacier.Cli.Arguments;

/// <summary>What a grid covers, for messages about places off it.</summary>
internal static class GridExtent
{
    /// <summary><c>x 417400 to 430600, y 5135300 to 5157800</c>.</summary>
    public static string Describe(Grid grid)
    {
        var (east, south) = grid.Transform.ToMap(grid.Width, grid.Height);
        return FormattableString.Invariant($"x {grid.Transform.West} to {east}, y {south} to {grid.Transform.North}");
    }
}
