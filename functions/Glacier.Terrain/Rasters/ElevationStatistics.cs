namespace Glacier.Terrain.Rasters;

/// <summary>Range and voids of a DEM, gathered window by window.</summary>
internal sealed class ElevationStatistics
{
    /// <summary>Lowest elevation accepted, metres.</summary>
    public const double Lowest = -500;

    /// <summary>Highest elevation accepted, metres.</summary>
    public const double Highest = 9000;

    private const int WindowValues = 4 << 20;

    private bool _onlyZeroAndOne = true;

    public float Minimum { get; private set; } = float.PositiveInfinity;

    public float Maximum { get; private set; } = float.NegativeInfinity;

    public long Valid { get; private set; }

    public long Total { get; private set; }

    /// <summary>Calls back with every window of whole block rows, so that each block is decoded once.</summary>
    public static void ForEachWindow(DemSource source, Action<int, int> rows)
    {
        source.Band.GetBlockSize(out _, out var blockHeight);
        var blocks = Math.Max(1, WindowValues / source.Width / blockHeight);

        // one block of all rows (a single strip) is still read in parts: GDAL keeps the decoded block
        var step = Math.Clamp(blocks * blockHeight, 1, Math.Max(1, 4 * WindowValues / source.Width));
        for (var row = 0; row < source.Height; row += step)
        {
            rows(row, Math.Min(step, source.Height - row));
        }
    }

    /// <summary>Statistics of a whole file, read once by windows through its decoder.</summary>
    public static ElevationStatistics Of(DemSource source)
    {
        var statistics = new ElevationStatistics();
        float[] window = [];
        ForEachWindow(source, (row, rows) =>
        {
            Array.Resize(ref window, Math.Max(window.Length, rows * source.Width));
            source.Decoder.Read(source.Band, 0, row, source.Width, rows, window);
            statistics.Add(window.AsSpan(0, rows * source.Width));
        });
        return statistics;
    }

    public void Add(ReadOnlySpan<float> values)
    {
        var (minimum, maximum, valid, zeroOne) = (Minimum, Maximum, 0L, _onlyZeroAndOne);
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                continue;
            }

            valid++;
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
            zeroOne &= value is 0 or 1;
        }

        (Minimum, Maximum, _onlyZeroAndOne) = (minimum, maximum, zeroOne);
        Valid += valid;
        Total += values.Length;
    }

    /// <exception cref="InvalidInputException">Rules <c>all-nodata</c>, <c>mask-not-elevations</c>, <c>elevations-out-of-range</c>.</exception>
    public void Require(string file)
    {
        if (Valid == 0)
        {
            throw new InvalidInputException(
                file, "all-nodata", $"{Total} pixels, none with a value", "elevations", "Check the export and the declared nodata value (gdalinfo -stats).");
        }

        RequireMoreThanMask(file);
        if (Minimum < Lowest || Maximum > Highest)
        {
            throw new InvalidInputException(
                file, "elevations-out-of-range", FormattableString.Invariant($"{Minimum:0.##} … {Maximum:0.##} m"),
                FormattableString.Invariant($"{Lowest:0} … {Highest:0} m"),
                "Declare the value that stands for voids (gdal_translate -a_nodata VALUE), or state the unit of the elevations (verticalUnit: ft).");
        }
    }

    /// <exception cref="InvalidInputException">Rule <c>mask-not-elevations</c>.</exception>
    public void RequireMoreThanMask(string file)
    {
        if (Valid > 0 && _onlyZeroAndOne)
        {
            throw new InvalidInputException(
                file, "mask-not-elevations", "only the values 0 and 1", "elevations in metres", "This looks like an ice mask: put it under outlines, not dems.");
        }
    }
}
