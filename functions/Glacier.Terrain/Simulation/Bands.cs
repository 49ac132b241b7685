namespace Glacier.Terrain.Simulation;

/// <summary>Rows of a grid on all cores in a few bands: one row is too little work to hand out.</summary>
internal static class Bands
{
    private static readonly int Count = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Calls once for every row. Rows must not depend on one another.</summary>
    public static void Each(int rows, Action<int> work)
    {
        if (rows <= 96 || Count == 1)
        {
            for (var row = 0; row < rows; row++)
            {
                work(row);
            }

            return;
        }

        Parallel.For(0, Count, band =>
        {
            var end = (int)((long)rows * (band + 1) / Count);
            for (var row = (int)((long)rows * band / Count); row < end; row++)
            {
                work(row);
            }
        });
    }
}
