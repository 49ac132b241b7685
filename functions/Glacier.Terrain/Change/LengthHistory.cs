using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>How long a glacier was, from its outlines alone.</summary>
/// <param name="Line">The longest way down the middle of all the ice, head to terminus.</param>
/// <param name="Lengths">Per outline: metres along the line to where its ice ends; null where it does not meet the line.</param>
/// <param name="Uncertainty">1σ of each length, metres: half a pixel.</param>
/// <remarks>
/// Without elevations the end that has moved most over all outlines is taken for the terminus: ice divides hardly move. The other end is where the ice of any of the
/// outlines begins. Where neither has moved, either choice says that the length is the same.
/// </remarks>
public sealed record LengthHistory(CentreLine Line, IReadOnlyList<double?> Lengths, double Uncertainty)
{
    /// <summary>Measures a series of outlines.</summary>
    /// <param name="grid">Grid of the masks.</param>
    /// <param name="ice">Ice of each epoch, one flag per pixel.</param>
    /// <returns>Null where no mask has any ice.</returns>
    /// <exception cref="ArgumentException">A mask of another size.</exception>
    public static LengthHistory? Of(Grid grid, IReadOnlyList<bool[]> ice)
    {
        var union = new bool[grid.Width * grid.Height];
        foreach (var mask in ice)
        {
            if (mask.Length != union.Length)
            {
                throw new ArgumentException($"{mask.Length} flags for {grid.Width} × {grid.Height} pixels", nameof(ice));
            }

            for (var i = 0; i < union.Length; i++)
            {
                union[i] |= mask[i];
            }
        }

        if (!union.Contains(true))
        {
            return null;
        }

        var line = CentreLine.OfOutline(grid, union);
        var (one, other) = (Along(line), Along(line.Reversed()));
        return Moved(other) > Moved(one) ? other : one;

        LengthHistory Along(CentreLine way) => new(way, [.. ice.Select(mask => way.Terminus(grid, mask))], 0.5 * Math.Sqrt(grid.Transform.PixelArea));
    }

    private static double Moved(LengthHistory history)
    {
        var known = history.Lengths.OfType<double>().ToList();
        return known.Count == 0 ? 0 : known.Max() - known.Min();
    }
}
