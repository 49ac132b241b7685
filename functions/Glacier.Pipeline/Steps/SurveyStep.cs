using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps;

/// <summary>The good DEMs of a glacier, one per epoch, and the grid they are put on: <c>products/{glacier}/series.json</c>.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Reference">The epoch onto which the others are aligned.</param>
/// <param name="Grid">The glacier's grid.</param>
/// <param name="Surveys">Oldest first.</param>
public sealed record Series(GlacierId Glacier, Epoch Reference, Grid Grid, IReadOnlyList<Survey> Surveys);

/// <summary>One epoch of a <see cref="Series"/>.</summary>
/// <param name="Epoch">When.</param>
/// <param name="File">The DEM's name below the glacier's folder.</param>
/// <param name="Sha256">Hash of its contents.</param>
/// <param name="Dem">What the file holds.</param>
public sealed record Survey(Epoch Epoch, string File, string Sha256, DemInfo Dem);

/// <summary>
/// The rules that only a series can break, and what its members share. Rules: no date twice (the first upload stays; the same contents again are passed
/// over without a word), no DEM of another place. The grid has the reference DEM's system where it is projected in metres (its UTM zone otherwise), the
/// coarsest pixel, and the ground common to all DEMs that cover at least half of the reference; a DEM that covers less keeps voids rather than shrinking
/// everyone's picture. It holds at most 16 million pixels: finer ones are coarsened, so that memory stays bounded whatever the input.
/// </summary>
public static class SurveyStep
{
    /// <summary>Name of the product below the glacier's folder.</summary>
    public const string FileName = "series.json";

    private const string Step = "survey";
    private const double LargestGrid = 16 << 20;
    private const double LeastOverlap = 0.01;

    /// <summary>Applies the series' rules and writes <c>series.json</c>.</summary>
    /// <returns>The epochs, oldest first, and the reference; no epochs where there is no good DEM.</returns>
    public static async Task<SurveyResult> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var good = new List<Inspection>();
        foreach (var file in await RoundStep.FilesAsync(bench, glacier, cancellation: cancellation))
        {
            var inspection = await InspectStep.RunAsync(bench, glacier, file, cancellation);
            if (inspection.Broken is null)
                good.Add(inspection);
        }

        var uploaded = good.OrderBy(inspection => inspection.Uploaded).ThenBy(inspection => inspection.File, StringComparer.Ordinal).ToList();
        var together = await OfOnePlaceAsync(bench, glacier, await OnePerDateAsync(bench, glacier, uploaded, cancellation), cancellation);
        await RemoveRecordsOfGoneFilesAsync(bench, glacier, cancellation);
        if (together.Count == 0)
        {
            // a page that goes on without DEMs must not show those of a former round
            await bench.Stores.DeleteAsync(BlobNames.Manifest(glacier, Step), cancellation);
            await bench.Stores.DeleteAsync(BlobNames.Product(glacier, FileName), cancellation);
            return new SurveyResult([], null);
        }

        foreach (var member in together)
            await QuarantineRecords.ReleaseAsync(bench, new BlobAddress(Containers.Dems, BlobNames.Folder(glacier) + member.File), cancellation);
        var series = together.OrderBy(inspection => inspection.Epoch!.Value).ToList();
        var reference = series.LastOrDefault(inspection => settings.ReferenceDate is { } wished && inspection.Epoch!.Value.Year == wished.Year) ?? series[^1];
        var result = new Series(
            glacier, reference.Epoch!.Value, CommonGrid(reference.Grid!, [.. series.Select(inspection => inspection.Grid!)]),
            [.. series.Select(inspection => new Survey(inspection.Epoch!.Value, inspection.File, inspection.Sha256!, inspection.Dem!))]);
        var key = ProductKey.Of(Step, 1, [], result);
        await bench.OnceAsync(
            glacier, Step, key,
            folder => File.WriteAllTextAsync(folder.File(FileName), System.Text.Json.JsonSerializer.Serialize(result, PipelineJson.Indented), cancellation), cancellation);
        return new SurveyResult([.. series.Select(inspection => inspection.Epoch!.Value)], result.Reference);
    }

    /// <summary>The grid of a series, as the class says.</summary>
    public static Grid CommonGrid(Grid reference, IReadOnlyList<Grid> members)
    {
        var crs = reference.Crs;
        var own = Extent.Of(reference, crs);
        var common = own;
        var pixel = Math.Max(reference.Transform.PixelWidth, reference.Transform.PixelHeight);
        foreach (var member in members)
        {
            var extent = Extent.Of(member, crs).Intersect(own);
            if (extent.Area >= own.Area / 2)
            {
                common = common.Intersect(extent);
                pixel = Math.Max(pixel, Math.Max(member.Transform.PixelWidth, member.Transform.PixelHeight));
            }
        }

        var (width, height) = (reference.Transform.PixelWidth, reference.Transform.PixelHeight);
        if (pixel > 1.001 * Math.Max(width, height))
        {
            (width, height) = (pixel, pixel);
        }

        var factor = Math.Ceiling(Math.Sqrt(Math.Max(1, common.Area / (width * height) / LargestGrid)));
        (width, height) = (width * factor, height * factor);

        // whole pixels of the reference's own raster, so that a DEM on that raster is copied, not resampled
        var left = Math.Ceiling(((common.West - own.West) / width) - 1e-3);
        var top = Math.Ceiling(((own.North - common.North) / height) - 1e-3);
        var columns = Math.Max(1, (int)Math.Floor(((common.East - own.West) / width) - left + 1e-3));
        var rows = Math.Max(1, (int)Math.Floor(((own.North - common.South) / height) - top + 1e-3));
        return new Grid(columns, rows, new GeoTransform(own.West + (left * width), own.North - (top * height), width, height), crs);
    }

    private static async Task<List<Inspection>> OnePerDateAsync(Workbench bench, GlacierId glacier, List<Inspection> uploaded, CancellationToken cancellation)
    {
        var kept = new List<Inspection>();
        foreach (var inspection in uploaded)
        {
            if (kept.Find(other => other.Epoch == inspection.Epoch) is not { } first)
            {
                kept.Add(inspection);
            }
            else if (first.Sha256 != inspection.Sha256)
            {
                await RefuseAsync(
                    bench, glacier, inspection, "same-date-twice", $"{inspection.Epoch}, as '{first.File}' has", "one DEM per date and glacier",
                    "Delete one of the two, or give this file's true date in glacier.json (dates).", cancellation);
            }
        }

        return kept;
    }

    private static async Task<List<Inspection>> OfOnePlaceAsync(Workbench bench, GlacierId glacier, List<Inspection> members, CancellationToken cancellation)
    {
        var groups = new List<List<Inspection>>();
        foreach (var member in members)
        {
            var touching = groups.FindAll(group => group.Exists(other => Overlap(other.Dem!, member.Dem!)));
            groups.RemoveAll(touching.Contains);
            groups.Add([.. touching.SelectMany(group => group), member]);
        }

        // the most numerous place is the glacier's; of equals the one that was there first
        var place = groups.OrderByDescending(group => group.Count).ThenBy(group => group.Min(members.IndexOf)).FirstOrDefault() ?? [];
        foreach (var stranger in members.Except(place))
        {
            var (dem, home) = (stranger.Dem!, place[0].Dem!);
            await RefuseAsync(
                bench, glacier, stranger, "another-place",
                FormattableString.Invariant($"{dem.CrsName}, {dem.West:0.###}…{dem.East:0.###}° E, {dem.South:0.###}…{dem.North:0.###}° N"),
                FormattableString.Invariant($"ground shared with '{place[0].File}': {home.West:0.###}…{home.East:0.###}° E, {home.South:0.###}…{home.North:0.###}° N"),
                "Check the file's reference system, or upload it under the glacier it belongs to.", cancellation);
        }

        return place;
    }

    private static Task RefuseAsync(
        Workbench bench, GlacierId glacier, Inspection inspection, string rule, string found, string expected, string fix, CancellationToken cancellation) =>
        QuarantineRecords.KeepAsync(
            bench, new BlobAddress(Containers.Dems, BlobNames.Folder(glacier) + inspection.File), new InvalidInputException(inspection.File, rule, found, expected, fix), cancellation);

    // a record of a file that somebody took away would keep the glacier's page complaining
    private static async Task RemoveRecordsOfGoneFilesAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation)
    {
        foreach (var reason in await QuarantineRecords.ListAsync(bench.Stores, glacier.Value, cancellation))
        {
            var slash = reason.File.IndexOf('/');
            var input = new BlobAddress(reason.File[..slash], reason.File[(slash + 1)..]);
            if (await bench.Stores.FindAsync(input, cancellation) is null)
                await QuarantineRecords.ReleaseAsync(bench, input, cancellation);
        }
    }

    private static bool Overlap(DemInfo a, DemInfo b)
    {
        var width = Math.Min(a.East, b.East) - Math.Max(a.West, b.West);
        var height = Math.Min(a.North, b.North) - Math.Max(a.South, b.South);
        return width > 0 && height > 0
            && width * height > LeastOverlap * Math.Min((a.East - a.West) * (a.North - a.South), (b.East - b.West) * (b.North - b.South));
    }

    private readonly record struct Extent(double West, double South, double East, double North)
    {
        public double Area => Math.Max(0, East - West) * Math.Max(0, North - South);

        public Extent Intersect(Extent other) =>
            new(Math.Max(West, other.West), Math.Max(South, other.South), Math.Min(East, other.East), Math.Min(North, other.North));

        public static Extent Of(Grid grid, ReferenceSystem crs)
        {
            var (west, north) = grid.Transform.ToMap(0, 0);
            var (east, south) = grid.Transform.ToMap(grid.Width, grid.Height);
            if (grid.Crs.SameAs(crs))
            {
                return new(west, south, east, north);
            }

            double[] x = [west, east, east, west];
            double[] y = [north, north, south, south];
            grid.Crs.Convert(crs, x, y);
            return new(x.Min(), y.Min(), x.Max(), y.Max());
        }
    }
}

/// <summary>The epochs of a series.</summary>
/// <param name="Epochs">Oldest first; empty where there is no good DEM.</param>
/// <param name="Reference">The epoch onto which the others are aligned.</param>
public sealed record SurveyResult(IReadOnlyList<Epoch> Epochs, Epoch? Reference);
