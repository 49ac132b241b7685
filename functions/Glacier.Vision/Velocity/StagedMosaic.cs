using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity;

/// <summary>The means of more pairs than fit into memory: some of the pixels at a time, the pairs read anew for each.</summary>
/// <param name="All">The mean of all pairs.</param>
/// <param name="ByYear">One mean per calendar year.</param>
public sealed record StagedMosaic(VelocityMap All, IReadOnlyDictionary<int, VelocityMap> ByYear)
{
    // four half-precision numbers per pixel and pair
    private const long BytesEach = 8;

    /// <summary>Takes the means.</summary>
    /// <param name="grid">Grid of all maps.</param>
    /// <param name="ice">Pixels to keep; null: all.</param>
    /// <param name="pairs">Number of maps, at least one.</param>
    /// <param name="read">Reads one of them.</param>
    /// <param name="mostBytes">Memory for the pairs at a time.</param>
    /// <returns>The same as one <see cref="VelocityMosaic"/> of all.</returns>
    public static StagedMosaic Of(Grid grid, bool[]? ice, int pairs, Func<int, VelocityMap> read, long mostBytes = 1L << 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        var kept = Enumerable.Range(0, grid.Width * grid.Height).Where(i => ice is null || ice[i]).ToArray();
        var stage = (int)Math.Clamp(mostBytes / (BytesEach * pairs), 4096, int.MaxValue);
        Sum? all = null;
        var years = new Dictionary<int, Sum>();
        for (var from = 0; from == 0 || from < kept.Length; from += stage)
        {
            var mask = new bool[grid.Width * grid.Height];
            foreach (var i in kept.AsSpan(from, Math.Min(stage, kept.Length - from)))
                mask[i] = true;
            var mosaic = new VelocityMosaic(grid, mask);
            for (var k = 0; k < pairs; k++)
                mosaic.Add(read(k));
            (all ??= new Sum()).Take(mosaic.Mean(), mask);
            foreach (var year in mosaic.Years)
            {
                if (!years.TryGetValue(year, out var sum))
                    years[year] = sum = new Sum();
                sum.Take(mosaic.Mean(year), mask);
            }
        }

        return new(all!.Map, years.ToDictionary(item => item.Key, item => item.Value.Map));
    }

    private sealed class Sum
    {
        private VelocityMap? _first;

        // speeds are computed when a map is made
        public VelocityMap Map => new(_first!.Grid, _first.Vx, _first.Vy, _first.VxError, _first.VyError, _first.Count, _first.First, _first.Second);

        public void Take(VelocityMap part, bool[] mask)
        {
            if (_first is null)
            {
                _first = part;
                return;
            }

            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i])
                {
                    (_first.Vx[i], _first.Vy[i]) = (part.Vx[i], part.Vy[i]);
                    (_first.VxError[i], _first.VyError[i], _first.Count[i]) = (part.VxError[i], part.VyError[i], part.Count[i]);
                }
            }
        }
    }
}
