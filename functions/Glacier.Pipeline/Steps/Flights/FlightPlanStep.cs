using System.Text.Json;
using Glacier.Pipeline.Flights;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Storage;
using Glacier.Terrain;
using Glacier.Terrain.Flight;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>Lays out a flight: <c>flights/{name}/cameras.json</c> and <c>plan.json</c>.</summary>
public static class FlightPlanStep
{
    private const int Version = 1;

    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "flight-plan";

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(string flight) => $"{Kind}.{flight}";

    /// <summary>Names of the flights asked for.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default) =>
        [.. (await bench.SettingsAsync(glacier, cancellation)).Flights.Select(flight => flight.Name)];

    /// <summary>Plans a flight.</summary>
    /// <returns>Its number of frames.</returns>
    /// <exception cref="InvalidInputException">It cannot be flown over this glacier; the message names the frame and the fix.</exception>
    public static async Task<int> RunAsync(Workbench bench, GlacierId glacier, string flight, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var setting = settings.Flights.First(each => each.Name == flight);
        var outline = await bench.ManifestAsync(glacier, OutlineStep.Step, cancellation);
        var title = settings.Name ?? glacier.DisplayName;
        await bench.OnceAsync(
            glacier, Step(flight), ProductKey.Of(Kind, Version, [outline.Key], new { setting, settings.Sun, title }),
            async folder =>
            {
                var plan = Make(new SurfaceSeries(await SeriesReader.ReadAsync(bench, glacier, cancellation)), setting, settings.Sun, title, out var referenceSystem);
                await File.WriteAllTextAsync(folder.File(FlightPlan.Product(flight)), JsonSerializer.Serialize(plan, PipelineJson.Options), cancellation);
                await File.WriteAllTextAsync(folder.File(FlightPlan.Folder(flight) + "cameras.json"), FlightPathFile.Write(plan.Frames, setting.Path, referenceSystem), cancellation);
            },
            cancellation);
        return setting.Frames;
    }

    private static FlightPlan Make(SurfaceSeries series, FlightSetting setting, SunSetting? sun, string title, out string referenceSystem)
    {
        referenceSystem = series.Grid.Crs.Wkt.Length == 0 ? "unknown" : series.Grid.Crs.Name;
        double? year = null;
        if (setting.Years != "all")
        {
            var wanted = int.Parse(setting.Years, System.Globalization.CultureInfo.InvariantCulture);
            year = series.Surveys.Any(survey => survey.Epoch.Year == wanted) ? FlightPlanner.DecimalYear(wanted, series) : throw new InvalidInputException(
                BlobNames.SettingsFile, "flight-year", $"flight '{setting.Name}': years '{setting.Years}'", string.Join(", ", series.Surveys.Select(survey => survey.Epoch)), "Take one of the years surveyed, or all.");
        }

        var frames = FlightPlanner.Plan(setting.Path, series, new FlightOptions(setting.Frames, setting.Size[0], setting.Size[1], setting.FovDegrees, setting.AboveGround, Year: year));
        FlightCheck.Demand($"flight '{setting.Name}'", frames, series);
        var light = FlightPainter.Light(series, frames[0].Camera);
        return new(setting, frames, sun?.Azimuth ?? light.SunAzimuthDegrees, sun?.Elevation ?? light.SunElevationDegrees, light.EquilibriumLine, title);
    }
}
