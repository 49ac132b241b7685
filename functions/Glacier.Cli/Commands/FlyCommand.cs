using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Pipeline.Film;
using Glacier.Pipeline.Flights;
using Glacier.Terrain.Flight;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier fly DEM…</c>: a flight over the glacier while the years pass.</summary>
internal static class FlyCommand
{
    private const string Film = "fly.mp4";
    private const string Cameras = "cameras.json";
    private const string Poster = "poster.jpg";

    public static Command Create()
    {
        var path = new Option<string>("--path") { Description = $"{string.Join(", ", FlightPlanner.Names)}, or a JSON file of key frames (cameras.json is one).", HelpName = "PATH", DefaultValueFactory = _ => "orbit" };
        var style = new Option<string>("--style") { Description = "survey: shaded from the DEM alone. photo: painted by a network. photo3d: one painted world for all frames and years.", DefaultValueFactory = _ => FlightStyles.Survey };
        style.AcceptOnlyFromAmong([.. FlightStyles.Names]);
        var frames = new Option<int?>("--frames") { Description = $"Number of frames. Default: {FlightOptions.UsualFrames}; a file of many cameras: as many.", HelpName = "N" };
        var rate = new Option<int>("--fps") { Description = "Frames per second.", HelpName = "N", DefaultValueFactory = _ => 24 };
        var size = new Option<string>("--size") { Description = "Size of a frame in pixels, even.", HelpName = "WIDTHxHEIGHT", DefaultValueFactory = _ => "1280x720" };
        var fov = new Option<double>("--fov") { Description = "Horizontal field of view in degrees.", HelpName = "DEGREES", DefaultValueFactory = _ => 55 };
        var height = new Option<double?>("--height") { Description = "Metres that the camera keeps above the ground of every year. Default: by the glacier's size.", HelpName = "METRES" };
        var radius = new Option<double?>("--radius") { Description = "Radius of the orbit. Default: by the glacier's size, within the DEM.", HelpName = "METRES" };
        var seed = new Option<int>("--seed") { Description = "Which look the styles photo and photo3d have: weather, season, light.", DefaultValueFactory = _ => PhotoStyleOptions.DefaultSeed };
        var sun = new Option<string?>("--sun") { Description = "Azimuth (from north, clockwise) and elevation of the sun in degrees.", HelpName = "AZIMUTH,ELEVATION" };
        var models3d = new Option<bool>("--glb") { Description = "Write the terrain of every survey shown as a 3D model, too: model_YEAR.glb." };
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("fly", "A flight over the glacier while the years pass: fly.mp4, its frames and cameras.")
        {
            path, style, frames, rate, size, fov, height, radius, seed, sun, models3d, output, json,
        };
        var input = new SeriesOptions(command, "all: the years pass; Y: that year alone; Y,Y,…: the surveys of these years.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var models = ModelCatalogue.OfProgram();
            var chosen = parsed.GetRequiredValue(path);
            var keys = FlightPlanner.Names.Contains(chosen) ? null : FlightPathFile.Read(chosen);
            var (width, down) = keys is { Width: { } w, Height: { } h } && parsed.GetResult(size) is null or { Implicit: true } ? (w, h) : PointArgument.Size("--size", parsed.GetRequiredValue(size));
            if (width % 2 != 0 || down % 2 != 0 || width is < 64 or > 7680 || down is < 64 or > 4320)
            {
                throw new UsageException($"--size: found {width}x{down}; expected even sides from 64 to 7680 and 4320");
            }

            var angle = keys?.FieldOfViewDegrees is { } seen && parsed.GetResult(fov) is null or { Implicit: true } ? seen : parsed.GetValue(fov);
            var options = new FlightOptions(
                parsed.GetValue(frames) is not { } n ? null : n is >= 2 and <= 5000 ? n : throw new UsageException($"--frames: found {n}; expected 2 to 5000"), width, down,
                angle is >= 10 and <= 120 ? angle : throw new UsageException(FormattableString.Invariant($"--fov: found {angle}; expected 10 to 120 degrees")),
                Positive("--height", parsed.GetValue(height), 10_000), Positive("--radius", parsed.GetValue(radius), 1e6));
            var pace = parsed.GetValue(rate) is >= 1 and <= 60 and var fps ? fps : throw new UsageException("--fps: expected 1 to 60");
            (double Azimuth, double Elevation)? light = parsed.GetValue(sun) is { } sunText ? PointArgument.Direction("--sun", sunText) : null;
            var painting = FlightStyles.Of(parsed.GetRequiredValue(style), models, new PhotoStyleOptions(parsed.GetValue(seed)));
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), [Film, Poster, FlightReport.FileName], [.. input.Paths(parsed), .. keys is null ? [] : new[] { Path.GetFullPath(chosen) }]);

            var (series, year, title, attribution) = input.Read(parsed);
            options = options with { Year = year };
            var flight = keys is null ? FlightPlanner.Plan(chosen, series, options) : FlightPlanner.Plan(keys, series, options);
            var called = keys?.Name ?? chosen;
            FlightCheck.Demand(called, flight, series);
            var look = FlightPainter.Light(series, flight[0].Camera);
            var painter = new FlightPainter(series, light is var (azimuth, elevation) ? look with { SunAzimuthDegrees = azimuth, SunElevationDegrees = elevation } : look, painting);

            // cameras first: they are what a flight that is stopped is begun again with
            var target = Path.Combine(folder, Cameras);
            await File.WriteAllTextAsync(target, FlightPathFile.Write(flight, called, series.Grid.Crs.Name), cancellation);
            var pictures = new FlightFolder(folder);
            var painted = LongWork.Run("painting", progress => pictures.Fill(flight, painter, title, progress, cancellation));
            var film = new FilmOptions(title, attribution, FramesPerSecond: pace, Mark: painting is null ? FlightMarks.Shaded : FlightMarks.Painted);
            await FlightFilmOfYears.WriteAsync(pictures.Path, [.. flight.Select(frame => frame.Year)], [.. series.Surveys.Select(survey => survey.Epoch)], film, folder, cancellation);
            var figures = LongWork.Run("measuring", _ => FlightMeasures.Of(flight, painter, pictures.Path));
            FlightReport.Write(folder, called, parsed.GetRequiredValue(style), flight, series, painter, figures);
            string[] written = [Film, Poster, Cameras, FlightReport.FileName, .. parsed.GetValue(models3d) ? ModelCommand.Write(folder, series, year, title, attribution) : []];
            Report.Write(parsed.GetValue(json), new { folder, files = written, path = called, frames = flight.Count, painted, width, height = down, figures }, [
                ("film", Path.Combine(Report.FileName(folder), Film)),
                ("frames", painted == flight.Count ? $"{flight.Count}" : $"{flight.Count}, {flight.Count - painted} of them were there"),
                ("years", series.Surveys.Count == 1 || year is not null ? $"{(int)flight[0].Year}" : $"{series.Surveys[0].Epoch} to {series.Surveys[^1].Epoch}"),
                ("warped onto the next frame", figures.Consistency[0].MeanDifference is { } difference ? $"{Report.Number(difference, 1)} grey levels apart" : "nothing in common"),
                ("skyline", figures.SkylineMedian is { } median ? $"median {Report.Number(median, 1)} px, {Report.Number(100 * figures.SkylineWithin ?? 0, 1)} % within 1.5 px" : "none in the picture"),
                ("above ground", $"{Report.Number(options.AboveGround ?? FlightPlanner.UsualHeight(series), 0)} m"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static double? Positive(string option, double? value, double most) => value is null or > 0 && !(value > most)
        ? value
        : throw new UsageException(FormattableString.Invariant($"{option}: found {value}; expected more than 0, at most {most} metres"));
}
