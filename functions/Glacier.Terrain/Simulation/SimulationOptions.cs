namespace Glacier.Terrain.Simulation;

/// <summary>What to simulate.</summary>
/// <param name="Years">Calendar years to survey, ascending; see <see cref="YearRange.Parse"/>.</param>
/// <param name="Size">Columns and rows of the square domain, 32 to 2048.</param>
/// <param name="CellSize">Metres per cell. The mountains scale with Size × CellSize; 6,400 m is what they are drawn for.</param>
/// <param name="Seed">Another seed is another mountain. The same seed is the same series, bit for bit.</param>
/// <param name="Clean">True: DEMs are written without noise and misregistration.</param>
public sealed record SimulationOptions(IReadOnlyList<int> Years, int Size = 256, double CellSize = 25, int Seed = 7, bool Clean = false)
{
    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (Years.Count == 0)
        {
            throw new ArgumentException("no years to simulate", nameof(Years));
        }

        for (var i = 0; i < Years.Count; i++)
        {
            if (Years[i] is < 1700 or > 2200 || (i > 0 && Years[i] <= Years[i - 1]))
            {
                throw new ArgumentException($"year {Years[i]}: years ascend and lie between 1700 and 2200", nameof(Years));
            }
        }

        if (Size is < 32 or > 2048)
        {
            throw new ArgumentException($"size {Size}: 32 to 2048 cells", nameof(Size));
        }

        if (!(CellSize >= 2 && CellSize <= 400))
        {
            throw new ArgumentException(FormattableString.Invariant($"cell size {CellSize}: 2 to 400 metres"), nameof(CellSize));
        }

        if (!(Size * CellSize >= 3000 && Size * CellSize <= 40_000))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"domain of {Size * CellSize} m: size × cell size lies between 3,000 and 40,000 m"), nameof(CellSize));
        }
    }
}
