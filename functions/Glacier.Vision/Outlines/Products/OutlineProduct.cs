using System.Diagnostics;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Scenes;
using Glacier.Vision.Outlines.Windows;

namespace Glacier.Vision.Outlines.Products;

/// <summary>The ice of one scene.</summary>
/// <param name="Source">Name of the scene's file.</param>
/// <param name="Grid">The scene's grid.</param>
/// <param name="Epoch">Its date; null: unknown.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Version">Version of the method.</param>
/// <param name="Probability">Height × width calibrated probabilities of ice, NaN where the scene shows nothing.</param>
/// <param name="Ice">The cleaned mask.</param>
/// <param name="Glaciers">Polygons with attributes, the largest first; none where there is no ice.</param>
/// <param name="Warnings">What had to be assumed.</param>
/// <param name="Seconds">Time of the method.</param>
public sealed record OutlineProduct(
    string Source, Grid Grid, Epoch? Epoch, string Method, string Version, float[] Probability, bool[] Ice, IReadOnlyList<OutlineFeature> Glaciers, IReadOnlyList<string> Warnings, double Seconds)
{
    private const double DivideSmoothing = 60;
    private const float IceFrom = 0.5f;

    /// <summary>Sum of the glaciers' areas, km² on the ellipsoid.</summary>
    public double AreaKm2 => Glaciers.Sum(glacier => (double)glacier.Attributes["area_km2"]);

    /// <summary>1σ of the area, km²: the outlines of all glaciers err alike.</summary>
    public double AreaError => Glaciers.Sum(glacier => (double)glacier.Attributes["area_err"]);

    /// <summary>Part of the scene of which something is known, 0 to 1.</summary>
    public double Known => (double)Probability.LongCount(float.IsFinite) / Probability.Length;

    /// <summary>Confidence of a pixel: the probability of what it is called, 0.5 to 1.</summary>
    public static float Confidence(float probability) => Math.Max(probability, 1 - probability);

    /// <summary>Maps a scene.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="method">Method.</param>
    /// <param name="options">How the mask is cleaned and parted.</param>
    /// <param name="windows">How the scene is cut.</param>
    /// <param name="epoch">Its date where the file does not say it.</param>
    /// <param name="progress">Part of the windows done.</param>
    public static OutlineProduct Of(
        OutlineScene scene, OutlineMethod method, OutlineOptions? options = null, WindowOptions? windows = null, Epoch? epoch = null, IProgress<double>? progress = null)
    {
        var watch = Stopwatch.StartNew();
        var probability = WindowedProbability.Of(scene, method, windows, progress);
        var seconds = watch.Elapsed.TotalSeconds;
        return OfRaw(scene, method, probability, options, epoch) with { Seconds = seconds };
    }

    /// <summary>From a scene and its raw probability to glaciers.</summary>
    /// <param name="scene">Scene.</param>
    /// <param name="method">Method that gave the probability.</param>
    /// <param name="probability">What <see cref="WindowedProbability"/> gives; calibrated in place.</param>
    /// <param name="options">How the mask is cleaned and parted.</param>
    /// <param name="epoch">Its date where the file does not say it.</param>
    public static OutlineProduct OfRaw(OutlineScene scene, OutlineMethod method, float[] probability, OutlineOptions? options = null, Epoch? epoch = null)
    {
        method.Calibration.Apply(probability);
        var warnings = scene.Warnings.ToList();
        if (method.Channels.Except(scene.Channels).Where(OutlineChannels.Optical4.Contains).Any())
        {
            warnings.Add($"{scene.File}: bands {string.Join(", ", method.Channels.Except(scene.Channels))} are missing");
        }

        return FromProbability(scene.File, scene.Grid, probability, method, scene.Dem, epoch ?? scene.Epoch, options ?? new()) with { Warnings = warnings };
    }

    /// <summary>From a calibrated probability to glaciers.</summary>
    /// <param name="source">Name of the scene.</param>
    /// <param name="grid">Grid.</param>
    /// <param name="probability">Calibrated, NaN where unknown.</param>
    /// <param name="method">Method that gave it.</param>
    /// <param name="dem">Elevations on the grid; null: no divides, no relief.</param>
    /// <param name="epoch">Date.</param>
    /// <param name="options">Cleaning.</param>
    public static OutlineProduct FromProbability(string source, Grid grid, float[] probability, OutlineMethod method, Raster? dem, Epoch? epoch, OutlineOptions options)
    {
        var ice = Array.ConvertAll(probability, p => p >= IceFrom);
        var pixel = grid.Transform.PixelArea / 1e6;
        IceRegions.Clean(ice, i => float.IsFinite(probability[i]), grid.Width, grid.Height, Pixels(options.SmallestGlacier), Pixels(options.SmallestHole));
        var glaciers = new List<OutlineFeature>();
        foreach (var region in IceRegions.Of(ice, grid.Width, grid.Height))
        {
            glaciers.AddRange(Glaciers(region));
        }

        return new OutlineProduct(source, grid, epoch, method.Name, method.Version, probability, ice, Distinct(glaciers), [], 0);

        int Pixels(double squareKilometres) => Math.Max(1, (int)Math.Ceiling(squareKilometres / pixel));

        IEnumerable<OutlineFeature> Glaciers(IceRegion region)
        {
            // a rim of one pixel gives every pixel of ice the neighbours that its gradient needs
            var (left, top) = (Math.Max(region.Left - 1, 0), Math.Max(region.Top - 1, 0));
            var (width, height) = (Math.Min(region.Left + region.Width + 1, grid.Width) - left, Math.Min(region.Top + region.Height + 1, grid.Height) - top);
            var (west, north) = grid.Transform.ToMap(left, top);
            var part = new Grid(width, height, grid.Transform with { West = west, North = north }, grid.Crs);
            var own = new bool[width * height];
            for (var row = 0; row < region.Height; row++)
            {
                region.Ice.AsSpan(row * region.Width, region.Width).CopyTo(own.AsSpan(((row + region.Top - top) * width) + region.Left - left));
            }

            float SureOf(int i) => Confidence(probability[((top + (i / width)) * grid.Width) + left + (i % width)]);
            var elevation = dem is null ? null : Crop(dem.Values, left, top, width, height);
            var labels = elevation is null ? null : Divided(own, elevation, part);
            var numbers = labels is null ? 1 : labels.Max();
            for (var number = 1; number <= numbers; number++)
            {
                var flags = labels is null ? own : Array.ConvertAll(labels, label => label == number);
                var attributes = OutlineAttributes.Of(flags, part, SureOf, elevation, epoch, method.Version);
                yield return new OutlineFeature(OutlineMask.Polygonize(flags, part, 0, epoch), attributes);
            }
        }

        int[] Divided(bool[] own, float[] elevation, Grid part)
        {
            var smooth = GaussianSmoothing.ApplyKnown(elevation, part.Width, part.Height, DivideSmoothing / part.Transform.PixelWidth);
            return IceDivides.Split(own, smooth, part.Width, part.Height, options.DivideDepth, Pixels(options.SmallestBasin));
        }

        float[] Crop(float[] values, int left, int top, int width, int height)
        {
            var crop = new float[width * height];
            for (var row = 0; row < height; row++)
            {
                values.AsSpan(((row + top) * grid.Width) + left, width).CopyTo(crop.AsSpan(row * width));
            }

            return crop;
        }
    }

    // the largest first; a second glacier of the same centre gets a letter
    private static List<OutlineFeature> Distinct(List<OutlineFeature> glaciers)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var sorted = glaciers.OrderByDescending(glacier => (double)glacier.Attributes["area_km2"]).ToList();
        foreach (var glacier in sorted)
        {
            var (id, letter) = ((string)glacier.Attributes["rgi_id"], 'a');
            while (!ids.Add((string)glacier.Attributes["rgi_id"]))
            {
                ((Dictionary<string, object>)glacier.Attributes)["rgi_id"] = id + letter++;
            }
        }

        return sorted;
    }
}
