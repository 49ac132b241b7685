namespace Glacier.Vision.Segmentation;

/// <summary>Connected regions of a mask, by the four neighbours of a pixel.</summary>
public static class Regions
{
    /// <summary>The mask without its regions below an area, and how many are left.</summary>
    /// <param name="mask">width × height.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="smallest">Least area of a region kept, in pixels.</param>
    /// <returns>A new mask and its number of regions.</returns>
    public static (bool[] Mask, int Count) Large(bool[] mask, int width, int height, int smallest)
    {
        Edges.PictureSize.Check(mask, width, height, 1);
        var (kept, seen, count) = (new bool[mask.Length], new bool[mask.Length], 0);
        var region = new List<int>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || seen[start])
            {
                continue;
            }

            region.Clear();
            region.Add(start);
            seen[start] = true;
            for (var next = 0; next < region.Count; next++)
            {
                var (x, y) = (region[next] % width, region[next] / width);
                Visit(x - 1, y);
                Visit(x + 1, y);
                Visit(x, y - 1);
                Visit(x, y + 1);
            }

            if (region.Count >= smallest)
            {
                count++;
                region.ForEach(at => kept[at] = true);
            }
        }

        return (kept, count);

        void Visit(int x, int y)
        {
            if ((uint)x < (uint)width && (uint)y < (uint)height && mask[(y * width) + x] && !seen[(y * width) + x])
            {
                seen[(y * width) + x] = true;
                region.Add((y * width) + x);
            }
        }
    }
}
