using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Steps.Outlines;

/// <summary>Outlines mapped on a glacier's scenes, for the steps that need ice where nobody gave an outline.</summary>
internal static class SceneOutlines
{
    // cloud over a tenth of a scene leaves ice unseen, which would pass for ice lost
    internal const double LeastKnown = 0.9;

    /// <summary>What was found on each scene, oldest first.</summary>
    public static async Task<IReadOnlyList<SceneOutline>> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation)
    {
        var found = new List<SceneOutline>();
        if (await bench.Stores.ReadJsonAsync<SceneSeries>(BlobNames.Product(glacier, SceneSeries.FileName), cancellation) is { } series)
        {
            foreach (var scene in series.Scenes)
            {
                if (await bench.Stores.ReadJsonAsync<SceneOutline>(BlobNames.Product(glacier, SceneOutline.FileName(scene.Date)), cancellation) is { } outcome)
                    found.Add(outcome);
            }
        }

        return found;
    }

    /// <summary>Hashes of what <see cref="MasksAsync"/> gives.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation)
    {
        var keys = new List<string>();
        foreach (var outcome in await ReadAsync(bench, glacier, cancellation))
        {
            if (await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, SceneOutlineStep.Step(outcome.Date)), cancellation) is { } manifest)
                keys.Add($"{manifest.Step} {manifest.Key}");
        }

        return keys;
    }

    /// <summary>The ice of every scene that shows nine tenths of its ground and covers the whole grid.</summary>
    public static async Task<SortedDictionary<Epoch, bool[]>> MasksAsync(Workbench bench, GlacierId glacier, Grid grid, CancellationToken cancellation)
    {
        var masks = new SortedDictionary<Epoch, bool[]>();
        foreach (var outcome in await ReadAsync(bench, glacier, cancellation))
        {
            if (!IsClear(outcome) || grid.Crs.Wkt.Length == 0)
                continue;
            using var mask = await bench.Files.OpenAsync(BlobNames.Product(glacier, SceneOutline.FolderOf(outcome.Date) + "mask.tif"), cancellation);
            if (!Covers(ImageReader.Inspect(mask.Path).Grid, grid))
                continue;
            using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, SceneOutline.FolderOf(outcome.Date) + "outline.gpkg"), cancellation);
            masks[new Epoch(outcome.Date)] = OutlineMask.Rasterize(OutlineFile.Read(file.Path, grid.Crs, grid), grid);
        }

        return masks;
    }

    /// <summary>True where a scene shows nine tenths of its ground, and ice.</summary>
    public static bool IsClear(SceneOutline outcome) => outcome is { Refused: null, Glaciers: > 0, Known: >= LeastKnown };

    /// <summary>True where a scene reaches over the whole of a grid.</summary>
    public static bool Covers(Grid scene, Grid grid)
    {
        var (width, height) = (grid.Width, grid.Height);
        (double X, double Y)[] corners = [grid.Transform.ToMap(0, 0), grid.Transform.ToMap(width, 0), grid.Transform.ToMap(0, height), grid.Transform.ToMap(width, height)];
        return Array.TrueForAll(corners, corner =>
        {
            var (x, y) = grid.Crs.Convert(scene.Crs, corner.X, corner.Y);
            var (column, row) = scene.Transform.ToPixel(x, y);
            return column >= -1 && row >= -1 && column <= scene.Width + 1 && row <= scene.Height + 1;
        });
    }
}
