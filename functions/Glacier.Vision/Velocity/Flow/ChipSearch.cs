using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>Looks for the chips of one image in another at every whole displacement within reach.</summary>
/// <remarks>
/// Products of both images are summed over blocks of 8 × 8 pixels, one vector wide; neighbouring chips share blocks, so each product is made once per
/// displacement. Sums of one image alone come from summed-area tables (Lewis 1995).
/// </remarks>
internal static class ChipSearch
{
    private const int Block = ChipGrid.Step;
    private const float LeastKnown = 0.7f;

    /// <summary>Matches.</summary>
    /// <param name="first">Image that the chips are cut from.</param>
    /// <param name="second">Image they are looked for in.</param>
    /// <param name="guess">Flow known so far, without gaps; null: none.</param>
    /// <param name="reach">Whole pixels to search in either direction about the guess.</param>
    /// <param name="options">Size of the chips and what counts as a match.</param>
    public static ChipGrid Match(PyramidLevel first, PyramidLevel second, FlowField? guess, int reach, CrossCorrelationOptions options)
    {
        var (width, height, n) = (first.Width, first.Height, options.Blocks);
        var (columns, rows) = ((width / Block) - n + 1, (height / Block) - n + 1);
        if (columns < 1 || rows < 1)
        {
            return new ChipGrid(0, 0, 0, [], [], []);
        }

        var known = guess is null ? second.Known : Bicubic.Warp(second.Known, width, height, guess.X, guess.Y);
        var targets = second.Channels.Select(channel => guess is null ? channel : Bicubic.Warp(channel, width, height, guess.X, guess.Y)).ToList();
        var padded = targets.Select(target => Padded(target, width, height, reach)).ToList();
        var stride = width + (2 * reach) + Block;
        var tables = padded.Select(target => new SumTable(target, stride, height + (2 * reach))).ToList();
        var own = first.Channels.Select(channel => new SumTable(channel, width, height)).ToList();
        var seen = new SumTable(first.Known.Zip(known, (a, b) => a > 0.5f && b > 0.5f ? 1f : 0).ToArray(), width, height);
        var (x, y, peaks) = (new float[columns * rows], new float[columns * rows], new float[columns * rows]);
        Rows.Bands(rows, (from, to) =>
        {
            var side = (2 * reach) + 1;
            var blockColumns = width / Block;
            var ring = new float[n][];
            for (var k = 0; k < n; k++)
            {
                ring[k] = new float[first.Channels.Count * side * side * blockColumns];
            }

            var surface = new float[side * side];
            for (var blockRow = from; blockRow < to + n - 1; blockRow++)
            {
                for (var k = 0; k < padded.Count; k++)
                {
                    Products(first.Channels[k], width, padded[k], stride, blockRow, reach, ring[blockRow % n].AsSpan(k * side * side * blockColumns), blockColumns);
                }

                var row = blockRow - n + 1;
                for (var column = 0; row >= from && column < columns; column++)
                {
                    var i = (row * columns) + column;
                    (x[i], y[i], peaks[i]) = (float.NaN, float.NaN, float.NaN);
                    if (seen.Sum(column * Block, row * Block, n * Block).Values < LeastKnown * n * n * Block * Block)
                    {
                        continue;
                    }

                    Correlate(ring, own, tables, column, row, n, reach, blockColumns, surface);
                    if (Peak.Of(surface, reach, options) is { } found)
                    {
                        (x[i], y[i], peaks[i]) = (found.X, found.Y, found.Height);
                    }
                }
            }
        });
        var origin = (n * Block / 2.0) - 0.5;
        if (guess is not null)
        {
            AddGuess(guess, x, columns, rows, n, guess.X);
            AddGuess(guess, y, columns, rows, n, guess.Y);
        }

        return new ChipGrid(columns, rows, origin, x, y, peaks);
    }

    // what the chip moved by is the mean of the guess over it
    private static void AddGuess(FlowField guess, float[] nodes, int columns, int rows, int n, float[] flow)
    {
        var table = new SumTable(flow, guess.Width, guess.Height);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                nodes[(row * columns) + column] += (float)(table.Sum(column * Block, row * Block, n * Block).Values / (n * n * Block * Block));
            }
        }
    }

    private static float[] Padded(float[] values, int width, int height, int reach)
    {
        var stride = width + (2 * reach) + Block;
        var padded = new float[stride * (height + (2 * reach))];
        for (var row = 0; row < height; row++)
        {
            values.AsSpan(row * width, width).CopyTo(padded.AsSpan(((row + reach) * stride) + reach));
        }

        return padded;
    }

    private static void Products(float[] first, int width, float[] second, int stride, int blockRow, int reach, Span<float> sums, int blockColumns)
    {
        var at = 0;
        ref var a = ref MemoryMarshal.GetArrayDataReference(first);
        ref var b = ref MemoryMarshal.GetArrayDataReference(second);
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                for (var block = 0; block < blockColumns; block++)
                {
                    var p = (nuint)((blockRow * Block * width) + (block * Block));
                    var q = (nuint)((((blockRow * Block) + dy + reach) * stride) + (block * Block) + dx + reach);
                    var sum = Vector256<float>.Zero;
                    for (var row = 0; row < Block; row++)
                    {
                        sum += Vector256.LoadUnsafe(ref a, p) * Vector256.LoadUnsafe(ref b, q);
                        p += (nuint)width;
                        q += (nuint)stride;
                    }

                    sums[at++] = Vector256.Sum(sum);
                }
            }
        }
    }

    private static void Correlate(
        float[][] ring, List<SumTable> own, List<SumTable> tables, int column, int row, int n, int reach, int blockColumns, float[] surface)
    {
        var side = (2 * reach) + 1;
        var area = (double)n * n * Block * Block;
        double selfProduct = 0;
        Span<double> means = stackalloc double[own.Count];
        for (var k = 0; k < own.Count; k++)
        {
            var (values, squares) = own[k].Sum(column * Block, row * Block, n * Block);
            means[k] = values;
            selfProduct += squares - (values * values / area);
        }

        for (var d = 0; d < surface.Length; d++)
        {
            double product = 0, otherProduct = 0;
            for (var k = 0; k < own.Count; k++)
            {
                var (values, squares) = tables[k].Sum((column * Block) + (d % side), (row * Block) + (d / side), n * Block);
                otherProduct += squares - (values * values / area);
                product -= means[k] * values / area;
                var offset = (((k * side * side) + d) * blockColumns) + column;
                for (var r = 0; r < n; r++)
                {
                    for (var c = 0; c < n; c++)
                    {
                        product += ring[r][offset + c];
                    }
                }
            }

            var scale = selfProduct * otherProduct;
            surface[d] = scale > 1e-12 ? (float)(product / Math.Sqrt(scale)) : 0;
        }
    }
}
