namespace Glacier.Terrain.Rasters;

/// <summary>
/// Samples many positions block by block: positions are sorted by block (counting sort), workers with a file handle each decode a block and answer all positions
/// in it. The few positions whose four pixels lie in several blocks gather their pixels and are mixed at the end.
/// </summary>
internal sealed class BlockwiseSampling(Grid grid, BlockLayout layout)
{
    public static void Decode(DemSource source, BlockLayout layout, int block, float[] values)
    {
        var (left, top, width, height) = layout.Window(block);
        try
        {
            source.Decoder.Read(source.Band, left, top, width, height, values);
        }
        catch (ApplicationException e)
        {
            throw DemSource.Damaged(source.File, e);
        }
    }

    public void Run(ReadOnlyMemory<double> x, ReadOnlyMemory<double> y, Memory<float> elevations, Func<DemSource> open)
    {
        var (first, entries, straddling) = Sort(x.Span, y.Span, elevations.Span);
        var corners = new float[4 * straddling.Count];
        var slots = new Dictionary<int, int>(straddling.Count);
        foreach (var sample in straddling)
        {
            slots.Add(sample, slots.Count);
        }

        var next = -1;
        Parallel.For(
            0,
            Math.Min(Environment.ProcessorCount, Math.Max(1, layout.Count)),
            _ =>
            {
                using var source = open();
                var values = new float[layout.Width * layout.Height];
                for (var block = Interlocked.Increment(ref next); block < layout.Count; block = Interlocked.Increment(ref next))
                {
                    if (first[block] < first[block + 1])
                    {
                        Decode(source, layout, block, values);
                        Answer(block, values, entries.AsSpan(first[block]..first[block + 1]), x.Span, y.Span, elevations.Span, slots, corners);
                    }
                }
            });

        foreach (var (sample, slot) in slots)
        {
            Footprint.TryAt(grid, x.Span[sample], y.Span[sample], out var at);
            elevations.Span[sample] = at.Mix(corners[4 * slot], corners[(4 * slot) + 1], corners[(4 * slot) + 2], corners[(4 * slot) + 3]);
        }
    }

    private (int[] First, int[] Entries, List<int> Straddling) Sort(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<float> elevations)
    {
        var first = new int[layout.Count + 1];
        var straddling = new List<int>();
        Span<int> blocks = stackalloc int[4];
        for (var i = 0; i < x.Length; i++)
        {
            elevations[i] = float.NaN;
            var count = BlocksOf(x[i], y[i], blocks);
            if (count > 1)
            {
                straddling.Add(i);
            }

            for (var b = 0; b < count; b++)
            {
                first[blocks[b] + 1]++;
            }
        }

        for (var b = 0; b < layout.Count; b++)
        {
            first[b + 1] += first[b];
        }

        var entries = new int[first[^1]];
        var fill = first.AsSpan(0, layout.Count).ToArray();
        for (var i = 0; i < x.Length; i++)
        {
            var count = BlocksOf(x[i], y[i], blocks);
            for (var b = 0; b < count; b++)
            {
                entries[fill[blocks[b]]++] = i;
            }
        }

        return (first, entries, straddling);
    }

    private int BlocksOf(double x, double y, Span<int> blocks)
    {
        if (!Footprint.TryAt(grid, x, y, out var at))
        {
            return 0;
        }

        var count = 0;
        Span<int> candidates =
        [
            layout.BlockOf(at.Column, at.Row), layout.BlockOf(at.Right, at.Row), layout.BlockOf(at.Column, at.Below), layout.BlockOf(at.Right, at.Below),
        ];
        foreach (var block in candidates)
        {
            if (!blocks[..count].Contains(block))
            {
                blocks[count++] = block;
            }
        }

        return count;
    }

    private void Answer(
        int block, float[] values, ReadOnlySpan<int> samples, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<float> elevations,
        Dictionary<int, int> slots, float[] corners)
    {
        var (left, top, width, height) = layout.Window(block);
        foreach (var sample in samples)
        {
            Footprint.TryAt(grid, x[sample], y[sample], out var at);
            var (c, r, right, below) = (at.Column - left, at.Row - top, at.Right - left, at.Below - top);
            if (c >= 0 && r >= 0 && right < width && below < height)
            {
                elevations[sample] = at.Mix(
                    values[(r * width) + c], values[(r * width) + right], values[(below * width) + c], values[(below * width) + right]);
                continue;
            }

            var slot = 4 * slots[sample];
            Gather(c, r, slot);
            Gather(right, r, slot + 1);
            Gather(c, below, slot + 2);
            Gather(right, below, slot + 3);
        }

        void Gather(int column, int row, int target)
        {
            if (column >= 0 && row >= 0 && column < width && row < height)
            {
                corners[target] = values[(row * width) + column];
            }
        }
    }
}
