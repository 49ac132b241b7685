namespace Glacier.Terrain.Rasters;

/// <summary>The up to four pixels that a bilinear sample mixes, with its place between them.</summary>
internal readonly record struct Footprint(int Column, int Row, int Right, int Below, float U, float V)
{
    /// <summary>False outside the outermost pixel centres.</summary>
    public static bool TryAt(Grid grid, double x, double y, out Footprint at)
    {
        var (column, row) = grid.Transform.ToPixel(x, y);
        column -= 0.5;
        row -= 0.5;
        if (!(column >= 0 && row >= 0 && column <= grid.Width - 1 && row <= grid.Height - 1))
        {
            at = default;
            return false;
        }

        var c = Math.Min((int)column, Math.Max(grid.Width - 2, 0));
        var r = Math.Min((int)row, Math.Max(grid.Height - 2, 0));
        at = new Footprint(c, r, Math.Min(c + 1, grid.Width - 1), Math.Min(r + 1, grid.Height - 1), (float)(column - c), (float)(row - r));
        return true;
    }

    public float Mix(float topLeft, float topRight, float bottomLeft, float bottomRight) =>
        Mix(Mix(topLeft, topRight, U), Mix(bottomLeft, bottomRight, U), V);

    // weight 0 must not spread a NaN of the pixel that takes no part
    private static float Mix(float a, float b, float weight) => weight == 0 ? a : weight == 1 ? b : a + (weight * (b - a));
}
