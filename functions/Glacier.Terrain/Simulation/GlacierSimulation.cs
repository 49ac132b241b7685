using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>Grows a valley glacier on a simulated mountain to steady state, then lets it recede under a rising equilibrium line.</summary>
public static class GlacierSimulation
{
    /// <summary>Ice thinner than this counts as snow on rock, metres.</summary>
    public const double MinimumThickness = 5;

    private const int Coarsest = 64;
    private const double TargetReach = 0.76;
    private const double TargetRetreat = 0.62;

    /// <summary>Runs a series. The same options give the same result bit for bit, on any number of threads.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="progress">Told the fraction done, 0 to 1.</param>
    /// <param name="cancellation">Stops between model years.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SimulatedGlacier Run(SimulationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        var extent = options.Size * options.CellSize;
        var mountain = new MountainBed(extent, options.Seed);
        progress?.Report(0.05);

        var size = options.Size;
        var levels = new Stack<int>([size]);
        while (size % 2 == 0 && size > Coarsest)
        {
            levels.Push(size /= 2);
        }

        var model = new GlacierModel(mountain, extent, levels.Pop(), null);
        var resting = model.FindEquilibriumLine(TargetReach, years: 420, cancellation);
        progress?.Report(0.15);
        var climate = new Climate(resting, model.FindRise(resting, TargetRetreat, cancellation));
        progress?.Report(0.2);
        while (levels.TryPop(out var finer))
        {
            model = new GlacierModel(mountain, extent, finer, model);
            model.Advance(_ => resting, 0, finer == options.Size ? 25 : 60, cancellation);
        }

        return Survey(options, mountain, model, climate, progress, cancellation);
    }

    private static SimulatedGlacier Survey(
        SimulationOptions options, MountainBed mountain, GlacierModel model, Climate climate, IProgress<double>? progress, CancellationToken cancellation)
    {
        progress?.Report(0.3);
        var transform = new GeoTransform(SimulatedPlace.West, SimulatedPlace.North, options.CellSize, options.CellSize);
        var crs = SimulatedPlace.Crs;
        var bed = ToRaster(model.Bed);
        var years = new List<SimulatedYear>();
        var now = Math.Min(options.Years[0], Climate.Onset);
        var start = now;
        var before = model.Ice.Volume;
        var (gained, melted, calved) = (model.Ice.Accumulation, model.Ice.Ablation, model.Ice.Calving);
        foreach (var year in options.Years)
        {
            for (; now < year; now++)
            {
                model.Advance(climate.EquilibriumLine, now, Math.Min(1, year - now), cancellation);
                progress?.Report(0.3 + (0.7 * (now + 1 - start) / (options.Years[^1] - start + 1)));
            }

            var ledger = new MassLedger(
                before, model.Ice.Volume, model.Ice.Accumulation - gained, model.Ice.Ablation - melted, model.Ice.Calving - calved);
            years.Add(State(year, ledger));
            before = model.Ice.Volume;
            (gained, melted, calved) = (model.Ice.Accumulation, model.Ice.Ablation, model.Ice.Calving);
        }

        progress?.Report(1);
        return new SimulatedGlacier(options, bed, years, [.. model.CentreLine.Select(p => (transform.West + p.X, transform.North - p.Y))]);

        SimulatedYear State(int year, MassLedger ledger)
        {
            var thickness = model.Ice.Thickness;
            var surface = new double[thickness.Length];
            var ice = new bool[thickness.Length];
            var area = 0;
            for (var i = 0; i < thickness.Length; i++)
            {
                surface[i] = model.Bed[i] + thickness[i];
                ice[i] = thickness[i] >= MinimumThickness;
                area += ice[i] ? 1 : 0;
            }

            var (shallowEast, shallowNorth) = model.Ice.SurfaceVelocity();
            var deep = ToRaster(thickness);
            var (east, north) = StressCoupling.Of(deep, ToRaster(shallowEast), ToRaster(shallowNorth));
            return new SimulatedYear(
                new Epoch(new DateOnly(year, 9, 1)), ToRaster(surface), deep, ice, east, north,
                model.Ice.Volume, area * transform.PixelArea, model.Length, climate.EquilibriumLine(year), ledger);
        }

        Raster ToRaster(double[] values) => new(options.Size, options.Size, transform, crs, Array.ConvertAll(values, value => (float)value));
    }
}
