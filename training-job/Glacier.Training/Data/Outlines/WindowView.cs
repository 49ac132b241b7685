namespace Glacier.Training.Data.Outlines;

/// <summary>Where in a scene a window's pixels lie: a square of any size, turned and mirrored. Beyond the scene's edge it is mirrored inwards.</summary>
/// <param name="Left">Column of the square's left edge, pixels, 0 the scene's own edge.</param>
/// <param name="Top">Row of its upper edge.</param>
/// <param name="Scale">Scene pixels per window pixel.</param>
/// <param name="Quarters">Quarter turns.</param>
/// <param name="Mirrored">Whether it is mirrored left to right before it is turned.</param>
public readonly record struct WindowView(double Left, double Top, double Scale = 1, int Quarters = 0, bool Mirrored = false)
{
    /// <summary>The window of the centre, as it is.</summary>
    public static WindowView Centre(LabelledScene scene, int side) => new((scene.Width - side) / 2, (scene.Height - side) / 2);

    /// <summary>Position in the scene, in pixels with centres at whole numbers, of a window's pixel.</summary>
    public (double Column, double Row) At(int column, int row, int side)
    {
        var last = side - 1;
        var (x, y) = (Quarters & 3) switch
        {
            0 => (column, row),
            1 => (row, last - column),
            2 => (last - column, last - row),
            _ => (last - row, column),
        };
        if (Mirrored)
        {
            x = last - x;
        }

        return (Left + ((x + 0.5) * Scale) - 0.5, Top + ((y + 0.5) * Scale) - 0.5);
    }

    /// <summary>Cuts values bilinearly; a pixel with an unknown neighbour is unknown.</summary>
    public void Sample(ReadOnlySpan<float> values, int width, int height, Span<float> target, int side)
    {
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (x, y) = At(column, row, side);
                var (floorX, floorY) = (Math.Floor(x), Math.Floor(y));
                var (u, v) = ((float)(x - floorX), (float)(y - floorY));
                var (left, top) = (Inside((int)floorX, width), Inside((int)floorY, height) * width);
                if (u == 0 && v == 0)
                {
                    target[(row * side) + column] = values[top + left];
                    continue;
                }

                var (right, bottom) = (Inside((int)floorX + 1, width), Inside((int)floorY + 1, height) * width);
                target[(row * side) + column] =
                    ((1 - v) * (((1 - u) * values[top + left]) + (u * values[top + right]))) + (v * (((1 - u) * values[bottom + left]) + (u * values[bottom + right])));
            }
        }
    }

    /// <summary>Cuts labels: those of the nearest pixels.</summary>
    public void Sample(ReadOnlySpan<byte> labels, int width, int height, Span<byte> target, int side)
    {
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (x, y) = At(column, row, side);
                target[(row * side) + column] = labels[(Inside((int)Math.Round(y), height) * width) + Inside((int)Math.Round(x), width)];
            }
        }
    }

    private static int Inside(int place, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2 * (length - 1);
        var within = ((place % period) + period) % period;
        return within < length ? within : period - within;
    }
}
