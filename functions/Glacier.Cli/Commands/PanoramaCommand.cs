using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Pipeline.Film;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Onnx;
using Glacier.Vision.Panorama;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier panorama TILE [--dem DEM]</c>: what one sees standing on a satellite picture, all around, and what one sees flying over it.</summary>
internal static class PanoramaCommand
{
    private const string Flight = "flight.mp4";
    private const string DepthFilm = "flight_depth.mp4";
    private const string Relief = "relief";
    private const string Network = "network";
    private const int FramesPerSecond = 24;
    private const double StandingHeight = 2;
    private const double FlyingHeight = 60;

    public static Command Create()
    {
        var tile = new Argument<FileInfo>("TILE") { Description = "Square satellite picture: red, green, blue, or bands of Sentinel-2 or Landsat." };
        var dem = new Option<FileInfo?>("--dem") { Description = "Elevations of the place; should reach further than the tile, to the mountains on the horizon. Without them a network guesses the ground.", HelpName = "DEM" };
        var at = new Option<string?>("--at") { Description = "Where one stands, in the tile's map coordinates. Default: its middle.", HelpName = "X,Y" };
        var height = new Option<double?>("--height") { Description = $"Metres above the ground. Default: {StandingHeight} standing, {FlyingHeight} flying.", HelpName = "METRES" };
        var heading = new Option<double>("--heading") { Description = "Azimuth of the panorama's middle, degrees clockwise from north.", HelpName = "DEGREES" };
        var light = new Option<string>("--illumination") { Description = $"{string.Join(", ", Illumination.Names)}, or a picture whose sky is taken.", HelpName = "NAME|IMAGE", DefaultValueFactory = _ => "noon" };
        var path = new Option<string?>("--path") { Description = $"Fly: {string.Join(", ", FlightPath.Names)}, or a JSON file [[x, y], …]. Writes {Flight} and {DepthFilm} too.", HelpName = "PATH" };
        var paint = new Option<string>("--paint") { Description = $"{Relief}: light and texture are computed; {Network}: the render network paints.", HelpName = $"{Relief}|{Network}", DefaultValueFactory = _ => Relief };
        var outline = CommonOptions.Outline();
        var size = new Option<string>("--size") { Description = "Size of the panorama in pixels.", HelpName = "WIDTHxHEIGHT", DefaultValueFactory = _ => "512x128" };
        var frames = new Option<int>("--frames") { Description = "Frames of the flight, 24 a second.", HelpName = "N", DefaultValueFactory = _ => 96 };
        var frameSize = new Option<string>("--flight-size") { Description = "Size of a frame in pixels, even.", HelpName = "WIDTHxHEIGHT", DefaultValueFactory = _ => "640x360" };
        var bands = new Option<string?>("--bands") { Description = "Names of the tile's bands in order, - for one to skip. Default: the file's own names.", HelpName = "B2,B3,B4,B8" };
        var unit = CommonOptions.VerticalUnit();
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("panorama", "Stand on the glacier: a 360° panorama with depth and skyline from a satellite tile, and a DEM where there is one, and a flight over it.")
        {
            tile, dem, at, height, heading, light, path, paint, outline, size, frames, frameSize, bands, unit, output, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var models = ModelCatalogue.OfProgram();
            var file = CommonOptions.Existing("TILE", parsed.GetRequiredValue(tile));
            var elevations = parsed.GetValue(dem) is { } given ? CommonOptions.Existing("--dem", given) : null;
            var (width, down) = PointArgument.Size("--size", parsed.GetRequiredValue(size));
            var (across, up) = PointArgument.Size("--flight-size", parsed.GetRequiredValue(frameSize));
            var count = parsed.GetValue(frames) is >= 2 and <= 5000 and var n ? n : throw new UsageException("--frames: expected 2 to 5000");
            if (across % 2 != 0 || up % 2 != 0)
            {
                throw new UsageException($"--flight-size: found {across}x{up}; expected even sides");
            }

            (double X, double Y, double? Z)? place = parsed.GetValue(at) is { } text ? PointArgument.Position("--at", text) : null;
            var way = parsed.GetValue(path);
            var folder = CommonOptions.TargetFolder(
                parsed.GetRequiredValue(output), [.. PanoramaFiles.Names, .. way is null ? [] : new[] { Flight, DepthFilm }], new[] { file, elevations }.OfType<string>());
            var painted = parsed.GetRequiredValue(paint) switch
            {
                Relief => false,
                Network => true,
                var style => throw new UsageException($"--paint: found '{style}'; expected {Relief} or {Network}"),
            };
            var picture = TilePicture.Read(file, parsed.GetValue(bands)?.Split(','));
            var illumination = Light(parsed.GetRequiredValue(light), picture, models);
            var networks = painted || elevations is null ? PanoramaNetworks.From(models) : null;
            var stage = elevations is not null ? Stage.Known(picture, elevations, CommonOptions.Reading(parsed.GetValue(unit)), networks, illumination)
                : painted ? Stage.Guessed(picture, networks!, illumination)
                : Stage.Over(GuessedScene.Of(picture, networks!).Relief(), networks: null, illumination);
            var ground = stage.Ground;
            var (x, y) = place is { } there ? (there.X, there.Y) : ground.Tile.Centre;
            var raised = parsed.GetValue(height);
            var camera = new PanoramaCamera(x, y, ground.Stand(x, y, raised ?? StandingHeight), width, down, parsed.GetValue(heading));
            var flight = way is null ? null : FlightPath.Of(
                way, ground, parsed.GetValue(outline) is { } ice ? IceArgument.Mask(CommonOptions.Existing("--outline", ice), ground.Dem.Grid) : null);
            var cameras = flight?.Cameras(ground, raised ?? FlyingHeight, count, across, up);
            var view = stage.Render(camera, 8);
            var skyline = stage.Write(folder, view);
            if (cameras is not null)
            {
                await FlyAsync(folder, stage, cameras, cancellation);
            }

            foreach (var warning in stage.Warnings)
            {
                Console.Error.WriteLine("glacier: warning: " + warning);
            }

            var files = cameras is null ? PanoramaFiles.Names : [.. PanoramaFiles.Names, Flight, DepthFilm];
            var seen = view.Depth.Where(float.IsFinite).ToArray();
            Report.Write(parsed.GetValue(json), new
            {
                folder,
                files,
                model = stage.Model,
                illumination = illumination.Name,
                eye = new[] { camera.EyeX, camera.EyeY, camera.EyeZ },
                width,
                height = down,
                sky_fraction = 1 - ((double)seen.Length / view.Depth.Length),
                skyline_degrees = new[] { skyline.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(), skyline.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max() },
            },
            [
                ("panorama", Path.Combine(Report.FileName(folder), PanoramaFiles.Picture)),
                ("eye", $"{Report.Number(camera.EyeX, 1)}, {Report.Number(camera.EyeY, 1)}, {Report.Number(camera.EyeZ, 1)} m"),
                ("light", illumination.Name),
                ("skyline", $"{Report.Number(skyline.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(), 1)}° to {Report.Number(skyline.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(), 1)}°"),
                ("geometry", elevations is null ? "guessed from the tile" : "from the DEM"),
                ("files", string.Join(", ", files)),
            ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static Illumination Light(string text, TilePicture tile, ModelCatalogue models)
    {
        return Illumination.Names.Contains(text) || !File.Exists(text)
            ? Illumination.Named(text, tile.Latitude, tile.MapNorthDegrees)
            : Illumination.Like(Path.GetFileName(text), SkyHistogram.Read(text, models), tile.Latitude, tile.MapNorthDegrees);
    }

    private static async Task FlyAsync(string folder, Stage stage, IReadOnlyList<PanoramaCamera> cameras, CancellationToken cancellation)
    {
        var depths = new float[cameras.Count][];
        var frames = LongWork.Run("flying", progress =>
        {
            var pictures = new byte[cameras.Count][];
            for (var k = 0; k < cameras.Count; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var view = stage.Render(cameras[k], 4);
                (pictures[k], depths[k]) = (view.Rgb, view.Depth);
                progress.Report((k + 1.0) / cameras.Count);
            }

            return pictures;
        });
        var (width, height) = (cameras[0].Width, cameras[0].Height);
        var title = Path.GetFileNameWithoutExtension(stage.Ground.Tile.File);
        await FlightFilm.WriteAsync(frames, width, height, Path.Combine(folder, Flight), FramesPerSecond, title, cancellation);
        var (nearest, farthest) = FlightDepth.Range(stage.Ground, cameras);
        await FlightFilm.WriteAsync(
            depths.Select(depth => DepthPicture.Of(depth, nearest, farthest)), width, height, Path.Combine(folder, DepthFilm), FramesPerSecond, title + ", depth", cancellation);
    }

    /// <summary>The ground, however it is known, and whoever paints it.</summary>
    /// <param name="Ground">Where one can stand.</param>
    /// <param name="Model">How ground and paint came about.</param>
    /// <param name="Warnings">What had to be assumed.</param>
    /// <param name="Render">What a camera sees with so many rays a pixel.</param>
    /// <param name="Write">Writes a panorama's files; its skyline.</param>
    private sealed record Stage(
        PanoramaGround Ground, string Model, IReadOnlyList<string> Warnings, Func<PanoramaCamera, int, PanoramaView> Render, Func<string, PanoramaView, double[]> Write)
    {
        public static Stage Guessed(TilePicture tile, PanoramaNetworks networks, Illumination light)
        {
            var scene = GuessedScene.Of(tile, networks);
            var sky = light.Sky();
            return new(
                scene, scene.Method(networks), scene.Warnings, (camera, _) => scene.Render(camera with { Refraction = null }, sky),
                (folder, view) => PanoramaFiles.Write(folder, scene, view, light, networks));
        }

        public static Stage Known(TilePicture tile, string dem, DemReadOptions reading, PanoramaNetworks? networks, Illumination light)
        {
            if (!tile.IsPlaced || tile.Grid.Crs.Wkt.Length == 0)
            {
                throw PanoramaScene.NoPlace(tile.File);
            }

            return Over(new(tile, DemReader.Read(dem, reading with { TargetCrs = tile.Grid.Crs })), networks, light);
        }

        public static Stage Over(PanoramaScene scene, PanoramaNetworks? networks, Illumination light)
        {
            var options = new PanoramaOptions();
            var sky = networks is null ? null : light.Sky();
            return new(
                scene, scene.Method(networks), scene.Warnings,
                (camera, rays) => networks is null ? scene.Render(camera, light, options with { RaysPerPixel = rays }) : scene.Paint(camera, networks, sky!),
                (folder, view) => PanoramaFiles.Write(folder, scene, view, light, options with { RaysPerPixel = 8 }, networks));
        }
    }
}
