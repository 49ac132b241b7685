namespace Glacier.Vision.Outlines.Products;

/// <summary>A connected piece of ice within the rectangle around it.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Ice">Width × height flags: pixels of this piece.</param>
/// <param name="Pixels">How many are true.</param>
public sealed record IceRegion(int Left, int Top, int Width, int Height, bool[] Ice, int Pixels);

/// <summary>Cleans a mask of ice and takes it apart.</summary>
public static class IceRegions
{
    /// <summary>Fills small holes and drops small specks, in place.</summary>
    /// <param name="ice">width × height flags.</param>
    /// <param name="known">False where nothing is known: such holes are not filled.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="smallestPixels">Least pixels of a piece.</param>
    /// <param name="smallestHole">Least pixels of a hole.</param>
    public static void Clean(bool[] ice, Func<int, bool> known, int width, int height, int smallestPixels, int smallestHole)
    {
        ForEach(ice, false, width, height, (pixels, touchesBorder) =>
        {
            if (pixels.Count < smallestHole && !touchesBorder && pixels.TrueForAll(i => known(i)))
            {
                pixels.ForEach(i => ice[i] = true);
            }
        });
        ForEach(ice, true, width, height, (pixels, _) =>
        {
            if (pixels.Count < smallestPixels)
            {
                pixels.ForEach(i => ice[i] = false);
            }
        });
    }

    /// <summary>The pieces that touch by edges, from north to south.</summary>
    public static IReadOnlyList<IceRegion> Of(bool[] ice, int width, int height)
    {
        var regions = new List<IceRegion>();
        ForEach(ice, true, width, height, (pixels, _) =>
        {
            var (left, right, top, bottom) = (width, 0, height, 0);
            foreach (var i in pixels)
            {
                var (column, row) = (i % width, i / width);
                (left, right, top, bottom) = (Math.Min(left, column), Math.Max(right, column), Math.Min(top, row), Math.Max(bottom, row));
            }

            var (w, h) = (right - left + 1, bottom - top + 1);
            var own = new bool[w * h];
            foreach (var i in pixels)
            {
                own[(((i / width) - top) * w) + (i % width) - left] = true;
            }

            regions.Add(new IceRegion(left, top, w, h, own, pixels.Count));
        });
        return regions;
    }

    private static void ForEach(bool[] mask, bool value, int width, int height, Action<List<int>, bool> visit)
    {
        var seen = new bool[mask.Length];
        var pixels = new List<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (mask[start] != value || seen[start])
            {
                continue;
            }

            pixels.Clear();
            pixels.Add(start);
            seen[start] = true;
            var border = false;
            for (var next = 0; next < pixels.Count; next++)
            {
                var i = pixels[next];
                var (column, row) = (i % width, i / width);
                border |= column == 0 || row == 0 || column == width - 1 || row == height - 1;
                Step(column > 0, i - 1);
                Step(column < width - 1, i + 1);
                Step(row > 0, i - width);
                Step(row < height - 1, i + width);
            }

            visit(pixels, border);
        }

        void Step(bool inside, int i)
        {
            if (inside && !seen[i] && mask[i] == value)
            {
                seen[i] = true;
                pixels.Add(i);
            }
        }
    }
}
