using System.Globalization;
using System.Text;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Pipeline.Steps;

/// <summary>Profiles along the planned lines and the skyline around each viewpoint: <c>{epoch}/contours/*</c>.</summary>
public static class ContoursStep
{
    private const int Version = 1;
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
                    await File.WriteAllTextAsync(folder.File($"{epoch}/contours/{line.Name}.csv"), Profile(dem, line), cancellation);
                foreach (var view in plan.Views)
                    await File.WriteAllTextAsync(folder.File($"{epoch}/contours/skyline-{view.Name}.csv"), Horizon(dem, view), cancellation);
            },
            cancellation);
    }

    private static string Profile(Raster dem, PlannedLine line)
    {
        var points = CentreLine.Resample([.. line.Points.Select(point => (point[0], point[1]))], dem.Transform.PixelWidth);
        var text = new StringBuilder("distance_m,x,y,elevation_m\n");
        for (var k = 0; k < points.X.Count; k++)
        {
            var elevation = dem.Sample(points.X[k], points.Y[k]);
            text.Append(CultureInfo.InvariantCulture, $"{points.Distance[k]:0.###},{points.X[k]:0.###},{points.Y[k]:0.###},{(float.IsFinite(elevation) ? elevation.ToString("0.###", CultureInfo.InvariantCulture) : "")}\n");
        }

        return text.ToString();
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
