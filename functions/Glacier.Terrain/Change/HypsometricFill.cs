using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Change;

/// <summary>Elevation change over ice with its voids filled.</summary>
/// <param name="Change">Metres per pixel, NaN off the ice.</param>
/// <param name="Measured">Pixels of the ice that were measured.</param>
/// <param name="Pixels">Pixels of the ice.</param>
/// <param name="Residual">NMAD of measured pixels about the fill's own curve, metres.</param>
/// <param name="VoidTerm">1σ of the filled volume, m³.</param>
/// <param name="Surface">Elevation used for the bins, metres: the earlier DEM, in its voids the later, in those of both the nearest ice's.</param>
public sealed record FilledChange(float[] Change, int Measured, int Pixels, double Residual, double VoidTerm, float[] Surface);

/// <summary>Fills voids of an elevation change by the local hypsometric mean (McNabb et al. 2019, The Cryosphere 13, 895–910).</summary>
/// <remarks>
/// Per elevation bin the mean of the measured change, values beyond 3 NMAD of the bin's median left out; between the bins' mean elevations
/// the fill is linear, so that a change linear in elevation is restored exactly. Beyond the outermost bins the last slope goes on for one bin, then the value stays.
/// </remarks>
public static class HypsometricFill
{
    /// <summary>Later minus earlier over ice, voids filled.</summary>
    /// <param name="earlier">Earlier DEM.</param>
    /// <param name="later">Later DEM on the same grid.</param>
    /// <param name="ice">Ice of either epoch.</param>
    /// <param name="binHeight">Metres per bin.</param>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static FilledChange Fill(Raster earlier, Raster later, bool[] ice, double binHeight = 50)
    {
        GridRules.RequireSameGrid(earlier, later, nameof(later));
        GridRules.RequireMask(earlier, ice, nameof(ice));
        var change = new float[ice.Length];
        Array.Fill(change, float.NaN);
        var holes = new bool[ice.Length];
        var surface = Surface(earlier, later, ice);
        int pixels = 0, measured = 0;
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i])
            {
                pixels++;
                change[i] = later.Values[i] - earlier.Values[i];
                measured += float.IsFinite(change[i]) ? 1 : 0;
                holes[i] = !float.IsFinite(change[i]);
            }
        }

        if (measured == 0 || pixels == measured)
        {
            return new(change, measured, pixels, 0, 0, surface);
        }

        var nodes = Nodes(change, surface, binHeight);
        var residuals = new List<float>();
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i] && !holes[i])
            {
                residuals.Add(change[i] - (float)At(nodes, surface[i], binHeight));
            }
            else if (holes[i])
            {
                change[i] = (float)At(nodes, surface[i], binHeight);
            }
        }

        var values = residuals.ToArray();
        var residual = OrderStatistics.Nmad(values, OrderStatistics.Median(values));
        // neighbours in one void err together, voids apart do not
        var (_, counts) = MaskGeometry.Regions(holes, earlier.Width, earlier.Height);
        var squares = counts.Skip(1).Sum(n => (double)n * n);
        return new(change, measured, pixels, residual, residual * Math.Sqrt(squares) * earlier.Transform.PixelArea, surface);
    }

    private static float[] Surface(Raster earlier, Raster later, bool[] ice)
    {
        var surface = new float[ice.Length];
        var unknown = new List<int>();
        for (var i = 0; i < ice.Length; i++)
        {
            surface[i] = float.IsFinite(earlier.Values[i]) ? earlier.Values[i] : later.Values[i];
            if (ice[i] && !float.IsFinite(surface[i]))
            {
                unknown.Add(i);
            }
        }

        // both void: the elevation grows inwards from the hole's edge, mean of known neighbours
        while (unknown.Count > 0)
        {
            var found = new List<(int Pixel, float Value)>();
            var rest = new List<int>();
            foreach (var i in unknown)
            {
                var (sum, count) = Neighbours(surface, i, earlier.Width, earlier.Height);
                if (count > 0)
                {
                    found.Add((i, sum / count));
                }
                else
                {
                    rest.Add(i);
                }
            }

            if (found.Count == 0)
            {
                break;
            }

            found.ForEach(f => surface[f.Pixel] = f.Value);
            unknown = rest;
        }

        return surface;
    }

    private static (float Sum, int Count) Neighbours(float[] surface, int i, int width, int height)
    {
        float sum = 0;
        var count = 0;
        for (var r = Math.Max((i / width) - 1, 0); r <= Math.Min((i / width) + 1, height - 1); r++)
        {
            for (var c = Math.Max((i % width) - 1, 0); c <= Math.Min((i % width) + 1, width - 1); c++)
            {
                var value = surface[(r * width) + c];
                if (float.IsFinite(value))
                {
                    sum += value;
                    count++;
                }
            }
        }

        return (sum, count);
    }

    private static List<(double Elevation, double Change)> Nodes(float[] change, float[] surface, double binHeight)
    {
        var bins = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < change.Length; i++)
        {
            if (float.IsFinite(change[i]) && float.IsFinite(surface[i]))
            {
                var key = (int)Math.Floor(surface[i] / binHeight);
                (bins.TryGetValue(key, out var list) ? list : bins[key] = []).Add(i);
            }
        }

        var nodes = new List<(double, double)>();
        foreach (var list in bins.Values)
        {
            var values = list.Select(i => change[i]).ToArray();
            var median = OrderStatistics.Median(values);
            var limit = list.Count < 10 ? double.PositiveInfinity : Math.Max(3 * OrderStatistics.Nmad(values, median), 1e-3);
            var kept = list.Where(i => Math.Abs(change[i] - median) <= limit).ToArray();
            nodes.Add((kept.Average(i => (double)surface[i]), kept.Average(i => (double)change[i])));
        }

        return nodes;
    }

    private static double At(List<(double Elevation, double Change)> nodes, double elevation, double binHeight)
    {
        if (nodes.Count == 1 || double.IsNaN(elevation))
        {
            return nodes.Average(n => n.Change);
        }

        var z = Math.Clamp(elevation, nodes[0].Elevation - binHeight, nodes[^1].Elevation + binHeight);
        var low = 0;
        var high = nodes.Count - 2;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (nodes[middle].Elevation <= z)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        var a = nodes[low];
        var b = nodes[low + 1];
        var gap = b.Elevation - a.Elevation;
        return gap < 1e-6 ? a.Change : a.Change + ((z - a.Elevation) / gap * (b.Change - a.Change));
    }
}
