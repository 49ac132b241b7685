using System.Globalization;
using Glacier.Pipeline.Settings;
using Glacier.Pipeline.Steps.Flights;
using Glacier.Pipeline.Steps.Outlines;
using Glacier.Pipeline.Steps.Panorama;
using Glacier.Pipeline.Steps.Scenes;
using Glacier.Pipeline.Steps.Velocity;
using Glacier.Pipeline.Storage;

namespace Glacier.Pipeline.Steps;

/// <summary>What there is of a glacier to publish, kind by kind. Each is null where the glacier has none.</summary>
/// <param name="Glacier">The glacier.</param>
/// <param name="Surveys">Its DEMs.</param>
/// <param name="Scenes">Its satellite images.</param>
/// <param name="Velocity">How they are compared.</param>
/// <param name="Flights">Flights over its DEMs.</param>
/// <param name="Panorama">How one stands on it; null too where the settings ask for none.</param>
/// <param name="PanoramaHeight">Metres of the eye above the ground.</param>
public sealed record Inventory(
    GlacierId Glacier, Series? Surveys, SceneSeries? Scenes, VelocityPlan? Velocity, IReadOnlyList<FlightSetting> Flights, PanoramaPlan? Panorama = null, double PanoramaHeight = 0)
{
    private readonly HashSet<string> _epochs = Surveys?.Surveys.Select(survey => survey.Epoch.ToString()).ToHashSet() ?? [];
    private readonly HashSet<string> _days = Velocity?.Scenes.Select(scene => scene.Day).ToHashSet() ?? [];
    private readonly bool _isCompared = (Velocity is null ? null : Velocity with { Cloudy = new Dictionary<DateOnly, double>() })?.Targets().Any() == true;
    private readonly HashSet<string> _sceneDays = Scenes?.Scenes.Select(scene => scene.Day).ToHashSet() ?? [];
    private readonly HashSet<string> _pairs = Velocity?.Targets().Select(target => target.Step).ToHashSet() ?? [];

    /// <summary>Looks what there is.</summary>
    public static async Task<Inventory> ReadAsync(Workbench bench, GlacierId glacier, CancellationToken cancellation = default)
    {
        var settings = await bench.SettingsAsync(glacier, cancellation);
        var wishes = settings.Panorama;
        var surveys = await bench.Stores.ReadJsonAsync<Series>(BlobNames.Product(glacier, SurveyStep.FileName), cancellation);
        var scenes = await bench.Stores.ReadJsonAsync<SceneSeries>(BlobNames.Product(glacier, SceneSeries.FileName), cancellation);
        return new(
            glacier, surveys, scenes, scenes is null ? null : await VelocityPlanStep.FindAsync(bench, glacier, cancellation), settings.Flights,
            scenes is null || surveys is null || !wishes.Enabled ? null : await bench.Stores.ReadJsonAsync<PanoramaPlan>(BlobNames.Product(glacier, PanoramaPlan.FileName), cancellation),
            wishes.Height);
    }

    /// <summary>False of what a step made of inputs that are no longer of the glacier.</summary>
    public bool IsCurrent(StepManifest manifest)
    {
        var parts = manifest.Step.Split('.', 3);
        return parts[0] switch
        {
            SceneSurveyStep.Step or OutlineHistoryStep.Step => Scenes is not null,
            VelocityPlanStep.Step => Velocity is not null,
            VelocityCloudStep.Step or VelocityMosaicStep.Step => _isCompared,
            VelocitySceneStep.Kind => _days.Contains(parts[1]),
            VelocityTarget.Kind => _pairs.Contains(manifest.Step),
            OutlineSceneStep.Kind or OutlineStripStep.Kind or SceneOutlineStep.Kind => _sceneDays.Contains(parts[1]),
            FilmStep.Kind => Surveys is not null,
            PanoramaTileStep.Step or PanoramaPlanStep.Step => Panorama is not null,
            PanoramaPictureStep.Kind => Panorama is { Camera: not null } plan && plan.Illuminations.Any(light => light.Name == parts[1]),
            PanoramaFramesStep.Kind => Panorama is { } flown && int.Parse(parts[1], CultureInfo.InvariantCulture) < flown.Frames.Count,
            PanoramaFlightStep.Step => Panorama is { Frames.Count: > 0 },
            ModelStep.Step => Surveys is not null && Flights.Count > 0,
            FlightFramesStep.Kind => IsFlown(parts[1]) && int.TryParse(parts[2], out var first) && first < Flights.First(flight => flight.Name == parts[1]).Frames,
            FlightPlanStep.Kind or FlightFilmStep.Kind => IsFlown(parts[1]),
            _ => Surveys is not null && (parts.Length == 1 || _epochs.Contains(parts[1])),
        };
    }

    private bool IsFlown(string flight) => Surveys is not null && Flights.Any(each => each.Name == flight);
}
