using System.CommandLine;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Glacier.Vision.Scenery;

namespace Glacier.Cli.Commands;

/// <summary><c>glacier view DEM</c>: a landscape picture with its depth and skyline.</summary>
internal static class ViewCommand
{
    public static Command Create()
    {
        var dem = CommonOptions.Dem();
        var eye = new Option<string?>("--eye") { Description = "Where the camera stands, in map coordinates. Without Z it stands --above-ground. Without --eye a good place is chosen.", HelpName = "X,Y[,Z]" };
        var target = new Option<string?>("--target") { Description = "What the camera looks at. Without Z: the ground there.", HelpName = "X,Y[,Z]" };
        var above = new Option<double>("--above-ground") { Description = "Height of the eye over the ground in metres, where --eye has no Z.", DefaultValueFactory = _ => 40 };
        var fov = new Option<double>("--fov") { Description = "Horizontal field of view in degrees.", DefaultValueFactory = _ => 50 };
        var size = new Option<string>("--size") { Description = "Size of the picture in pixels.", HelpName = "WIDTHxHEIGHT", DefaultValueFactory = _ => "1024x768" };
        var sun = new Option<string?>("--sun") { Description = "Azimuth (from north, clockwise) and elevation of the sun in degrees.", HelpName = "AZIMUTH,ELEVATION" };
        var style = new Option<string>("--style") { Description = "survey: shaded from the DEM alone. photo: painted by a network from the same view. photo3d: painted by networks that make one world of the DEM, consistent from every viewpoint.", DefaultValueFactory = _ => "survey" };
        style.AcceptOnlyFromAmong("survey", "photo", "photo3d");
        var seed = new Option<int>("--seed") { Description = "Which look the styles photo and photo3d have: weather, season, light.", DefaultValueFactory = _ => PhotoStyleOptions.DefaultSeed };
        var reference = new Option<FileInfo?>("--like") { Description = "A photograph whose look the styles photo and photo3d take, instead of --seed.", HelpName = "PHOTO" };
        var outline = CommonOptions.Outline();
        var unit = CommonOptions.VerticalUnit();
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("view", "A perspective view of a DEM: view.png, depth.tif, skyline.csv, view.json.") { dem, eye, target, above, fov, size, sun, style, seed, reference, outline, unit, output, json };
        command.SetAction(parsed =>
        {
            using var models = ModelCatalogue.OfProgram();
            var path = CommonOptions.Existing("DEM", parsed.GetRequiredValue(dem));
            var outlines = parsed.GetValue(outline) is { } given ? CommonOptions.Existing("--outline", given) : null;
            var (width, height) = PointArgument.Size("--size", parsed.GetRequiredValue(size));
            var angle = Within("--fov", parsed.GetValue(fov), 1, 170, "degrees");
            var raised = Within("--above-ground", parsed.GetValue(above), 0, 10_000, "metres");
            (double X, double Y, double? Z)? from = parsed.GetValue(eye) is { } eyeText ? PointArgument.Position("--eye", eyeText) : null;
            (double X, double Y, double? Z)? to = parsed.GetValue(target) is { } targetText ? PointArgument.Position("--target", targetText) : null;
            (double Azimuth, double Elevation)? light = parsed.GetValue(sun) is { } sunText ? PointArgument.Direction("--sun", sunText) : null;
            if (from is null != to is null)
            {
                throw new UsageException("--eye and --target go together; without both, a good place is chosen");
            }

            var reading = CommonOptions.Reading(parsed.GetValue(unit));
            var folder = CommonOptions.TargetFolder(parsed.GetRequiredValue(output), ViewFiles.Names, [path]);
            var surface = DemReader.Read(path, reading);
            var ice = outlines is null ? null : IceArgument.Mask(outlines, surface.Grid);
            var camera = from is { } stand && to is { } goal
                ? Between(surface, stand, goal, raised, angle, width, height)
                : ViewChooser.Choose([surface], [ice ?? new bool[surface.Values.Length]], width, height, angle);
            var look = SurveyStyleOptions.For(camera, surface);
            if (light is var (azimuth, elevation))
            {
                look = look with { SunAzimuthDegrees = azimuth, SunElevationDegrees = elevation };
            }

            EpochOfName.TryParse(Path.GetFileName(path), out var epoch);
            var title = Path.GetFileNameWithoutExtension(path) + (epoch == default ? "" : $", {epoch}");
            var kind = parsed.GetValue(style);
            if (kind == "survey" && parsed.GetValue(reference) is not null)
            {
                throw new UsageException("--like goes with --style photo or photo3d");
            }

            var like = parsed.GetValue(reference) is { } photo ? new StyleReader(models.Get(StyleReader.Bundled)).Read(CommonOptions.Existing("--like", photo)) : null;
            var options = new PhotoStyleOptions(parsed.GetValue(seed), Style: like);
            var painting = kind switch
            {
                "photo" => PhotoPainting.By(models, options),
                "photo3d" => Photo3dPainting.By(models, options),
                _ => null,
            };
            var caption = painting is null ? new PictureCaption(title) : PhotoPainting.Caption(title, $"View of {title}");
            var view = ViewFiles.Write(folder, surface, ice, camera, look, caption, painting);
            var terrain = view.Depth.Count(float.IsFinite);
            Report.Write(parsed.GetValue(json), new
            {
                folder,
                files = ViewFiles.Names,
                eye = new[] { camera.EyeX, camera.EyeY, camera.EyeZ },
                target = new[] { camera.TargetX, camera.TargetY, camera.TargetZ },
                field_of_view_degrees = camera.FieldOfViewDegrees,
                width,
                height,
                sky_fraction = 1 - ((double)terrain / view.Depth.Length),
            },
            [
                ("picture", Path.Combine(Report.FileName(folder), ViewFiles.Picture)),
                ("eye", $"{Report.Number(camera.EyeX, 1)}, {Report.Number(camera.EyeY, 1)}, {Report.Number(camera.EyeZ, 1)} m"),
                ("looks at", $"{Report.Number(camera.TargetX, 1)}, {Report.Number(camera.TargetY, 1)}, {Report.Number(camera.TargetZ, 1)} m"),
                ("sky", $"{Report.Number(100 - (100.0 * terrain / view.Depth.Length), 0)} % of the picture"),
            ]);
            return ExitCode.Done;
        });
        return command;
    }

    private static Camera Between(
        Raster dem, (double X, double Y, double? Z) eye, (double X, double Y, double? Z) target, double above, double fov, int width, int height)
    {
        double Ground(string option, double x, double y)
        {
            var ground = dem.Sample(x, y);
            return float.IsFinite(ground) ? ground : throw new UsageException(
                FormattableString.Invariant($"{option}: no elevation at {x},{y}; the DEM covers {GridExtent.Describe(dem.Grid)}. Give the height as Z."));
        }

        var camera = new Camera(
            eye.X, eye.Y, eye.Z ?? (Ground("--eye", eye.X, eye.Y) + above), target.X, target.Y, target.Z ?? Ground("--target", target.X, target.Y), fov, width, height);
        var below = dem.Sample(eye.X, eye.Y) - camera.EyeZ;
        return below > 0 ? throw new UsageException(FormattableString.Invariant($"--eye: {camera.EyeZ:0.#} m is {below:0.#} m below the ground there; raise Z or leave it out"))
            : (camera.EyeX, camera.EyeY, camera.EyeZ) == (camera.TargetX, camera.TargetY, camera.TargetZ) ? throw new UsageException("--target: is where the eye is; move it into the scene")
            : camera;
    }

    private static double Within(string option, double value, double least, double most, string unit) => value >= least && value <= most
        ? value
        : throw new UsageException(FormattableString.Invariant($"{option}: found {value}; expected {least} to {most} {unit}"));
}
