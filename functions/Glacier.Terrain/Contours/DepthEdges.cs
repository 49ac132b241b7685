namespace Glacier.Terrain.Contours;

/// <summary>Where nearer ground hides farther ground in a view.</summary>
internal static class DepthEdges
{
    /// <summary>Smallest jump of inverse depth that is an edge, as a fraction of the farther side's.</summary>
    private const float SmallestJump = 0.12f;

    /// <summary>The nearer pixels of each jump. Inverse depth is linear across the picture of a plane, so a slope seen at a grazing angle is no edge.</summary>
    public static IEnumerable<(int Column, int Row)> Find(float[] depth, int width, int height)
    {
        for (var row = 1; row < height - 2; row++)
        {
            for (var column = 1; column < width - 2; column++)
            {
                var i = (row * width) + column;
                var below = Jump(depth[i - width], depth[i], depth[i + width], depth[i + (2 * width)]);
                if (below != 0)
                {
                    yield return (column, below < 0 ? row : row + 1);
                }

                var beside = Jump(depth[i - 1], depth[i], depth[i + 1], depth[i + 2]);
                if (beside != 0)
                {
                    yield return (beside < 0 ? column : column + 1, row);
                }
            }
        }
    }

    // −1: the first of the middle pair is nearer, 1: the second, 0: no jump between them
    private static int Jump(float before, float first, float second, float after)
    {
        var (a, b) = (1 / first, 1 / second);
        var step = b - a;
        var usual = Math.Max(Math.Abs(a - (1 / before)), Math.Abs((1 / after) - b));

        // beside the sky there is no usual slope; the skyline draws that edge
        return float.IsNaN(step) || float.IsNaN(usual) || Math.Abs(step) < (SmallestJump * Math.Min(a, b)) + (2 * usual) ? 0 : Math.Sign(step);
    }
}
