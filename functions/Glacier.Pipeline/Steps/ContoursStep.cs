using System.Globalization;
using System.Text;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Steps;

/// <summary>Profiles along the planned lines as tables and contour images, iso-elevation lines, the skyline around each viewpoint: <c>{epoch}/contours/*</c>.</summary>
public static class ContoursStep
{
    private const int Version = 2;
    private const int Azimuths = 720;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(Epoch epoch) => $"contours.{epoch}";

    /// <summary>Draws one epoch's contours.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, Epoch epoch, CancellationToken cancellation = default)
    {
        var own = await bench.ManifestAsync(glacier, CoregisterStep.Step(epoch), cancellation);
        var plan = await bench.ReadProductAsync<Plan>(glacier, "plan.json", cancellation);
        var key = ProductKey.Of("contours", Version, [own.Key], plan);
        return await bench.OnceAsync(
            glacier, Step(epoch), key,
            async folder =>
            {
                var dem = await bench.ReadRasterAsync(glacier, CoregisterStep.Dem(epoch), cancellation);
                foreach (var line in plan.Lines)
                {
                    DrawProfile(dem, line, plan, folder.File($"{epoch}/contours/{line.Name}.csv"), $"{glacier.DisplayName}, {epoch}");
                }

                IsoLineFile.WriteGeoJson(folder.File($"{epoch}/contours/iso-lines.geojson"), IsoLines.ByInterval(dem, plan.ContourInterval), dem.Crs);
                foreach (var view in plan.Views)
                {
                    await File.WriteAllTextAsync(folder.File($"{epoch}/contours/skyline-{view.Name}.csv"), Horizon(dem, view), cancellation);
                }
            },
            cancellation);
    }

    // the table, and the contour image on the scale that all epochs share
    private static void DrawProfile(Raster dem, PlannedLine line, Plan plan, string path, string title)
    {
        var points = line.Points.Select(point => (X: point[0], Y: point[1])).ToList();
        var length = points.Zip(points.Skip(1), (a, b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)))).Sum();
        var profile = Profiles.Along(dem, points, Math.Max(2, (int)Math.Round(length / dem.Transform.PixelWidth) + 1));
        ProfileCsv.Write(path, profile);
        GreyPicture.SaveContour(
            ContourImage.Draw(profile, new ContourScale(length, plan.Lowest, plan.Highest)), Path.ChangeExtension(path, ".png"),
            new PictureCaption($"{title}: {line.Name}", "Elevation along the line; the same scale at every survey.", "contour of a digital elevation model", "dataDrivenMedia"));
    }

    private static string Horizon(Raster dem, PlannedView view)
    {
        var angles = Skyline.Angles(dem, view.Camera.EyeX, view.Camera.EyeY, view.Camera.EyeZ, Azimuths, view.Camera.Refraction);
        var text = new StringBuilder("azimuth_degrees,elevation_degrees\n");
        for (var k = 0; k < angles.Length; k++)
            text.Append(CultureInfo.InvariantCulture, $"{k * 360.0 / Azimuths:0.###},{(double.IsFinite(angles[k]) ? angles[k].ToString("0.####", CultureInfo.InvariantCulture) : "")}\n");
        return text.ToString();
    }
}
