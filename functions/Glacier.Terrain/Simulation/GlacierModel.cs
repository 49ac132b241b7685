namespace Glacier.Terrain.Simulation;

/// <summary>A glacier on a simulated mountain at one resolution.</summary>
internal sealed class GlacierModel
{
    private readonly int size;
    private readonly double cell;
    private readonly double[] retention;

    /// <summary>Starts without ice, or with the ice of a coarser model.</summary>
    public GlacierModel(MountainBed mountain, double extent, int size, GlacierModel? coarser)
    {
        this.size = size;
        cell = extent / size;
        Bed = mountain.On(size);
        retention = Retention(mountain.Catchment(size));
        Ice = new ShallowIce(size, size, cell, Bed, coarser?.Refined(size));
        var axis = mountain.Axis;
        var inside = 1.0;
        while (inside > 0 && !Inside(axis.At(inside), extent))
        {
            inside -= 0.005;
        }

        CentreLine = [.. Enumerable.Range(0, 513).Select(k => axis.At(inside * k / 512))];
        CentreLength = inside * axis.Length;
    }

    private GlacierModel(GlacierModel other, double[] thickness)
    {
        (size, cell, retention, Bed, CentreLine, CentreLength) = (other.size, other.cell, other.retention, other.Bed, other.CentreLine, other.CentreLength);
        Ice = new ShallowIce(size, size, cell, Bed, thickness);
    }

    /// <summary>Bed elevation, metres.</summary>
    public double[] Bed { get; }

    /// <summary>The ice.</summary>
    public ShallowIce Ice { get; }

    /// <summary>Equidistant points along the valley axis inside the domain, metres east and south of its north-west corner.</summary>
    public IReadOnlyList<(double X, double Y)> CentreLine { get; }

    /// <summary>Length of the centre line, metres.</summary>
    public double CentreLength { get; }

    /// <summary>Length of unbroken ice along the centre line, from the first ice in the cirque to the terminus, metres.</summary>
    public double Length
    {
        get
        {
            var thickness = Ice.Thickness;
            var terminus = 0.0;
            var begun = false;
            var previous = 0.0;
            for (var k = 0; k < CentreLine.Count; k++)
            {
                var (x, y) = CentreLine[k];
                var here = Cubic.Linear(thickness, size, size, (x / cell) - 0.5, (y / cell) - 0.5) - GlacierSimulation.MinimumThickness;
                if (begun && here < 0)
                {
                    terminus = k - 1 + (previous / (previous - here));
                    break;
                }

                begun |= here >= 0;
                terminus = begun ? k : 0;
                previous = here;
            }

            return terminus * CentreLength / (CentreLine.Count - 1);
        }
    }

    /// <summary>Goes on for some years.</summary>
    public void Advance(Func<double, double> equilibriumLine, double from, double years, CancellationToken cancellation)
    {
        var done = 0.0;
        while (done < years)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = Math.Min(1, years - done);
            var balance = new MassBalance(equilibriumLine(from + done + (0.5 * step)));
            Ice.Advance(step, (surface, field) => balance.Fill(surface, retention, field));
            done += step;
        }
    }

    /// <summary>Grows ice while the equilibrium line is moved until the terminus rests at a fraction of the centre line.</summary>
    /// <returns>That equilibrium line, metres.</returns>
    public double FindEquilibriumLine(double reach, int years, CancellationToken cancellation)
    {
        var wanted = reach * CentreLength;
        var scale = wanted / 4600;
        var line = 2450.0 + (100 * (scale - 1));
        var previous = Length;
        var trend = 0.0;
        for (var year = 0; year < years; year++)
        {
            var at = line;
            Advance(_ => at, year, 1, cancellation);

            // steered by where the terminus will be, or the glacier's own lag would make it swing
            trend += (Length - previous - trend) / 8;
            previous = Length;
            if (year >= 40)
            {
                line += Math.Clamp(1.5 * (Length + (30 * trend) - wanted) / 1000, -3, 3);
            }
        }

        return line;
    }

    /// <summary>Finds how strongly the equilibrium line rises for the glacier of 2020 to have a wanted part of its length of 1950.</summary>
    /// <param name="resting">Equilibrium line before the rise, metres.</param>
    /// <param name="kept">That part of the length, 0 to 1.</param>
    /// <param name="cancellation">Stops between model years.</param>
    /// <returns>The factor of <see cref="Climate.Scale"/>, within 0.2 and 3.</returns>
    public double FindRise(double resting, double kept, CancellationToken cancellation)
    {
        var thickness = (double[])Ice.Thickness.Clone();
        var (low, high) = (0.2, 3.0);
        for (var trial = 0; trial < 5; trial++)
        {
            var climate = new Climate(resting, Math.Sqrt(low * high));
            var before = new GlacierModel(this, (double[])thickness.Clone());
            before.Advance(climate.EquilibriumLine, Climate.Onset, 1950 - Climate.Onset, cancellation);
            var first = before.Length;
            before.Advance(climate.EquilibriumLine, 1950, 70, cancellation);
            (low, high) = before.Length > kept * first ? (climate.Scale, high) : (low, climate.Scale);
        }

        return Math.Sqrt(low * high);
    }

    private static bool Inside((double X, double Y) p, double extent) => p.X >= 0 && p.Y >= 0 && p.X <= extent && p.Y <= extent;

    private double[] Refined(int finer)
    {
        var fine = new double[finer * finer];
        var ratio = (double)size / finer;
        for (var row = 0; row < finer; row++)
        {
            for (var column = 0; column < finer; column++)
            {
                fine[(row * finer) + column] =
                    Cubic.Linear(Ice.Thickness, size, size, ((column + 0.5) * ratio) - 0.5, ((row + 0.5) * ratio) - 0.5);
            }
        }

        return fine;
    }

    // slope over about 100 m, so that coarse and fine models hold their snow in the same places
    private double[] Retention(double[] catchment)
    {
        var reach = Math.Max(1, (int)Math.Round(50 / cell));
        var result = new double[Bed.Length];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (west, east) = (Math.Max(column - reach, 0), Math.Min(column + reach, size - 1));
                var (north, south) = (Math.Max(row - reach, 0), Math.Min(row + reach, size - 1));
                var slopeX = (Bed[(row * size) + east] - Bed[(row * size) + west]) / ((east - west) * cell);
                var slopeY = (Bed[(south * size) + column] - Bed[(north * size) + column]) / ((south - north) * cell);
                result[(row * size) + column] =
                    catchment[(row * size) + column] * MassBalance.Retention(Math.Sqrt((slopeX * slopeX) + (slopeY * slopeY)));
            }
        }

        return result;
    }
}
