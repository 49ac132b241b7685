using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Ice masks of epochs without an outline, from how the surface changed.</summary>
/// <remarks>
/// Between two outlines: ice is the later outline and those pixels of the earlier one whose surface has since dropped. Before all outlines: the
/// earliest outline and the connected ground that has since dropped. After all outlines: the latest one without the pixels at its margin that stopped lowering while
/// their elevation bin went on: their ice ran out. Without any outline: the largest region that dropped between first and last DEM is taken as the outline of the
/// first. What this cannot see: ice thinner than the threshold, ice that did not thin (accumulation areas, when no outline is given at all), debris that
/// insulates, and slopes that slid. A given outline at a DEM's epoch grows by connected ground that has since dropped, unless told not to. Such masks are marked <see cref="DifferenceSource"/> and their areas carry twice the buffer.
/// </remarks>
public static class IceExtent
{
    /// <summary>The outline source of masks derived here.</summary>
    public const string DifferenceSource = "difference";

    /// <summary>The outline source of given outlines that elevation change extended.</summary>
    public const string ExtendedSource = "outline+difference";

    /// <summary>Ice at an epoch before a known outline.</summary>
    /// <param name="dem">Surface at the epoch.</param>
    /// <param name="later">A surface at or after the known outline's epoch, on the same grid.</param>
    /// <param name="laterIce">The known outline.</param>
    /// <param name="envelope">Ground beyond which there was no ice; null when unknown.</param>
    /// <param name="options">Thresholds.</param>
    /// <returns>The known ice (within the envelope) and the region connected with it that has since dropped.</returns>
    /// <exception cref="ArgumentException">Grids or masks differ in size.</exception>
    public static bool[] FromDifference(Raster dem, Raster later, bool[] laterIce, bool[]? envelope = null, IceExtentOptions? options = null)
    {
        options ??= new();
        GridRules.RequireSameGrid(dem, later, nameof(later));
        GridRules.RequireMask(dem, laterIce, nameof(laterIce));
        GridRules.RequireMask(dem, envelope, nameof(envelope));
        var threshold = Threshold(dem, later, envelope ?? laterIce, options);
        var core = new bool[laterIce.Length];
        var dropped = new bool[laterIce.Length];
        for (var i = 0; i < core.Length; i++)
        {
            core[i] = laterIce[i] && envelope?[i] != false;
            dropped[i] = core[i] || (envelope?[i] != false && dem.Values[i] - later.Values[i] > threshold);
        }

        // opening cuts bridges of noise, closing the holes it leaves; neither may touch what is known
        var cleaned = Clean(dropped, dem, options.CleaningRadius);
        for (var i = 0; i < core.Length; i++)
        {
            cleaned[i] = (cleaned[i] && envelope?[i] != false) || core[i];
        }

        return Connected(cleaned, core, dem);
    }

    /// <summary>A whole series: given outlines where there are, derived ones elsewhere.</summary>
    /// <param name="dems">Surveys on one grid, in any order.</param>
    /// <param name="known">Outlines, any number, none included.</param>
    /// <param name="options">Thresholds.</param>
    /// <returns>In order of time, ready for <see cref="RecessionAnalysis.Compute"/>.</returns>
    /// <exception cref="ArgumentException">No DEM, or grids or masks that differ in size.</exception>
    public static IReadOnlyList<DatedDem> Series(
        IReadOnlyList<(Epoch Epoch, Raster Dem)> dems, IReadOnlyList<KnownIce> known, IceExtentOptions? options = null)
    {
        options ??= new();
        if (dems.Count == 0)
        {
            throw new ArgumentException("no DEM", nameof(dems));
        }

        var ordered = dems.OrderBy(d => d.Epoch).ToArray();
        foreach (var (_, dem) in ordered)
        {
            GridRules.RequireSameGrid(ordered[0].Dem, dem, nameof(dems));
        }

        foreach (var outline in known)
        {
            GridRules.RequireMask(ordered[0].Dem, outline.Ice, nameof(known));
        }

        // with no outline the first epoch's is itself derived: it bounds the others but is not one that was given
        var outlines = known.Count > 0
            ? known.OrderBy(k => k.Epoch).ToArray()
            : [new KnownIce(ordered[0].Epoch, ReliefChange(ordered[0].Dem, ordered[^1].Dem, options))];
        outlines = [.. outlines.Select(o => Extended(o, ordered, options))];
        var series = new List<DatedDem>();
        for (var k = 0; k < ordered.Length; k++)
        {
            var (epoch, dem) = ordered[k];
            var given = outlines.FirstOrDefault(o => Math.Abs(o.Epoch.YearsSince(epoch)) < 0.5);
            var ice = given?.Ice ?? Derive(ordered, k, outlines, options);
            if (k > 0 && given is null && !options.AllowReadvance)
            {
                ice = Within(ice, series[^1].Ice);
            }

            series.Add(new(epoch, dem, ice, null, Source(given, epoch, known)));
        }

        return series;
    }

    // an outline is contradicted where the ground beside it has since dropped: ice was there (the 1880 mask of Aletsch lacks the lowest tongue)
    private static KnownIce Extended(KnownIce outline, (Epoch Epoch, Raster Dem)[] ordered, IceExtentOptions options)
    {
        var at = Array.FindIndex(ordered, d => Math.Abs(outline.Epoch.YearsSince(d.Epoch)) < 0.5);
        return !options.ExtendOutlines || at < 0 || at == ordered.Length - 1
            ? outline
            : outline with { Ice = FromDifference(ordered[at].Dem, ordered[^1].Dem, outline.Ice, null, options) };
    }

    private static string Source(KnownIce? given, Epoch epoch, IReadOnlyList<KnownIce> known)
    {
        var original = known.FirstOrDefault(k => Math.Abs(k.Epoch.YearsSince(epoch)) < 0.5);
        return given is null || original is null ? DifferenceSource
            : given.Ice.AsSpan().SequenceEqual(original.Ice) ? "outline" : ExtendedSource;
    }

    private static bool[] Derive((Epoch Epoch, Raster Dem)[] ordered, int k, KnownIce[] outlines, IceExtentOptions options)
    {
        var (epoch, dem) = ordered[k];
        var before = outlines.LastOrDefault(o => o.Epoch.CompareTo(epoch) < 0);
        var after = outlines.FirstOrDefault(o => o.Epoch.CompareTo(epoch) > 0);
        if (after is not null)
        {
            // what was bare at the later outline's time is bare in every DEM from then on
            var bare = ordered.FirstOrDefault(d => d.Epoch.CompareTo(after.Epoch) >= 0, ordered[^1]).Dem;
            return FromDifference(dem, bare, after.Ice, before?.Ice, options);
        }

        var outline = before!.Ice;
        if (ordered.Length == 1)
        {
            return outline;
        }

        // an epoch with a later DEM is bare where the surface no longer drops; the last one where it dropped too little to have kept its ice
        var whole = (ordered[0], ordered[^1]);
        return k < ordered.Length - 1
            ? WithoutExhausted(ordered[k], ordered[^1], whole, outline, options, options.ExhaustedShare / 2)
            : WithoutExhausted(ordered[k - 1], ordered[k], whole, outline, options, options.ExhaustedShare);
    }

    private static bool[] WithoutExhausted(
        (Epoch Epoch, Raster Dem) from, (Epoch Epoch, Raster Dem) to, ((Epoch Epoch, Raster Dem) First, (Epoch Epoch, Raster Dem) Last) whole, bool[] outline,
        IceExtentOptions options, double share)
    {
        // means over a few pixels carry less noise than the threshold on single ones allows for
        var threshold = Threshold(from.Dem, to.Dem, outline, options) / 2;
        var drop = SmoothedDrop(from.Dem, to.Dem, outline);

        // where a whole elevation bin has run out of ice, the interval alone no longer tells what ice would have lost there: the whole series does
        var expected = ExpectedDrop(from.Dem, drop, outline);
        var part = to.Epoch.YearsSince(from.Epoch) / whole.Last.Epoch.YearsSince(whole.First.Epoch);
        foreach (var (bin, usual) in ExpectedDrop(from.Dem, SmoothedDrop(whole.First.Dem, whole.Last.Dem, outline), outline))
        {
            expected[bin] = Math.Max(expected.GetValueOrDefault(bin), part * usual);
        }

        var exhausted = new bool[outline.Length];
        for (var i = 0; i < outline.Length; i++)
        {
            exhausted[i] = outline[i] && float.IsFinite(drop[i]) && expected.TryGetValue(Bin(from.Dem.Values[i]), out var usual)
                && usual > threshold && drop[i] < share * usual;
        }

        // ice runs out from the margin inwards: spots inside are debris or noise
        var outside = Array.ConvertAll(outline, o => !o);
        var open = new bool[outline.Length];
        for (var i = 0; i < open.Length; i++)
        {
            open[i] = outside[i] || exhausted[i];
        }

        var bare = Connected(open, outside, from.Dem);
        var ice = new bool[outline.Length];
        for (var i = 0; i < ice.Length; i++)
        {
            ice[i] = outline[i] && !bare[i];
        }

        var cleaned = Clean(ice, from.Dem, options.CleaningRadius);
        return Within(cleaned, outline);
    }

    private static int Bin(float elevation) => (int)Math.Floor(elevation / 100);

    private static Dictionary<int, double> ExpectedDrop(Raster dem, float[] drop, bool[] outline)
    {
        var bins = new Dictionary<int, List<float>>();
        for (var i = 0; i < outline.Length; i++)
        {
            if (outline[i] && float.IsFinite(drop[i]) && float.IsFinite(dem.Values[i]))
            {
                (bins.TryGetValue(Bin(dem.Values[i]), out var list) ? list : bins[Bin(dem.Values[i])] = []).Add(drop[i]);
            }
        }

        return bins.ToDictionary(b => b.Key, b => OrderStatistics.Median(b.Value.ToArray()));
    }

    // mean drop over the pixels of the outline within two pixels
    private static float[] SmoothedDrop(Raster from, Raster to, bool[] outline)
    {
        const int Radius = 2;
        var smoothed = new float[outline.Length];
        Parallel.For(0, from.Height, row =>
        {
            for (var column = 0; column < from.Width; column++)
            {
                var (sum, count) = (0.0, 0);
                for (var r = Math.Max(0, row - Radius); r <= Math.Min(from.Height - 1, row + Radius); r++)
                {
                    for (var c = Math.Max(0, column - Radius); c <= Math.Min(from.Width - 1, column + Radius); c++)
                    {
                        var i = (r * from.Width) + c;
                        var drop = from.Values[i] - to.Values[i];
                        if (outline[i] && float.IsFinite(drop))
                        {
                            sum += drop;
                            count++;
                        }
                    }
                }

                smoothed[(row * from.Width) + column] = count == 0 ? float.NaN : (float)(sum / count);
            }
        });
        return smoothed;
    }

    private static bool[] ReliefChange(Raster first, Raster last, IceExtentOptions options)
    {
        var threshold = Threshold(first, last, new bool[first.Values.Length], options);
        var dropped = new bool[first.Values.Length];
        for (var i = 0; i < dropped.Length; i++)
        {
            dropped[i] = first.Values[i] - last.Values[i] > threshold;
        }

        return MaskGeometry.Largest(Clean(dropped, first, options.CleaningRadius), first.Width, first.Height);
    }

    private static double Threshold(Raster dem, Raster later, bool[] ice, IceExtentOptions options)
    {
        var ground = Array.ConvertAll(MaskGeometry.Dilate(ice, dem.Width, dem.Height, 2), i => !i);
        var statistics = DifferenceStatistics.Between(later, dem, ground);
        return Math.Max(options.MinimumDrop, options.Nmad * statistics.Nmad);
    }

    private static bool[] Clean(bool[] mask, Raster dem, double radius) => radius <= 0
        ? mask
        : MaskGeometry.Close(MaskGeometry.Open(mask, dem.Width, dem.Height, radius), dem.Width, dem.Height, radius);

    private static bool[] Connected(bool[] mask, bool[] core, Raster dem)
    {
        var (labels, counts) = MaskGeometry.Regions(mask, dem.Width, dem.Height);
        var touched = new bool[counts.Count];
        for (var i = 0; i < core.Length; i++)
        {
            touched[labels[i]] |= core[i];
        }

        return Array.ConvertAll(labels, l => l != 0 && touched[l]);
    }

    private static bool[] Within(bool[] mask, bool[] bound)
    {
        var result = new bool[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            result[i] = mask[i] && bound[i];
        }

        return result;
    }
}
