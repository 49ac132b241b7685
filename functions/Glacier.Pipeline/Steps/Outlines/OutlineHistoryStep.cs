using System.Globalization;
using System.Text;
using System.Text.Json;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>The ice of one scene among those of the others.</summary>
/// <param name="Date">Day of the scene.</param>
/// <param name="AreaKm2">Area of its ice, km².</param>
/// <param name="AreaError">1σ of the area, km².</param>
/// <param name="Length">Metres along the line that all scenes share to where the ice ends; null: the scene is cloudy, covers less ground, or its ice does not meet the line.</param>
/// <param name="LengthError">1σ of the length, metres.</param>
public sealed record DatedIce(DateOnly Date, double AreaKm2, double AreaError, double? Length, double? LengthError);

/// <summary>Area and length of the ice through all scenes: <c>outlines/history.csv</c>, the same as <c>history.json</c>, and the line as <c>length.geojson</c>. Needs no elevations.</summary>
public static class OutlineHistoryStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "outline-history";

    internal const string FileName = SceneOutline.Folder + "history.json";
    private const string Table = SceneOutline.Folder + "history.csv", LineFile = SceneOutline.Folder + "length.geojson";
    private const int Version = 1;

    // the way through the ice is sought on no more cells than this; a length needs no finer
    private const double MostCells = 400_000;

    /// <summary>Writes the history of all scenes that were mapped.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var inputs = await SceneOutlines.KeysAsync(bench, glacier, cancellation);
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, inputs),
            async folder =>
            {
                var mapped = (await SceneOutlines.ReadAsync(bench, glacier, cancellation)).Where(each => each.Refused is null).ToList();
                if (mapped.Count == 0)
                    return;
                var clear = await ClearAsync(bench, glacier, mapped, cancellation);
                var (history, lengths) = Lengths(clear);
                DatedIce[] rows = [.. mapped.Select(each => new DatedIce(
                    each.Date, each.AreaKm2, each.AreaError, lengths.TryGetValue(each.Date, out var length) ? length : null, lengths.GetValueOrDefault(each.Date) is null ? null : history!.Uncertainty))];
                await File.WriteAllTextAsync(folder.File(FileName), JsonSerializer.Serialize(rows, PipelineJson.Indented), cancellation);
                await File.WriteAllTextAsync(folder.File(Table), Csv(rows), cancellation);
                if (history is not null)
                    await File.WriteAllTextAsync(folder.File(LineFile), GeoJson(history.Line, clear[0].Grid.Crs), cancellation);
            },
            cancellation);
    }

    /// <summary>What was found; none where no scene was mapped.</summary>
    internal static async Task<IReadOnlyList<DatedIce>> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation) =>
        await bench.Stores.ReadJsonAsync<List<DatedIce>>(BlobNames.Product(glacier, FileName), cancellation) ?? [];

    private static async Task<List<(DateOnly Date, Grid Grid, Outline Outline)>> ClearAsync(Workbench bench, GlacierId glacier, List<SceneOutline> mapped, CancellationToken cancellation)
    {
        var clear = new List<(DateOnly Date, Grid Grid, Outline Outline)>();
        foreach (var date in mapped.Where(SceneOutlines.IsClear).Select(each => each.Date))
        {
            using var mask = await bench.Files.OpenAsync(BlobNames.Product(glacier, SceneOutline.FolderOf(date) + "mask.tif"), cancellation);
            var grid = ImageReader.Inspect(mask.Path).Grid;
            using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, SceneOutline.FolderOf(date) + "outline.gpkg"), cancellation);
            clear.Add((date, grid, OutlineFile.Read(file.Path, clear.Count == 0 ? grid.Crs : clear[0].Grid.Crs)));
        }

        return clear;
    }

    private static (LengthHistory? History, Dictionary<DateOnly, double?> Lengths) Lengths(List<(DateOnly Date, Grid Grid, Outline Outline)> clear)
    {
        if (clear.Count == 0)
        {
            return (null, []);
        }

        var envelope = clear[0].Outline.Geometry.EnvelopeInternal.Copy();
        clear.ForEach(each => envelope.ExpandToInclude(each.Outline.Geometry.EnvelopeInternal));
        var pixel = Math.Max(clear[0].Grid.Transform.PixelWidth, Math.Sqrt(envelope.Width * envelope.Height / MostCells));
        var (width, height) = ((int)Math.Ceiling(envelope.Width / pixel) + 2, (int)Math.Ceiling(envelope.Height / pixel) + 2);
        var grid = new Grid(width, height, clear[0].Grid.Transform with { West = envelope.MinX - pixel, North = envelope.MaxY + pixel, PixelWidth = pixel, PixelHeight = pixel }, clear[0].Grid.Crs);

        // a scene that shows less ground may end before the ice does
        var alike = clear.Where(each => SceneOutlines.Covers(each.Grid, grid)).ToList();
        var history = LengthHistory.Of(grid, [.. alike.Select(each => OutlineMask.Rasterize(each.Outline, grid))]);
        return (history, history is null ? [] : alike.Zip(history.Lengths).ToDictionary(each => each.First.Date, each => each.Second));
    }

    private static string Csv(IReadOnlyList<DatedIce> rows)
    {
        var text = new StringBuilder("date,area_km2,area_err_km2,length_m,length_err_m,length_change_since_first_m\n");
        var first = rows.Select(row => row.Length).FirstOrDefault(length => length is not null);
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{SceneDay.Text(row.Date)},{row.AreaKm2:0.####},{row.AreaError:0.####},{row.Length:0.#},{row.LengthError:0.#},{row.Length - first:0.#}\n");
        }

        return text.ToString();
    }

    private static string GeoJson(CentreLine line, ReferenceSystem crs)
    {
        var points = line.Points.Select(point => crs.ToWgs84(point.X, point.Y)).Select(point => (double[])[Math.Round(point.Longitude, 7), Math.Round(point.Latitude, 7)]).ToArray();
        return JsonSerializer.Serialize(
            new { type = "Feature", properties = new { name = "line along which the length is measured, from the end that moved least", length_m = Math.Round(line.Length, 1) }, geometry = new { type = "LineString", coordinates = points } },
            PipelineJson.Indented);
    }
}
