namespace Glacier.Terrain.Contours;

/// <summary>Lines one pixel wide on a grey picture.</summary>
internal static class LineDrawing
{
    /// <summary>Draws a path; a point that is not finite breaks it.</summary>
    /// <param name="pixels">Row-major grey values, lightened only.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">Points in pixels from the upper left outer corner; they may lie outside.</param>
    /// <param name="smooth">Coverage by distance from the line's middle, or whole pixels.</param>
    public static void Draw(Span<byte> pixels, int width, int height, ReadOnlySpan<(double Column, double Row)> path, bool smooth)
    {
        for (var k = 1; k < path.Length; k++)
        {
            var (a, b) = (path[k - 1], path[k]);
            if (double.IsFinite(a.Column + a.Row + b.Column + b.Row))
            {
                Segment(pixels, width, height, a, b, smooth);
            }
        }
    }

    private static void Segment(Span<byte> pixels, int width, int height, (double Column, double Row) a, (double Column, double Row) b, bool smooth)
    {
        if (!smooth)
        {
            Steps(pixels, width, height, a, b);
            return;
        }

        var (dx, dy) = (b.Column - a.Column, b.Row - a.Row);
        var squared = Math.Max((dx * dx) + (dy * dy), 1e-12);
        var (left, right) = Range(a.Column, b.Column, width);
        var (top, bottom) = Range(a.Row, b.Row, height);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (x, y) = (column + 0.5 - a.Column, row + 0.5 - a.Row);
                var t = Math.Clamp(((x * dx) + (y * dy)) / squared, 0, 1);
                var (ox, oy) = (x - (t * dx), y - (t * dy));
                var coverage = Math.Clamp(1.25 - Math.Sqrt((ox * ox) + (oy * oy)), 0, 1);
                ref var pixel = ref pixels[(row * width) + column];
                pixel = Math.Max(pixel, (byte)Math.Round(255 * coverage));
            }
        }
    }

    private static void Steps(Span<byte> pixels, int width, int height, (double Column, double Row) a, (double Column, double Row) b)
    {
        var reach = Math.Max(width, height);
        var (clampedA, clampedB) = ((Column: Near(a.Column, reach), Row: Near(a.Row, reach)), (Column: Near(b.Column, reach), Row: Near(b.Row, reach)));
        var count = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(clampedB.Column - clampedA.Column), Math.Abs(clampedB.Row - clampedA.Row))));
        for (var k = 0; k <= count; k++)
        {
            var t = (double)k / count;
            var column = (int)Math.Floor(clampedA.Column + (t * (clampedB.Column - clampedA.Column)));
            var row = (int)Math.Floor(clampedA.Row + (t * (clampedB.Row - clampedA.Row)));
            column = column == width && t is 0 or 1 ? width - 1 : column;
            if (column >= 0 && row >= 0 && column < width && row < height)
            {
                pixels[(row * width) + column] = 255;
            }
        }
    }

    // far outside nothing is seen; bounded, so that no line takes forever
    private static double Near(double value, int reach) => Math.Clamp(value, -4.0 * reach, 5.0 * reach);

    private static (int First, int Last) Range(double a, double b, int count)
    {
        var first = Math.Max(0, Math.Floor(Math.Min(a, b) - 1.5));
        var last = Math.Min(count - 1, Math.Ceiling(Math.Max(a, b) + 1.5));
        return first <= last ? ((int)first, (int)last) : (0, -1);
    }
}
