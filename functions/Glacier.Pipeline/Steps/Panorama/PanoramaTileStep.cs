using System.Text.Json;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Panorama;
using Glacier.Vision.Velocity;

namespace Glacier.Pipeline.Steps.Panorama;

/// <summary>
/// Cuts the tile of a glacier's panoramas out of its latest scene that shows the ground: the largest square around the middle of the ice on which there is both scene
/// and DEM, on the DEMs' map. A scene that cannot serve (one band, no place) is passed over with its reason; it may still serve velocities.
/// </summary>
public static class PanoramaTileStep
{
    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "panorama-tile";

    private const int Version = 1;

    // on a side; larger ground comes in coarser pixels
    private const int MostPixels = 2048;
    private const int FewestPixels = 32;

    /// <summary>Cuts the tile.</summary>
    /// <returns>Null where the glacier lacks DEMs or scenes, or its settings ask for no panorama.</returns>
    public static async Task<PanoramaTile?> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var scenes = await bench.Stores.ReadJsonAsync<SceneSeries>(BlobNames.Product(glacier, SceneSeries.FileName), cancellation);
        var series = await bench.Stores.ReadJsonAsync<Series>(BlobNames.Product(glacier, SurveyStep.FileName), cancellation);
        if (!settings.Panorama.Enabled || scenes is null || series is null)
        {
            return null;
        }

        var survey = series.Surveys[^1].Epoch;
        var dem = await bench.ManifestAsync(glacier, CoregisterStep.Step(survey), cancellation);
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        var candidates = await InOrderAsync(bench, glacier, scenes, cancellation);
        var key = ProductKey.Of(Step, Version, [dem.Key, outline.Key, .. candidates.Select(scene => $"{scene.File} {scene.Sha256}")]);
        await bench.OnceAsync(
            glacier, Step, key,
            async folder =>
            {
                var ice = await bench.ReadMaskAsync(glacier, OutlineStep.Ice(survey), series.Grid, cancellation);
                var tile = new PanoramaTile(survey, null, null, null, [], []);
                foreach (var scene in candidates)
                {
                    try
                    {
                        var cut = await CutAsync(bench, glacier, scene, series.Grid, ice, cancellation);
                        cut.Write(folder.File(PanoramaTile.Picture));
                        tile = tile with { Scene = scene.Date, File = scene.File, Grid = cut.Grid, Warnings = cut.Warnings };
                        break;
                    }
                    catch (InvalidInputException broken)
                    {
                        tile = tile with { Refused = [.. tile.Refused, SkippedInput.Of(broken)] };
                    }
                }

                await File.WriteAllTextAsync(folder.File(PanoramaTile.FileName), JsonSerializer.Serialize(tile, PipelineJson.Indented), cancellation);
            },
            cancellation);
        return await bench.ReadProductAsync<PanoramaTile>(glacier, PanoramaTile.FileName, cancellation);
    }

    /// <summary>The largest square within scene and DEM, as near to the middle of the ice as it can lie.</summary>
    /// <param name="scene">Size and place of the scene, in whichever reference system.</param>
    /// <param name="dem">Size and place of the DEM.</param>
    /// <param name="ice">Ice on the DEM's grid; without any its middle counts.</param>
    /// <returns>Square pixels of the scene's size on the DEM's map; null where the two share no ground worth a picture.</returns>
    internal static Grid? Square(Grid scene, Grid dem, bool[] ice)
    {
        var (west, south, east, north) = Box(scene, dem.Crs);
        var (demEast, demSouth) = dem.Transform.ToMap(dem.Width, dem.Height);
        (west, east) = (Math.Max(west, dem.Transform.West), Math.Min(east, demEast));
        (south, north) = (Math.Max(south, demSouth), Math.Min(north, dem.Transform.North));
        var side = Math.Min(east - west, north - south);
        var pixel = Math.Max(Math.Min(scene.Transform.PixelWidth, scene.Transform.PixelHeight), side / MostPixels);
        var count = side > 0 ? (int)Math.Floor((side / pixel) + 1e-6) : 0;
        if (count < FewestPixels)
        {
            return null;
        }

        var (x, y) = Middle(dem, ice);
        var half = count * pixel / 2;
        return new Grid(count, count, new GeoTransform(Math.Clamp(x, west + half, east - half) - half, Math.Clamp(y, south + half, north - half) + half, pixel, pixel), dem.Crs);
    }

    private static async Task<TilePicture> CutAsync(Workbench bench, GlacierId glacier, SurveyedScene scene, Grid dem, bool[] ice, CancellationToken cancellation)
    {
        if (!scene.Image.IsPlaced || scene.Grid.Crs.Wkt.Length == 0)
        {
            throw PanoramaScene.NoPlace(scene.File);
        }

        var grid = Square(scene.Grid, dem, ice) ?? throw new InvalidInputException(
            scene.File, "no-overlap", "a scene beside the elevation models", FormattableString.Invariant($"at least {FewestPixels} × {FewestPixels} pixels on their ground"), "Provide a scene of the glacier.");
        var blob = await bench.Stores.FindAsync(SceneSurveyStep.Address(glacier, scene.File), cancellation)
            ?? throw new FileNotFoundException($"{scene.File} was taken away during the round.");
        using var file = await bench.OpenInputAsync(blob, cancellation);
        return TilePicture.Cut(file.Path, grid);
    }

    // the latest first; after them those that hide more than a tenth of their ground, the clearest first
    private static async Task<IReadOnlyList<SurveyedScene>> InOrderAsync(Workbench bench, GlacierId glacier, SceneSeries scenes, CancellationToken cancellation)
    {
        var known = (await SceneOutlines.ReadAsync(bench, glacier, cancellation)).Where(outcome => outcome.Refused is null).ToDictionary(outcome => outcome.Date, outcome => outcome.Known);
        double Clear(SurveyedScene scene) => known.TryGetValue(scene.Date, out var part) && part < SceneOutlines.LeastKnown ? part : 1;
        return [.. scenes.Scenes.OrderByDescending(Clear).ThenByDescending(scene => scene.Date)];
    }

    private static (double X, double Y) Middle(Grid dem, bool[] ice)
    {
        double column = 0, row = 0;
        var count = 0;
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i])
            {
                (column, row, count) = (column + (i % dem.Width) + 0.5, row + (i / dem.Width) + 0.5, count + 1);
            }
        }

        return count == 0 ? dem.Transform.ToMap(dem.Width / 2.0, dem.Height / 2.0) : dem.Transform.ToMap(column / count, row / count);
    }

    // what lies inside all four edges, bent as they may be on another map
    private static (double West, double South, double East, double North) Box(Grid scene, ReferenceSystem map)
    {
        const int Along = 16;
        var steps = Enumerable.Range(0, Along + 1).Select(k => (double)k / Along).ToList();
        double[] Edge(Func<double, (double Column, double Row)> at, bool horizontal)
        {
            var (x, y) = (new double[Along + 1], new double[Along + 1]);
            for (var k = 0; k <= Along; k++)
            {
                var (column, row) = at(steps[k]);
                (x[k], y[k]) = scene.Transform.ToMap(column * scene.Width, row * scene.Height);
            }

            scene.Crs.Convert(map, x, y);
            return horizontal ? y : x;
        }

        return (
            Edge(t => (0, t), horizontal: false).Max(), Edge(t => (t, 1), horizontal: true).Max(),
            Edge(t => (1, t), horizontal: false).Min(), Edge(t => (t, 0), horizontal: true).Min());
    }
}
