using System.Text.Json;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Flight;

namespace Glacier.Pipeline.Flights;

/// <summary>What a flight was made of and how good it is: <c>fly.json</c>.</summary>
public static class FlightReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "fly.json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="path">The path's name.</param>
    /// <param name="style">The style.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="series">The ground.</param>
    /// <param name="painter">What painted.</param>
    /// <param name="figures">What was measured.</param>
    public static void Write(string folder, string path, string style, IReadOnlyList<FlightFrame> frames, SurfaceSeries series, FlightPainter painter, FlightFigures figures)
    {
        var camera = frames[0].Camera;
        // over voids of all years no ground is known
        var above = frames.Select(frame => frame.Camera.EyeZ - series.Highest.Sample(frame.Camera.EyeX, frame.Camera.EyeY)).Where(double.IsFinite).ToList();
        var report = new
        {
            synthetic = true,
            path,
            style,
            frames = frames.Count,
            width = camera.Width,
            height = camera.Height,
            fieldOfViewDegrees = camera.FieldOfViewDegrees,
            firstYear = frames.Min(frame => frame.Year),
            lastYear = frames.Max(frame => frame.Year),
            surveys = series.Surveys.Select((survey, k) => new { date = survey.Epoch.ToString(), iceFrom = survey.OutlineSource, lentByOtherSurveys = Math.Round(series.Lent[k], 6) }),
            betweenSurveys = "elevations and the distance to the ice margin linear in time",
            sunAzimuthDegrees = painter.Look.SunAzimuthDegrees,
            sunElevationDegrees = painter.Look.SunElevationDegrees,
            snowLine = painter.Look.EquilibriumLine,
            leastAboveGround = above.Count == 0 ? (double?)null : Math.Round(above.Min(), 1),
            figures,
        };
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(report, PipelineJson.Indented) + "\n");
    }
}
