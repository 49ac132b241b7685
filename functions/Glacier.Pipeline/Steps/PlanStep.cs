using System.Text.Json;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Steps;

/// <summary>What all epochs have in common: <c>plan.json</c>.</summary>
/// <param name="Views">Viewpoints.</param>
/// <param name="Styles">Styles of the pictures.</param>
/// <param name="Lines">Profile lines, the centre line first.</param>
/// <param name="Lowest">Elevation of the lower edge of all contour images, metres.</param>
/// <param name="Highest">Elevation of their upper edge, metres.</param>
/// <param name="ContourInterval">Vertical distance of iso-lines, metres.</param>
/// <param name="PhotoSeed">Which look the style <c>photo</c> has.</param>
public sealed record Plan(
    IReadOnlyList<PlannedView> Views, IReadOnlyList<string> Styles, IReadOnlyList<PlannedLine> Lines, double Lowest, double Highest, double ContourInterval, int PhotoSeed = PhotoStyleOptions.DefaultSeed);

/// <summary>A viewpoint, the same for all epochs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Camera">The camera.</param>
/// <param name="SunAzimuth">Bearing of the sun, degrees.</param>
/// <param name="SunElevation">Height of the sun, degrees.</param>
/// <param name="SnowLine">Elevation above which ice is painted as snow, metres: one for all epochs, so that a picture differs by its surface alone; null without ice.</param>
public sealed record PlannedView(string Name, Camera Camera, double SunAzimuth, double SunElevation, double? SnowLine);

/// <summary>A profile line.</summary>
/// <param name="Name"><c>centre-line</c>, <c>profile-1</c>, …</param>
/// <param name="Points">Map positions [x, y].</param>
public sealed record PlannedLine(string Name, double[][] Points);

/// <summary>Chooses viewpoints, profile lines and scales once for all epochs, so that only the glacier differs between two years.</summary>
public static class PlanStep
{
    private const int Version = 3;
    private const int ScaleSamples = 1024;

    /// <summary>Name of the step's manifest.</summary>
    public const string Step = "plan";

    /// <summary>Writes <c>plan.json</c>.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        var options = new { settings.Views, settings.Styles, settings.Profiles, settings.Size, settings.Sun, settings.ContourInterval, settings.PhotoSeed };
        return await bench.OnceAsync(
            glacier, Step, ProductKey.Of(Step, Version, [outline.Key], options),
            async folder =>
            {
                var plan = Make(await SeriesReader.ReadAsync(bench, glacier, cancellation), settings);
                await File.WriteAllTextAsync(folder.File("plan.json"), JsonSerializer.Serialize(plan, PipelineJson.Indented), cancellation);
            },
            cancellation);
    }

    private static Plan Make(IReadOnlyList<DatedDem> series, GlacierSettings settings)
    {
        var values = series.SelectMany(each => each.Dem.Values).Where(float.IsFinite);
        var (lowest, highest) = (values.Min(), values.Max());
        var views = settings.Views.Count > 0
            ? settings.Views.Select(view => Place(view, series, settings.Size))
            : [ViewChooser.Choose([.. series.Select(each => each.Dem)], [.. series.Select(each => each.Ice)], settings.Size[0], settings.Size[1])];
        var names = settings.Views.Count > 0 ? settings.Views.Select(view => view.Name) : ["main"];
        PlannedLine[] lines = [new("centre-line", CentreLineOf(series)), .. settings.Profiles.Select((line, index) => new PlannedLine($"profile-{index + 1}", line))];
        var profiles = lines.SelectMany(line => series.Select(each => Profiles.Along(each.Dem, [.. line.Points.Select(point => (point[0], point[1]))], ScaleSamples))).ToList();
        var scale = profiles.Exists(profile => profile.Elevation.Any(float.IsFinite)) ? ContourScale.Of(profiles) : new ContourScale(1, lowest, highest);
        return new Plan(
            [.. names.Zip(views, (name, camera) => Light(name, camera, settings.Sun, series))],
            settings.Styles,
            lines, scale.Lowest, scale.Highest, settings.ContourInterval ?? Interval(highest - lowest), settings.PhotoSeed);
    }

    private static PlannedView Light(string name, Camera camera, SunSetting? sun, IReadOnlyList<DatedDem> series)
    {
        var light = SurveyStyleOptions.For(camera, series[0].Dem);
        return new PlannedView(name, camera, sun?.Azimuth ?? light.SunAzimuthDegrees, sun?.Elevation ?? light.SunElevationDegrees, SnowLine.OfIce(series[0].Dem, series[0].Ice));
    }

    private static Camera Place(ViewSetting view, IReadOnlyList<DatedDem> series, int[] size)
    {
        double Surface(double x, double y) => series.Select(each => (double)each.Dem.Sample(x, y)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var ground = Surface(view.Eye[0], view.Eye[1]);
        return new Camera(
            view.Eye[0], view.Eye[1], view.Eye is [_, _, var z] ? z : ground + view.AboveGround,
            view.Target[0], view.Target[1], view.Target is [_, _, var height] ? height : Surface(view.Target[0], view.Target[1]), view.FovDegrees, size[0], size[1]);
    }

    // a place without ice still has a profile: straight across the middle
    private static double[][] CentreLineOf(IReadOnlyList<DatedDem> series)
    {
        if (series.Any(each => Array.IndexOf(each.Ice, true) >= 0) && RecessionAnalysis.CentreLineOf(series).Points is { Count: > 1 } points)
        {
            return [.. points.Select(point => new[] { point.X, point.Y })];
        }

        var grid = series[0].Dem.Grid;
        var (west, y) = grid.Transform.ToMap(0.5, grid.Height / 2.0);
        return [[west, y], [grid.Transform.ToMap(grid.Width - 0.5, 0).X, y]];
    }

    /// <summary>A round interval that gives about twenty iso-lines.</summary>
    public static double Interval(double relief)
    {
        var raw = Math.Max(relief / 20, 1e-3);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * (raw / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
