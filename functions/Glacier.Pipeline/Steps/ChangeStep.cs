using System.Text.Json;
using Glacier.Pipeline.Gallery;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Steps;

/// <summary>
/// dh/dt, area, volume, mass balance: <c>recession.json</c>, <c>dh_*.tif</c> (m/yr) with a picture of each, <c>profiles.csv</c>, <c>outlines.gpkg</c>, <c>outlines.geojson</c>.
/// One DEM, or no ice, makes fewer products, not an error.
/// </summary>
public static class ChangeStep
{
    private const int Version = 1;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "change";

    /// <summary>Name of a map of change without its ending.</summary>
    public static string Map(Epoch from, Epoch to) => $"dh_{from}_{to}";

    /// <summary>Computes the change over the series.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, [outline.Key]),
            async folder =>
            {
                var series = await SeriesReader.ReadAsync(bench, glacier, cancellation);
                var plan = await bench.ReadProductAsync<Plan>(glacier, "plan.json", cancellation);
                var line = CentreLine.Resample([.. plan.Lines[0].Points.Select(point => (point[0], point[1]))], series[0].Dem.Transform.PixelWidth);
                ProfileTable.WriteCsv(folder.File("profiles.csv"), line, series);
                WriteOutlines(folder, glacier, series);
                if (series.Count < 2)
                {
                    return;
                }

                var maps = Pairs(series).Select(pair => WriteMap(folder, glacier, pair.From, pair.To)).ToList();
                await File.WriteAllTextAsync(folder.File("maps.json"), JsonSerializer.Serialize(maps, PipelineJson.Indented), cancellation);
                if (series.Any(each => Array.IndexOf(each.Ice, true) >= 0))
                    await File.WriteAllTextAsync(folder.File("recession.json"), RecessionAnalysis.Compute(series).ToJson(), cancellation);
            },
            cancellation);
    }

    /// <summary>From the first survey to the last, then from each to the next.</summary>
    internal static IEnumerable<(T From, T To)> Pairs<T>(IReadOnlyList<T> series) =>
        series.Count == 2 ? [(series[0], series[1])] : series.Skip(1).Select((to, index) => (series[index], to)).Prepend((series[0], series[^1]));

    private static PageMap WriteMap(WorkFolder folder, GlacierId glacier, DatedDem from, DatedDem to)
    {
        var rate = RecessionAnalysis.DhdtMap(from, to);
        var name = Map(from.Epoch, to.Epoch);
        Cog.Write(folder.File(name + ".tif"), rate, to.Epoch, unit: "m/yr");
        var years = (float)to.Epoch.YearsSince(from.Epoch);
        var change = rate.With(Array.ConvertAll(rate.Values, value => value * years));
        var sizes = change.Values.Where(float.IsFinite).Select(Math.Abs).Order().ToArray();
        var limit = sizes.Length == 0 ? 1 : RoundUp(sizes[(int)(0.98 * (sizes.Length - 1))]);
        var size = (Width: 1, Height: 1);
        if (sizes.Length > 0)
        {
            var options = new DifferencePictureOptions($"{glacier}: {from.Epoch} to {to.Epoch}", "m", limit);
            var canvas = DifferencePicture.Draw(change, to.Dem, options);
            size = (canvas.Width, canvas.Height);
            var caption = new PictureCaption(options.Title, "Elevation change over shaded relief", "map of elevation change", "dataDrivenMedia");
            SyntheticPicture.SavePng(canvas.Rgb, canvas.Width, canvas.Height, folder.File(name + ".png"), caption);
        }

        return new PageMap(name + ".png", from.Epoch, to.Epoch, size.Width, size.Height, limit);
    }

    private static double RoundUp(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-3))));
        return power * (value / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static void WriteOutlines(WorkFolder folder, GlacierId glacier, IReadOnlyList<DatedDem> series)
    {
        var features = series.Where(each => Array.IndexOf(each.Ice, true) >= 0).Select(each => Feature(glacier, each)).ToList();
        if (features.Count > 0)
        {
            OutlineFile.WriteGeoPackage(folder.File("outlines.gpkg"), features);
            OutlineFile.WriteGeoJson(folder.File("outlines.geojson"), features);
        }
    }

    // names and units of the Randolph Glacier Inventory, so that tools that read it read these
    private static OutlineFeature Feature(GlacierId glacier, DatedDem survey)
    {
        var dem = survey.Dem;
        var outline = OutlineMask.Polygonize(survey.Ice, dem.Grid, epoch: survey.Epoch);
        var heights = dem.Values.Where((height, index) => survey.Ice[index] && float.IsFinite(height)).Order().ToArray();
        var centre = outline.Geometry.PointOnSurface;
        var (longitude, latitude) = dem.Crs == ReferenceSystem.Unknown ? (0, 0) : dem.Crs.ToWgs84(centre.X, centre.Y);
        var attributes = new Dictionary<string, object>
        {
            ["rgi_id"] = $"{glacier}-{survey.Epoch}",
            ["glac_name"] = glacier.Value,
            ["src_date"] = survey.Epoch.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + "T00:00:00",
            ["cenlon"] = Math.Round(longitude, 6),
            ["cenlat"] = Math.Round(latitude, 6),
            ["area_km2"] = Math.Round(outline.AreaSquareMetres / 1e6, 6),
            ["source"] = survey.OutlineSource,
        };
        if (heights.Length > 0)
        {
            attributes["zmin_m"] = Math.Round(heights[0], 1);
            attributes["zmed_m"] = Math.Round(heights[heights.Length / 2], 1);
            attributes["zmax_m"] = Math.Round(heights[^1], 1);
        }

        return new OutlineFeature(outline, attributes);
    }
}
