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
        ForEach(ice, false, width, height, smallestHole, (piece, pixels) =>
        {
            if (piece.Pixels < smallestHole && !piece.TouchesBorder(width, height) && pixels.TrueForAll(i => known(i)))
            {
                pixels.ForEach(i => ice[i] = true);
            }
        });
        ForEach(ice, true, width, height, smallestPixels, (piece, pixels) =>
        {
            if (piece.Pixels < smallestPixels)
            {
                pixels.ForEach(i => ice[i] = false);
            }
        });
    }

    /// <summary>The pieces that touch by edges, from north to south.</summary>
    public static IReadOnlyList<IceRegion> Of(bool[] ice, int width, int height)
    {
        var regions = new List<IceRegion>();
        ForEach(ice, true, width, height, 0, (piece, _) =>
        {
            var (w, h) = (piece.Right - piece.Left + 1, piece.Bottom - piece.Top + 1);
            var own = new bool[w * h];
            Flood(piece.Start, width, height, i =>
            {
                var (column, row) = (i % width, i / width);
                var inside = ice[i] && column >= piece.Left && column <= piece.Right && row >= piece.Top && row <= piece.Bottom;
                var at = inside ? ((row - piece.Top) * w) + column - piece.Left : -1;
                return inside && !own[at] && (own[at] = true);
            });
            regions.Add(new IceRegion(piece.Left, piece.Top, w, h, own, piece.Pixels));
        });
        return regions;
    }

    // a piece of a whole scene has a hundred million pixels: only those of small pieces are listed, and a flood keeps no more than its front
    private static void ForEach(bool[] mask, bool value, int width, int height, int listed, Action<Piece, List<int>> visit)
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
            var piece = new Piece(start, 0, width, height, 0, 0);
            Flood(start, width, height, i =>
            {
                if (seen[i] || mask[i] != value)
                {
                    return false;
                }

                seen[i] = true;
                piece = piece.With(i % width, i / width);
                if (piece.Pixels <= listed)
                {
                    pixels.Add(i);
                }

                return true;
            });
            visit(piece, pixels);
        }
    }

    // take marks a pixel that belongs to the piece and was not met before
    private static void Flood(int start, int width, int height, Func<int, bool> take)
    {
        var front = new Queue<int>();
        Take(true, start);
        while (front.TryDequeue(out var i))
        {
            var (column, row) = (i % width, i / width);
            Take(column > 0, i - 1);
            Take(column < width - 1, i + 1);
            Take(row > 0, i - width);
            Take(row < height - 1, i + width);
        }

        void Take(bool inside, int i)
        {
            if (inside && take(i))
            {
                front.Enqueue(i);
            }
        }
    }

    private readonly record struct Piece(int Start, int Pixels, int Left, int Top, int Right, int Bottom)
    {
        public bool TouchesBorder(int width, int height) => Left == 0 || Top == 0 || Right == width - 1 || Bottom == height - 1;

        public Piece With(int column, int row) =>
            new(Start, Pixels + 1, Math.Min(Left, column), Math.Min(Top, row), Math.Max(Right, column), Math.Max(Bottom, row));
    }
}
