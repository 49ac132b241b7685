namespace Glacier.Vision.Outlines.Products;

/// <summary>Parts a piece of ice into glaciers along its divides: the watersheds of its surface, shallow and small basins joined to their neighbours.</summary>
/// <remarks>
/// Flooding of the surface from its lowest points upwards (Meyer 1994); where two basins meet they are one glacier unless the divide stands <c>depth</c> metres above the higher of their
/// lowest points and both have the least area by then. A convex tongue, whose sides drain to either margin, stays in one piece so.
/// </remarks>
public static class IceDivides
{
    /// <summary>Numbers the glaciers of a piece of ice.</summary>
    /// <param name="ice">width × height flags.</param>
    /// <param name="elevation">Metres, smoothed to what ice flow heeds; NaN where unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Least height of a divide above the higher lowest point, metres.</param>
    /// <param name="smallestPixels">Least pixels of a basin.</param>
    /// <returns>0 off the ice, from 1 on it; one number where half of the elevations are unknown.</returns>
    public static int[] Split(bool[] ice, float[] elevation, int width, int height, double depth, int smallestPixels)
    {
        var labels = new int[ice.Length];
        var order = Enumerable.Range(0, ice.Length).Where(i => ice[i] && float.IsFinite(elevation[i])).ToArray();
        var total = ice.Count(flag => flag);
        if (order.Length < 0.5 * total)
        {
            return Array.ConvertAll(ice, flag => flag ? 1 : 0);
        }

        Array.Sort(Array.ConvertAll(order, i => elevation[i]), order);
        var basins = new Basins();
        Span<int> near = stackalloc int[8];
        foreach (var i in order)
        {
            var lowest = -1;
            foreach (var n in Neighbours(i, width, height, near))
            {
                if (labels[n] == 0)
                {
                    continue;
                }

                lowest = lowest < 0 || elevation[n] < elevation[lowest] ? n : lowest;
            }

            if (lowest < 0)
            {
                labels[i] = basins.Add(elevation[i]);
                continue;
            }

            foreach (var n in Neighbours(i, width, height, near))
            {
                if (labels[n] != 0)
                {
                    basins.Meet(labels[lowest], labels[n], elevation[i], depth, smallestPixels);
                }
            }

            labels[i] = basins.Root(labels[lowest]);
            basins.Grow(labels[i]);
        }

        return Numbered(ice, labels, basins, width, height);
    }

    // pixels without an elevation go to the glacier around them
    private static int[] Numbered(bool[] ice, int[] labels, Basins basins, int width, int height)
    {
        var queue = new Queue<int>(Enumerable.Range(0, labels.Length).Where(i => labels[i] != 0));
        Span<int> near = stackalloc int[8];
        while (queue.TryDequeue(out var i))
        {
            foreach (var n in Neighbours(i, width, height, near))
            {
                if (ice[n] && labels[n] == 0)
                {
                    labels[n] = labels[i];
                    queue.Enqueue(n);
                }
            }
        }

        var numbers = new Dictionary<int, int>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (ice[i])
            {
                var root = labels[i] == 0 ? 0 : basins.Root(labels[i]);
                labels[i] = numbers.TryGetValue(root, out var number) ? number : numbers[root] = numbers.Count + 1;
            }
        }

        return labels;
    }

    private static ReadOnlySpan<int> Neighbours(int i, int width, int height, Span<int> near)
    {
        var (column, row, count) = (i % width, i / width, 0);
        for (var r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, height - 1); r++)
        {
            for (var c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, width - 1); c++)
            {
                if (r != row || c != column)
                {
                    near[count++] = (r * width) + c;
                }
            }
        }

        return near[..count];
    }

    private sealed class Basins
    {
        private readonly List<(int Parent, float Lowest, int Pixels)> _basins = [(0, 0, 0)];

        public int Add(float lowest)
        {
            _basins.Add((_basins.Count, lowest, 1));
            return _basins.Count - 1;
        }

        public int Root(int label)
        {
            while (_basins[label].Parent != label)
            {
                label = _basins[label].Parent;
            }

            return label;
        }

        public void Grow(int root) => _basins[root] = _basins[root] with { Pixels = _basins[root].Pixels + 1 };

        public void Meet(int first, int second, float divide, double depth, int smallestPixels)
        {
            var (a, b) = (Root(first), Root(second));
            if (a == b)
            {
                return;
            }

            // the deeper basin stays
            var (deep, shallow) = _basins[a].Lowest <= _basins[b].Lowest ? (a, b) : (b, a);
            if (divide - _basins[shallow].Lowest < depth || Math.Min(_basins[a].Pixels, _basins[b].Pixels) < smallestPixels)
            {
                _basins[deep] = _basins[deep] with { Pixels = _basins[deep].Pixels + _basins[shallow].Pixels };
                _basins[shallow] = _basins[shallow] with { Parent = deep };
            }
        }
    }
}
