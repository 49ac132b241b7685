using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>Fills voids so that a filter over the whole raster does not ring at their rims.</summary>
internal static class VoidFill
{
    /// <summary>A copy whose voids are filled ring by ring, each pixel with the mean of its neighbours that are known or filled before; zeros where nothing is known.</summary>
    public static float[] FromRims(Raster dem)
    {
        var (width, height) = (dem.Width, dem.Height);
        float[] filled = [.. dem.Values];
        var ring = new List<int>();
        for (var i = 0; i < filled.Length; i++)
        {
            if (float.IsNaN(filled[i]) && Mean(filled, i, width, height) is not null)
            {
                ring.Add(i);
            }
        }

        while (ring.Count > 0)
        {
            // all means first: a ring must not depend on the order within it
            var means = ring.ConvertAll(i => Mean(filled, i, width, height)!.Value);
            for (var k = 0; k < ring.Count; k++)
            {
                filled[ring[k]] = means[k];
            }

            ring = [.. ring.SelectMany(i => Neighbours(i, width, height)).Where(i => float.IsNaN(filled[i])).Distinct().Order()];
        }

        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = float.IsNaN(filled[i]) ? 0 : filled[i];
        }

        return filled;
    }

    private static float? Mean(float[] values, int i, int width, int height)
    {
        var (sum, count) = (0f, 0);
        foreach (var neighbour in Neighbours(i, width, height))
        {
            if (!float.IsNaN(values[neighbour]))
            {
                sum += values[neighbour];
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    private static IEnumerable<int> Neighbours(int i, int width, int height)
    {
        var (row, column) = (i / width, i % width);
        for (var r = Math.Max(0, row - 1); r <= Math.Min(height - 1, row + 1); r++)
        {
            for (var c = Math.Max(0, column - 1); c <= Math.Min(width - 1, column + 1); c++)
            {
                if (r != row || c != column)
                {
                    yield return (r * width) + c;
                }
            }
        }
    }
}
