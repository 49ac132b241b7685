using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Area, volume, geodetic mass balance and terminus of a series of surveys, each with its uncertainty.</summary>
public static class RecessionAnalysis
{
    private const double WaterDensity = 1000;

    /// <summary>Computes everything <see cref="Recession"/> holds.</summary>
    /// <param name="series">At least two surveys on one grid, in any order, no epoch twice.</param>
    /// <param name="options">Density, bins, fallbacks.</param>
    /// <exception cref="ArgumentException">Fewer than two surveys, an epoch twice, grids or masks that differ, or no ice at all.</exception>
    public static Recession Compute(IReadOnlyList<DatedDem> series, RecessionOptions? options = null)
    {
        options ??= new();
        var ordered = Ordered(series);
        var first = ordered[0];
        var anyIce = Union([.. ordered.Select(s => s.Ice)]);
        var line = CentreLineOf(ordered, options);
        var termini = ordered.Select(s => line.Terminus(s.Dem.Grid, s.Ice)).ToArray();
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        var intervals = new List<IntervalChange>();
        for (var k = 1; k < ordered.Length; k++)
        {
            intervals.Add(Interval(ordered[k - 1], ordered[k], termini[k - 1], termini[k], anyIce, options, flags));
        }

        var sinceFirst = new IntervalChange?[ordered.Length];
        for (var k = 1; k < ordered.Length; k++)
        {
            sinceFirst[k] = k == 1 ? intervals[0] : Interval(first, ordered[k], termini[0], termini[k], anyIce, options, flags);
        }

        foreach (var survey in ordered)
        {
            if (!survey.Coregistered)
            {
                flags.Add($"{survey.Epoch}: co-registration was refused, the DEM is used as it came");
            }

            if (survey.OutlineSource != "outline")
            {
                flags.Add($"{survey.Epoch}: ice extent derived from elevation change, not from an outline");
            }
        }

        return new()
        {
            Epochs = [.. ordered.Select((s, k) => State(s, termini[k], termini[0], sinceFirst[k], line))],
            Intervals = intervals,
            Overall = sinceFirst[^1]!,
            CentreLineLength = line.Length,
            CentreLine = [.. line.Points.Select(p => new[] { p.X, p.Y })],
            Density = options.Density,
            DensityUncertainty = options.DensityUncertainty,
            Quality = flags.Count == 0 ? "good" : "degraded",
            QualityFlags = [.. flags],
        };
    }

    /// <summary>Centre line of a series: on the first surface, over the ice of all epochs.</summary>
    /// <exception cref="ArgumentException">As <see cref="Compute"/>, but one survey is enough.</exception>
    public static CentreLine CentreLineOf(IReadOnlyList<DatedDem> series, RecessionOptions? options = null)
    {
        var ordered = Ordered(series, least: 1);
        return CentreLine.Of(ordered[0].Dem, Union([.. ordered.Select(s => s.Ice)]), options?.ProfileStep);
    }

    /// <summary>Rate of elevation change, m/yr, at every pixel both surveys have; NaN elsewhere. Off the ice it shows what stable ground says.</summary>
    /// <exception cref="ArgumentException">The grids differ or the epochs are the same.</exception>
    public static Raster DhdtMap(DatedDem earlier, DatedDem later)
    {
        var years = Years(earlier, later);
        var difference = ElevationUncertainty.Subtract(earlier.Dem, later.Dem);
        for (var i = 0; i < difference.Values.Length; i++)
        {
            difference.Values[i] = (float)(difference.Values[i] / years);
        }

        return difference;
    }

    private static double Years(DatedDem earlier, DatedDem later) => later.Epoch.YearsSince(earlier.Epoch) is var years and not 0
        ? years
        : throw new ArgumentException($"{earlier.Epoch} and {later.Epoch} are the same day", nameof(later));

    private static DatedDem[] Ordered(IReadOnlyList<DatedDem> series, int least = 2)
    {
        if (series.Count < least)
        {
            throw new ArgumentException($"{series.Count} surveys; expected at least {least}", nameof(series));
        }

        var ordered = series.OrderBy(s => s.Epoch).ToArray();
        for (var k = 0; k < ordered.Length; k++)
        {
            GridRules.RequireSameGrid(ordered[0].Dem, ordered[k].Dem, nameof(series));
            GridRules.RequireMask(ordered[0].Dem, ordered[k].Ice, nameof(series));
            if (k > 0 && ordered[k].Epoch.CompareTo(ordered[k - 1].Epoch) == 0)
            {
                throw new ArgumentException($"two surveys of {ordered[k].Epoch}", nameof(series));
            }
        }

        return ordered;
    }

    private static bool[] Union(IReadOnlyList<bool[]> masks)
    {
        var union = new bool[masks[0].Length];
        foreach (var mask in masks)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                union[i] |= mask[i];
            }
        }

        return union;
    }

    private static double AreaUncertainty(DatedDem survey) => MaskGeometry.AreaUncertainty(
        survey.Ice, survey.Dem.Width, survey.Dem.Height, survey.Dem.Transform, survey.OutlineSource == "outline" ? 0.5 : 1);

    private static IntervalChange Interval(
        DatedDem earlier, DatedDem later, double? from, double? to, bool[] anyIce, RecessionOptions options, SortedSet<string> flags)
    {
        var transform = earlier.Dem.Transform;
        var years = Years(earlier, later);
        var ice = Union([earlier.Ice, later.Ice]);
        var filled = HypsometricFill.Fill(earlier.Dem, later.Dem, ice, options.HypsometryBin);
        var error = ElevationUncertainty.Learn(earlier.Dem, later.Dem, anyIce, options);
        Flag(earlier, later, filled, error, flags);

        double volume = 0;
        for (var i = 0; i < ice.Length; i++)
        {
            volume += float.IsFinite(filled.Change[i]) ? filled.Change[i] * transform.PixelArea : 0;
        }

        double areaBefore = MaskGeometry.Area(earlier.Ice, transform), areaAfter = MaskGeometry.Area(later.Ice, transform);
        double errorBefore = AreaUncertainty(earlier), errorAfter = AreaUncertainty(later);
        var union = Math.Max(filled.Pixels, 1) * transform.PixelArea;
        var meanArea = Math.Max((areaBefore + areaAfter) / 2, transform.PixelArea);
        var samples = Math.Max(EffectiveSamples.Of(ice, earlier.Dem.Width, earlier.Dem.Height, transform, error.Model), 1);
        var mean = error.Pixel / Math.Sqrt(samples);
        var elevationTerm = union * Root(mean, error.Alignment);
        var areaTerm = Math.Abs(volume / union) * Math.Max(errorBefore, errorAfter);
        var volumeError = Root(elevationTerm, areaTerm, filled.VoidTerm);

        // the area in the denominator is in error too, and independently of the elevations
        var meanAreaError = Root(errorBefore, errorAfter) / 2;
        var thickness = volume / meanArea;
        var thicknessError = Root(volumeError / meanArea, thickness * meanAreaError / meanArea);
        var water = options.Density / WaterDensity;
        var densityTerm = Math.Abs(thickness) * options.DensityUncertainty / WaterDensity / years;
        var retreatError = Root(0.5, 0.5) * Math.Sqrt(transform.PixelArea);
        return new()
        {
            From = earlier.Epoch.ToString(),
            To = later.Epoch.ToString(),
            Years = years,
            AreaChange = (areaAfter - areaBefore) / 1e6,
            AreaChangeUncertainty = Root(errorBefore, errorAfter) / 1e6,
            VolumeChange = volume / 1e9,
            VolumeChangeUncertainty = volumeError / 1e9,
            VolumeRate = volume / 1e9 / years,
            VolumeRateUncertainty = volumeError / 1e9 / years,
            MeanDhdt = thickness / years,
            MeanDhdtUncertainty = thicknessError / years,
            MassBalance = thickness * water / years,
            MassBalanceUncertainty = Root(thicknessError * water / years, densityTerm),
            MassChange = volume * options.Density / 1e12,
            MassChangeUncertainty = Root(volumeError * options.Density, volume * options.DensityUncertainty) / 1e12,
            TerminusRetreat = from - to,
            TerminusRetreatUncertainty = from is null || to is null ? null : retreatError,
            TerminusRetreatRate = (from - to) / years,
            VoidFraction = filled.Pixels == 0 ? 0 : 1 - ((double)filled.Measured / filled.Pixels),
            UncertaintyBudget = new()
            {
                Pixel = error.Pixel,
                Mean = mean,
                Alignment = error.Alignment,
                EffectiveSamples = samples,
                ShortRange = error.Model.ShortRange,
                LongRange = error.Model.LongRange,
                StablePixels = error.StablePixels,
                ElevationTerm = elevationTerm / 1e9,
                AreaTerm = areaTerm / 1e9,
                VoidTerm = filled.VoidTerm / 1e9,
                DensityTerm = densityTerm,
            },
            Hypsometry = Bins(earlier.Dem, later.Dem, ice, filled, years, options.HypsometryBin),
        };
    }

    private static void Flag(DatedDem earlier, DatedDem later, FilledChange filled, ElevationUncertainty error, SortedSet<string> flags)
    {
        var name = $"{earlier.Epoch} to {later.Epoch}";
        if (error.Flag is not null)
        {
            flags.Add($"{name}: {error.Flag}");
        }

        if (filled.Pixels == 0)
        {
            flags.Add($"{name}: no ice");
        }
        else if (filled.Measured == 0)
        {
            flags.Add($"{name}: no elevation on the ice in both DEMs, volume change is unknown and given as 0");
        }
        else if (filled.Measured < filled.Pixels / 2)
        {
            flags.Add($"{name}: more than half of the ice was filled from its elevation bin");
        }
    }

    private static double Root(params ReadOnlySpan<double> terms)
    {
        double sum = 0;
        foreach (var term in terms)
        {
            sum += term * term;
        }

        return Math.Sqrt(sum);
    }

    private static List<HypsometryBin> Bins(Raster earlier, Raster later, bool[] ice, FilledChange filled, double years, double height)
    {
        var bins = new SortedDictionary<int, (int Pixels, int Measured, double Sum)>();
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i] && float.IsFinite(filled.Change[i]) && float.IsFinite(filled.Surface[i]))
            {
                var key = (int)Math.Floor(filled.Surface[i] / height);
                var measured = float.IsFinite(later.Values[i] - earlier.Values[i]) ? 1 : 0;
                var (pixels, known, sum) = bins.GetValueOrDefault(key);
                bins[key] = (pixels + 1, known + measured, sum + filled.Change[i]);
            }
        }

        return [.. bins.Select(b => new HypsometryBin
        {
            Bottom = b.Key * height,
            Top = (b.Key + 1) * height,
            Area = b.Value.Pixels * earlier.Transform.PixelArea / 1e6,
            MeanChange = b.Value.Sum / b.Value.Pixels,
            MeanRate = b.Value.Sum / b.Value.Pixels / years,
            MeasuredFraction = (double)b.Value.Measured / b.Value.Pixels,
        })];
    }

    private static EpochState State(DatedDem survey, double? terminus, double? firstTerminus, IntervalChange? sinceFirst, CentreLine line)
    {
        var pixels = survey.Ice.Count(i => i);
        var elevations = survey.Dem.Values.Where((v, i) => survey.Ice[i] && float.IsFinite(v)).ToArray();
        var none = elevations.Length == 0;
        return new()
        {
            Epoch = survey.Epoch.ToString(),
            DecimalYear = survey.Epoch.DecimalYear,
            Area = pixels * survey.Dem.Transform.PixelArea / 1e6,
            AreaUncertainty = AreaUncertainty(survey) / 1e6,
            OutlineSource = survey.OutlineSource,
            VoidFraction = pixels == 0 ? 0 : 1 - ((double)elevations.Length / pixels),
            VolumeChangeSinceFirst = sinceFirst?.VolumeChange ?? 0,
            VolumeChangeSinceFirstUncertainty = sinceFirst?.VolumeChangeUncertainty ?? 0,
            TerminusDistance = terminus,
            Terminus = terminus is { } d && line.At(d) is var p ? [p.X, p.Y] : null,
            TerminusRetreatSinceFirst = firstTerminus - terminus,
            MinimumElevation = none ? null : elevations.Min(),
            MedianElevation = none ? null : OrderStatistics.Median(elevations),
            MaximumElevation = none ? null : elevations.Max(),
        };
    }
}
