using System.CommandLine;
using System.Globalization;
using Glacier.Cli.Arguments;
using Glacier.Cli.Output;
using Glacier.Pipeline.Views;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Pictures;

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
        var outline = CommonOptions.Outline();
        var output = CommonOptions.OutFolder();
        var json = CommonOptions.Json();
        var command = new Command("view", "A perspective view of a DEM: view.png, depth.tif, skyline.csv, view.json.") { dem, eye, target, above, fov, size, sun, outline, output, json };
        command.SetAction(parsed =>
        {
            var path = CommonOptions.Existing(parsed.GetRequiredValue(dem));
            var (width, height) = PointArgument.Size("--size", parsed.GetRequiredValue(size));
            var angle = parsed.GetValue(fov);
            if (angle is not (>= 1 and <= 170))
            {
                throw new UsageException($"--fov: found {angle.ToString(CultureInfo.InvariantCulture)}; expected 1 to 170 degrees");
            }

            var surface = DemReader.Read(path);
            var ice = parsed.GetValue(outline) is { } file ? OutlineMask.Rasterize(OutlineFile.Read(CommonOptions.Existing(file), surface.Crs, surface.Grid), surface.Grid) : null;
            if (parsed.GetValue(eye) is null != parsed.GetValue(target) is null)
            {
                throw new UsageException("--eye and --target go together; without both, a good place is chosen");
            }

            var camera = parsed.GetValue(eye) is { } from && parsed.GetValue(target) is { } to
                ? Between(surface, PointArgument.Position("--eye", from), PointArgument.Position("--target", to), parsed.GetValue(above), angle, width, height)
                : ViewChooser.Choose([surface], [ice ?? new bool[surface.Values.Length]], width, height, angle);
            var style = SurveyStyleOptions.For(camera);
            if (parsed.GetValue(sun) is { } light)
            {
                var (azimuth, elevation, _) = PointArgument.Position("--sun", light);
                style = style with { SunAzimuthDegrees = azimuth, SunElevationDegrees = elevation };
            }

            var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output)).FullName;
            EpochOfName.TryParse(Path.GetFileName(path), out var epoch);
            var view = ViewFiles.Write(folder, surface, ice, camera, style, new PictureCaption(Path.GetFileNameWithoutExtension(path) + (epoch == default ? "" : $", {epoch}")));
            var terrain = view.Depth.Count(float.IsFinite);
            Report.Write(parsed.GetValue(json), new
            {
                folder,
                files = new[] { "view.png", "depth.tif", "skyline.csv", "view.json" },
                eye = new[] { camera.EyeX, camera.EyeY, camera.EyeZ },
                target = new[] { camera.TargetX, camera.TargetY, camera.TargetZ },
                field_of_view_degrees = camera.FieldOfViewDegrees,
                width,
                height,
                sky_fraction = 1 - ((double)terrain / view.Depth.Length),
            },
            [
                ("picture", Path.Combine(Report.FileName(folder), "view.png")),
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
            return float.IsFinite(ground) ? ground : throw new UsageException($"{option}: no elevation at {x.ToString(CultureInfo.InvariantCulture)},{y.ToString(CultureInfo.InvariantCulture)}; the DEM covers " +
                string.Create(CultureInfo.InvariantCulture, $"x {dem.Transform.West} to {dem.Transform.ToMap(dem.Width, 0).X}, y {dem.Transform.ToMap(0, dem.Height).Y} to {dem.Transform.North}. Give the height as Z."));
        }

        return new Camera(
            eye.X, eye.Y, eye.Z ?? (Ground("--eye", eye.X, eye.Y) + above), target.X, target.Y, target.Z ?? Ground("--target", target.X, target.Y), fov, width, height);
    }
}
