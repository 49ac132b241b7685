using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Velocity;

/// <summary>The grid that a glacier's scenes are compared on: the reference scene's own, unless that is too large for one pair's memory.</summary>
internal static class VelocityGrid
{
    /// <summary>Most pixels of a pair.</summary>
    public const long Most = 16L << 20;

    // ground beside the ice that tells what does not move
    private const int Margin = 300;

    /// <summary>The same ground in so coarse pixels that a mask of it is small.</summary>
    public static Grid Coarse(Grid grid) => Scaled(grid, Most);

    /// <summary>Cuts a large grid to the ice and its surroundings, then coarsens what is still large.</summary>
    /// <param name="grid">The reference scene's grid.</param>
    /// <param name="coarse">A coarser grid of the same ground.</param>
    /// <param name="ice">Ice on <paramref name="coarse"/>; null where nothing is known.</param>
    public static Grid Choose(Grid grid, Grid coarse, bool[]? ice)
    {
        if ((long)grid.Width * grid.Height <= Most)
        {
            return grid;
        }

        return Scaled(ice?.Contains(true) == true ? Cut(grid, coarse, ice) : grid, Most);
    }

    private static Grid Cut(Grid grid, Grid coarse, bool[] ice)
    {
        var (left, right, top, bottom) = (coarse.Width, 0, coarse.Height, 0);
        for (var i = Array.IndexOf(ice, true); i < ice.Length; i++)
        {
            if (ice[i])
            {
                var (column, row) = (i % coarse.Width, i / coarse.Width);
                (left, right, top, bottom) = (Math.Min(left, column), Math.Max(right, column + 1), Math.Min(top, row), Math.Max(bottom, row + 1));
            }
        }

        var (x, y) = ((double)grid.Width / coarse.Width, (double)grid.Height / coarse.Height);
        var first = (Column: Math.Max(0, (int)(left * x) - Margin), Row: Math.Max(0, (int)(top * y) - Margin));
        var last = (Column: Math.Min(grid.Width, (int)(right * x) + Margin), Row: Math.Min(grid.Height, (int)(bottom * y) + Margin));
        var (west, north) = grid.Transform.ToMap(first.Column, first.Row);
        return grid with { Width = last.Column - first.Column, Height = last.Row - first.Row, Transform = grid.Transform with { West = west, North = north } };
    }

    private static Grid Scaled(Grid grid, double most)
    {
        var factor = Math.Ceiling(Math.Sqrt(grid.Width * (double)grid.Height / most));
        return factor <= 1 ? grid : grid with
        {
            Width = (int)Math.Ceiling(grid.Width / factor),
            Height = (int)Math.Ceiling(grid.Height / factor),
            Transform = grid.Transform with { PixelWidth = grid.Transform.PixelWidth * factor, PixelHeight = grid.Transform.PixelHeight * factor },
        };
    }
}
