using Glacier.Terrain.Change;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>The surface at a moment between surveys.</summary>
/// <param name="Dem">Elevations, metres; NaN where no survey knows any.</param>
/// <param name="Ice">Ice, one flag per pixel.</param>
/// <param name="IceFraction">The same without steps in time: 1 on ice, 0 off it, between where the margin passes.</param>
public sealed record MomentarySurface(Raster Dem, bool[] Ice, float[] IceFraction);

/// <summary>A glacier at any time between its surveys, on one grid: the ground that a flight goes over while the years pass.</summary>
/// <remarks>
/// Elevations run linearly in time from survey to survey. So does the signed distance to the ice's margin, whose zero is the margin: at a survey the ice is exactly the
/// survey's, between two it draws back without steps. A pixel that one survey lacks takes the other surveys' (linear in time, constant beyond them).
/// </remarks>
public sealed class SurfaceSeries
{
    private readonly float[][] _heights;
    private readonly float[][] _distances;

    /// <summary>Takes surveys on one grid.</summary>
    /// <param name="surveys">At least one, in any order.</param>
    /// <exception cref="ArgumentException">No survey, two of one day, or grids or masks that differ.</exception>
    public SurfaceSeries(IReadOnlyList<DatedDem> surveys)
    {
        if (surveys.Count == 0)
        {
            throw new ArgumentException("no survey to fly over", nameof(surveys));
        }

        Surveys = [.. surveys.OrderBy(survey => survey.Epoch)];
        var first = Surveys[0].Dem;
        foreach (var survey in Surveys)
        {
            GridRules.RequireSameGrid(survey.Dem, first, nameof(surveys));
            GridRules.RequireMask(first, survey.Ice, nameof(surveys));
        }

        Years = [.. Surveys.Select(survey => survey.Epoch.DecimalYear)];
        if (Years.Distinct().Count() != Years.Count)
        {
            throw new ArgumentException("two surveys of one day", nameof(surveys));
        }

        (_heights, Lent) = Known(Surveys, Years);
        _distances = [.. Surveys.Select(survey => Margin(survey.Ice, first.Width, first.Height))];
        var (highest, ever) = ((float[])_heights[0].Clone(), (bool[])Surveys[0].Ice.Clone());
        foreach (var (heights, survey) in _heights.Zip(Surveys))
        {
            for (var i = 0; i < highest.Length; i++)
            {
                highest[i] = Math.Max(highest[i], heights[i]);
                ever[i] |= survey.Ice[i];
            }
        }

        Highest = VoidFilling.Close(first.With(highest));
        EverIce = ever;
        Void = Array.ConvertAll(highest, float.IsNaN);
    }

    /// <summary>The surveys, oldest first.</summary>
    public IReadOnlyList<DatedDem> Surveys { get; }

    /// <summary>Their times as decimal years.</summary>
    public IReadOnlyList<double> Years { get; }

    /// <summary>Size and place.</summary>
    public Grid Grid => Surveys[0].Dem.Grid;

    /// <summary>The highest surface of all years, voids inside closed smoothly: what a camera must stay above.</summary>
    public Raster Highest { get; }

    /// <summary>Pixels that were ice in some year.</summary>
    public bool[] EverIce { get; }

    /// <summary>Pixels whose elevation no survey knows.</summary>
    public bool[] Void { get; }

    /// <summary>Per survey, the share of its pixels that other surveys lent it.</summary>
    public IReadOnlyList<double> Lent { get; }

    /// <summary>The surface at a time; before the first survey and after the last it stands still.</summary>
    /// <param name="year">Decimal year.</param>
    public MomentarySurface At(double year)
    {
        var (before, after, part) = Between(year);
        var dem = Surveys[0].Dem;
        var (heights, fraction, ice) = (new float[dem.Values.Length], new float[dem.Values.Length], new bool[dem.Values.Length]);
        for (var i = 0; i < heights.Length; i++)
        {
            heights[i] = Mix(_heights[before][i], _heights[after][i], part);
            var distance = Mix(_distances[before][i], _distances[after][i], part);
            ice[i] = distance < 0;
            // neighbours across a margin stand one pixel from each other's side: exactly 1 and 0 at a survey
            fraction[i] = Math.Clamp(0.5f - (0.5f * distance), 0, 1);
        }

        return new(dem.With(heights), ice, fraction);
    }

    /// <summary>Elevation at a map position and a time, bilinear; NaN outside and beside voids.</summary>
    public double Ground(double x, double y, double year)
    {
        var (before, after, part) = Between(year);
        var dem = Surveys[0].Dem;
        var (a, b) = (dem.With(_heights[before]).Sample(x, y), dem.With(_heights[after]).Sample(x, y));
        return Mix(a, b, part);
    }

    private static float Mix(float a, float b, float part) => part == 0 ? a : part == 1 ? b : a + (part * (b - a));

    private (int Before, int After, float Part) Between(double year)
    {
        if (!(year > Years[0]))
        {
            return (0, 0, 0);
        }

        for (var k = 1; k < Years.Count; k++)
        {
            if (year < Years[k])
            {
                return (k - 1, k, (float)((year - Years[k - 1]) / (Years[k] - Years[k - 1])));
            }
        }

        return (Years.Count - 1, Years.Count - 1, 0);
    }

    private static (float[][] Heights, double[] Lent) Known(IReadOnlyList<DatedDem> surveys, IReadOnlyList<double> years)
    {
        var heights = surveys.Select(survey => (float[])survey.Dem.Values.Clone()).ToArray();
        var lent = new double[surveys.Count];
        for (var i = 0; i < heights[0].Length; i++)
        {
            for (var k = 0; k < heights.Length; k++)
            {
                if (float.IsFinite(surveys[k].Dem.Values[i]))
                {
                    continue;
                }

                var (before, after) = (Next(k, -1, i), Next(k, 1, i));
                heights[k][i] = (before, after) switch
                {
                    (null, null) => float.NaN,
                    ({ } earlier, null) => surveys[earlier].Dem.Values[i],
                    (null, { } later) => surveys[later].Dem.Values[i],
                    ({ } earlier, { } later) => Mix(surveys[earlier].Dem.Values[i], surveys[later].Dem.Values[i], (float)((years[k] - years[earlier]) / (years[later] - years[earlier]))),
                };
                lent[k] += float.IsNaN(heights[k][i]) ? 0 : 1.0 / heights[k].Length;
            }
        }

        return (heights, lent);

        int? Next(int from, int step, int pixel)
        {
            for (var k = from + step; k >= 0 && k < surveys.Count; k += step)
            {
                if (float.IsFinite(surveys[k].Dem.Values[pixel]))
                {
                    return k;
                }
            }

            return null;
        }
    }

    // pixels to the margin, centre to centre: positive off the ice, negative on it
    private static float[] Margin(bool[] ice, int width, int height)
    {
        float farthest = width + height;
        var (outside, inside) = (DistanceTransform.ToNearest(ice, width, height), DistanceTransform.ToNearest(Array.ConvertAll(ice, i => !i), width, height));
        var distance = new float[ice.Length];
        for (var i = 0; i < distance.Length; i++)
        {
            distance[i] = Math.Min(outside[i], farthest) - Math.Min(inside[i], farthest);
        }

        return distance;
    }
}
