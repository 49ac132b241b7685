using Glacier.Pipeline.Film;
using Glacier.Pipeline.Flights;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Flight;

namespace Glacier.Pipeline.Steps.Flights;

/// <summary>The film of a flight and its figures: <c>flights/{name}/fly.mp4</c>, <c>poster.jpg</c>, <c>fly.json</c>.</summary>
public static class FlightFilmStep
{
    private const int Version = 1;

    /// <summary>First part of the step's name.</summary>
    internal const string Kind = "flight";

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(string flight) => $"{Kind}.{flight}";

    /// <summary>Makes the film; null where a frame is missing: a flight with a gap would jump.</summary>
    public static async Task<StepManifest?> RunAsync(Workbench bench, GlacierId glacier, string flight, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var plan = await bench.ReadProductAsync<FlightPlan>(glacier, FlightPlan.Product(flight), cancellation);
        var frames = new List<StepOutput>();
        foreach (var target in FlightFramesStep.Targets(flight, plan.Frames.Count))
        {
            frames.AddRange((await bench.Stores.ReadJsonAsync<StepManifest>(BlobNames.Manifest(glacier, FlightFramesStep.Step(flight, target.First)), cancellation))?.Outputs ?? []);
        }

        if (frames.Count != plan.Frames.Count)
        {
            return null;
        }

        var options = new FilmOptions(
            settings.Name ?? glacier.DisplayName, settings.Attribution ?? "Source of the elevation models: not stated", FramesPerSecond: Settings.FlightSetting.FramesPerSecond,
            Mark: plan.Setting.Style == FlightStyles.Survey ? FlightMarks.Shaded : FlightMarks.Painted);
        return await bench.OnceAsync(
            glacier, Step(flight), ProductKey.Of(Kind, Version, frames.Select(frame => frame.Sha256), new { options, plan.Setting }),
            async folder =>
            {
                using var pictures = bench.Files.NewFolder();
                foreach (var frame in frames)
                {
                    using var file = await bench.Files.OpenAsync(BlobNames.Product(glacier, frame.Name), cancellation);
                    File.Copy(file.Path, pictures.File(Path.GetFileName(frame.Name)));
                }

                var series = new SurfaceSeries(await SeriesReader.ReadAsync(bench, glacier, cancellation));
                var target = Path.GetDirectoryName(folder.File(FlightPlan.Folder(flight) + "fly.mp4"))!;
                await FlightFilmOfYears.WriteAsync(
                    pictures.Path, [.. plan.Frames.Select(frame => frame.Year)], [.. series.Surveys.Select(survey => survey.Epoch)], options, target, cancellation);
                var painter = FlightFramesStep.Painter(series, plan with { Setting = plan.Setting with { Style = FlightStyles.Survey } }, bench.Models, settings.PhotoSeed);
                FlightReport.Write(target, plan.Setting.Path, plan.Setting.Style, plan.Frames, series, painter, FlightMeasures.Of(plan.Frames, painter, pictures.Path));
            },
            cancellation);
    }
}
