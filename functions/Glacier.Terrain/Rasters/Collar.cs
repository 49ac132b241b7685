namespace Glacier.Terrain.Rasters;

/// <summary>The black frame around the known part of an image that declares no nodata value.</summary>
internal static class Collar
{
    // lossy compression blurs the edge of the known part by this much
    private const int LossyReach = 3;

    /// <summary>Sets values to NaN that are black and connected with the border through black.</summary>
    /// <param name="values">Band, changed in place.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="black">Greatest value that counts as black; above 0 the collar is also widened by three pixels.</param>
    /// <param name="elsewhere">Greatest value of the other bands per pixel; null of a one-band file.</param>
    public static void Remove(float[] values, int width, int height, float black, float[]? elsewhere)
    {
        var outside = new bool[values.Length];
        var stack = new Stack<int>();
        for (var column = 0; column < width; column++)
        {
            Visit(column);
            Visit(((height - 1) * width) + column);
        }

        for (var row = 0; row < height; row++)
        {
            Visit(row * width);
            Visit((row * width) + width - 1);
        }

        while (stack.TryPop(out var i))
        {
            var column = i % width;
            if (column > 0)
            {
                Visit(i - 1);
            }

            if (column < width - 1)
            {
                Visit(i + 1);
            }

            if (i >= width)
            {
                Visit(i - width);
            }

            if (i < values.Length - width)
            {
                Visit(i + width);
            }
        }

        if (black > 0 && Array.IndexOf(outside, true) >= 0)
        {
            var distance = Coregistration.DistanceTransform.ToNearest(outside, width, height);
            outside = Array.ConvertAll(distance, d => d <= LossyReach);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = outside[i] ? float.NaN : values[i];
        }

        void Visit(int i)
        {
            if (!outside[i] && values[i] <= black && (elsewhere is null || elsewhere[i] <= black))
            {
                outside[i] = true;
                stack.Push(i);
            }
        }
    }
}
