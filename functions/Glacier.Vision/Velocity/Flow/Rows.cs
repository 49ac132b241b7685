using System.Collections.Concurrent;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>Rows of an image shared out among the processors in bands, so that each keeps to its own part of memory.</summary>
internal static class Rows
{
    private const int FewestRows = 16;

    /// <summary>Calls once per band of rows.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="band">Receives the first row and the one after the last.</param>
    public static void Bands(int height, Action<int, int> band)
    {
        var size = Math.Max(FewestRows, (height + (4 * Environment.ProcessorCount) - 1) / (4 * Environment.ProcessorCount));
        if (height <= size)
        {
            band(0, height);
            return;
        }

        Parallel.ForEach(Partitioner.Create(0, height, size), range => band(range.Item1, range.Item2));
    }

    /// <summary>Calls once per row.</summary>
    public static void For(int height, Action<int> row) => Bands(height, (from, to) =>
    {
        for (var r = from; r < to; r++)
        {
            row(r);
        }
    });
}
