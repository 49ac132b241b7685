using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>Closes voids inside a DEM for pictures only: smooth membranes over holes that terrain surrounds; what touches the border stays open.</summary>
internal static class VoidFilling
{
    /// <summary>The DEM itself when nothing is to be closed, else a copy.</summary>
    public static Raster Close(Raster dem)
    {
        var (width, height) = (dem.Width, dem.Height);
        var values = dem.Values;
        if (!Array.Exists(values, float.IsNaN))
        {
            return dem;
        }

        var outside = Outside(values, width, height);
        var voids = Enumerable.Range(0, values.Length).Where(i => float.IsNaN(values[i]) && !outside[i]).ToArray();
        if (voids.Length == 0)
        {
            return dem;
        }

        var filled = (float[])values.Clone();
        // from the rim inwards: the mean of the neighbours known so far is the first guess
        var open = voids;
        while (open.Length > 0)
        {
            var means = Array.ConvertAll(open, i => Mean(filled, i, width, height));
            for (var k = 0; k < open.Length; k++)
            {
                filled[open[k]] = means[k];
            }

            open = [.. open.Where(i => float.IsNaN(filled[i]))];
        }

        for (var pass = 0; pass < 60; pass++)
        {
            foreach (var i in voids)
            {
                filled[i] = Mean(filled, i, width, height);
            }
        }

        return dem.With(filled);
    }

    private static float Mean(float[] values, int i, int width, int height)
    {
        var (column, row) = (i % width, i / width);
        var (sum, count) = (0f, 0);
        Add(column > 0, i - 1);
        Add(column < width - 1, i + 1);
        Add(row > 0, i - width);
        Add(row < height - 1, i + width);
        return count == 0 ? float.NaN : sum / count;

        void Add(bool inside, int neighbour)
        {
            if (inside && !float.IsNaN(values[neighbour]))
            {
                (sum, count) = (sum + values[neighbour], count + 1);
            }
        }
    }

    private static bool[] Outside(float[] values, int width, int height)
    {
        var outside = new bool[values.Length];
        var stack = new Stack<int>();
        for (var column = 0; column < width; column++)
        {
            Push(column);
            Push(((height - 1) * width) + column);
        }

        for (var row = 0; row < height; row++)
        {
            Push(row * width);
            Push((row * width) + width - 1);
        }

        while (stack.TryPop(out var i))
        {
            if (i % width > 0)
            {
                Push(i - 1);
            }

            if (i % width < width - 1)
            {
                Push(i + 1);
            }

            if (i >= width)
            {
                Push(i - width);
            }

            if (i < values.Length - width)
            {
                Push(i + width);
            }
        }

        return outside;

        void Push(int i)
        {
            if (!outside[i] && float.IsNaN(values[i]))
            {
                outside[i] = true;
                stack.Push(i);
            }
        }
    }
}
