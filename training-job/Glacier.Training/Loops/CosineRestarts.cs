namespace Glacier.Training.Loops;

/// <summary>A learning rate that falls along a cosine and begins anew (SGDR, Loshchilov and Hutter 2017).</summary>
public static class CosineRestarts
{
    /// <summary>Share of the highest learning rate, 0…1.</summary>
    /// <param name="images">Images seen.</param>
    /// <param name="restartsAfter">Images after which a cycle ends, rising; after the last the rate stays 0.</param>
    /// <param name="warmUp">Images over which the rate rises from the start.</param>
    public static double Share(long images, IReadOnlyList<long> restartsAfter, long warmUp = 0)
    {
        var begin = 0L;
        foreach (var end in restartsAfter)
        {
            if (images < end)
            {
                var cosine = 0.5 * (1 + Math.Cos(Math.PI * (images - begin) / (end - begin)));
                return images < warmUp ? cosine * images / warmUp : cosine;
            }

            begin = end;
        }

        return 0;
    }
}
