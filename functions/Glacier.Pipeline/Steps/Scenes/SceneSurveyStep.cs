using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Scenes;

/// <summary>
/// The rules that only several scenes can break: one per day (the first upload stays; the same contents again are passed over without a word), all of one place
/// (the scene that most others overlap is the reference, the earliest of equals). Images without a place are of one place where they have one size.
/// </summary>
public static class SceneSurveyStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "scenes";

    private const int Version = 1;
    private const double LeastOverlap = 0.01;

    /// <summary>Applies the rules and writes <see cref="SceneSeries.FileName"/>.</summary>
    /// <returns>The number of good scenes.</returns>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var good = new List<SceneInspection>();
        foreach (var file in await RoundStep.FilesAsync(bench, glacier, Containers.Scenes, cancellation))
        {
            var inspection = await SceneInspectStep.RunAsync(bench, glacier, file, cancellation);
            if (inspection.Scene is not null)
                good.Add(inspection);
        }

        var uploaded = good.OrderBy(inspection => inspection.Uploaded).ThenBy(inspection => inspection.File, StringComparer.Ordinal).Select(inspection => inspection.Scene!);
        var dated = await OnePerDayAsync(bench, glacier, uploaded, cancellation);
        if (dated.Count == 0)
        {
            // a page that goes on without scenes must not show those of a former round
            await bench.Stores.DeleteAsync(BlobNames.Manifest(glacier, Step), cancellation);
            await bench.Stores.DeleteAsync(BlobNames.Product(glacier, SceneSeries.FileName), cancellation);
            return 0;
        }

        var reference = dated.OrderByDescending(scene => dated.Count(other => Overlap(scene, other))).ThenBy(scene => scene.Date).First();
        var members = new List<SurveyedScene>();
        foreach (var scene in dated.OrderBy(scene => scene.Date))
        {
            if (Overlap(reference, scene))
                members.Add(scene);
            else
                await RefuseAsync(bench, glacier, Elsewhere(scene, reference), cancellation);
        }

        foreach (var member in members)
            await QuarantineRecords.ReleaseAsync(bench, Address(glacier, member.File), cancellation, Velocity.VelocityJudgeStep.Rules);
        var series = new SceneSeries(glacier, reference.Date, members);
        await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, [], series),
            folder => File.WriteAllTextAsync(folder.File(SceneSeries.FileName), JsonSerializer.Serialize(series, PipelineJson.Indented), cancellation), cancellation);
        return members.Count;
    }

    /// <summary>Where a scene's file lies.</summary>
    internal static BlobAddress Address(GlacierId glacier, string file) => new(Containers.Scenes, BlobNames.Folder(glacier) + file);

    private static async Task<List<SurveyedScene>> OnePerDayAsync(Workbench bench, GlacierId glacier, IEnumerable<SurveyedScene> uploaded, CancellationToken cancellation)
    {
        var kept = new List<SurveyedScene>();
        foreach (var scene in uploaded)
        {
            if (kept.Find(other => other.Date == scene.Date) is not { } first)
            {
                kept.Add(scene);
            }
            else if (first.Sha256 != scene.Sha256)
            {
                await RefuseAsync(
                    bench, glacier,
                    new InvalidInputException(
                        scene.File, "same-date-twice", $"{scene.Day}, as '{first.File}' has", "one scene per day and glacier",
                        "Join tiles of one day into one file (gdalwarp A.tif B.tif OUT.tif), delete one of the two, or give this file's true date in glacier.json (dates)."), cancellation);
            }
        }

        return kept;
    }

    private static Task RefuseAsync(Workbench bench, GlacierId glacier, InvalidInputException broken, CancellationToken cancellation) =>
        QuarantineRecords.KeepAsync(bench, Address(glacier, broken.File), broken, cancellation);

    private static InvalidInputException Elsewhere(SurveyedScene scene, SurveyedScene reference) =>
        scene.Image.IsPlaced && reference.Image.IsPlaced && scene.Grid.Crs.Wkt.Length > 0 == reference.Grid.Crs.Wkt.Length > 0
            ? new(
                scene.File, "another-place", Place(scene), $"ground shared with '{reference.File}': {Place(reference)}",
                "Check the file's reference system and corners, or upload it under the glacier it belongs to.")
            : new(
                scene.File, "unknown-offset", Place(scene), $"'{reference.File}': {Place(reference)}",
                "Georeference all scenes, or cut those without a position to one frame.");

    private static string Place(SurveyedScene scene)
    {
        if (!scene.Image.IsPlaced)
            return $"{scene.Grid.Width} × {scene.Grid.Height} pixels without a position";
        var (west, south, east, north) = Bounds(scene.Grid);
        return scene.Grid.Crs.Wkt.Length == 0
            ? FormattableString.Invariant($"no reference system, x {west:0}…{east:0}, y {south:0}…{north:0}")
            : FormattableString.Invariant($"{scene.Grid.Crs.Name}, {west:0.###}…{east:0.###}° E, {south:0.###}…{north:0.###}° N");
    }

    private static bool Overlap(SurveyedScene a, SurveyedScene b)
    {
        if (!a.Image.IsPlaced || !b.Image.IsPlaced)
            return a.Image.IsPlaced == b.Image.IsPlaced && (a.Grid.Width, a.Grid.Height) == (b.Grid.Width, b.Grid.Height);
        if (a.Grid.Crs.Wkt.Length == 0 != (b.Grid.Crs.Wkt.Length == 0))
            return false;
        var (first, second) = (Bounds(a.Grid), Bounds(b.Grid));
        var width = Math.Min(first.East, second.East) - Math.Max(first.West, second.West);
        var height = Math.Min(first.North, second.North) - Math.Max(first.South, second.South);
        return width > 0 && height > 0 && width * height > LeastOverlap * Math.Min(Area(first), Area(second));
    }

    private static double Area((double West, double South, double East, double North) bounds) => (bounds.East - bounds.West) * (bounds.North - bounds.South);

    /// <summary>Degrees of WGS 84, or the map's own coordinates where it has no reference system.</summary>
    private static (double West, double South, double East, double North) Bounds(Grid grid)
    {
        var (west, north) = grid.Transform.ToMap(0, 0);
        var (east, south) = grid.Transform.ToMap(grid.Width, grid.Height);
        if (grid.Crs.Wkt.Length == 0)
        {
            return (west, south, east, north);
        }

        double[] x = [west, east, east, west];
        double[] y = [north, north, south, south];
        grid.Crs.Convert(ReferenceSystem.Wgs84, x, y);
        return (x.Min(), y.Min(), x.Max(), y.Max());
    }
}
