using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Glacier.Pipeline.Storage;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Steps;

/// <summary>
/// Profiles along the planned lines, the skyline around each viewpoint, iso-lines and the contour image, all years on one scale: <c>{epoch}/contours/*</c>.
/// The edges of a view come with the view.
/// </summary>
public static class ContoursStep
{
    private const int Version = 2;
    private const int Azimuths = 720;
    private const int MostSamples = 4096;

    /// <summary>Name of the step's manifest.</summary>
    public static string Step(Epoch epoch) => $"contours.{epoch}";

    /// <summary>Draws one epoch's contours.</summary>
    public static async Task<StepManifest> RunAsync(Workbench bench, GlacierId glacier, Epoch epoch, CancellationToken cancellation = default)
    {
        var own = await bench.ManifestAsync(glacier, CoregisterStep.Step(epoch), cancellation);
        var plan = await bench.ReadProductAsync<Plan>(glacier, "plan.json", cancellation);
        return await bench.OnceAsync(
            glacier, Step(epoch), ProductKey.Of("contours", Version, [own.Key], plan),
            async folder =>
            {
                var dem = await bench.ReadRasterAsync(glacier, CoregisterStep.Dem(epoch), cancellation);
                var profiles = plan.Lines.Select(line => Along(dem, line)).ToList();
                foreach (var (line, profile) in plan.Lines.Zip(profiles))
                    ProfileCsv.Write(folder.File($"{epoch}/contours/{line.Name}.csv"), profile);
                foreach (var view in plan.Views)
                    await File.WriteAllTextAsync(folder.File($"{epoch}/contours/skyline-{view.Name}.csv"), Horizon(dem, view), cancellation);
                await File.WriteAllTextAsync(folder.File($"{epoch}/contours/iso-lines.geojson"), IsoLinesJson(dem, plan.ContourInterval), cancellation);
                if (profiles[0].Elevation.Any(float.IsFinite))
                {
                    var scale = new ContourScale(plan.Length, plan.Lowest, plan.Highest);
                    GreyPicture.SaveContour(ContourImage.Draw(profiles[0], scale), folder.File($"{epoch}/contours/contour.png"), new PictureCaption($"{glacier} {epoch}: contour"));
                }
            },
            cancellation);
    }

    /// <summary>A profile at the DEM's own resolution.</summary>
    internal static Profile Along(Raster dem, PlannedLine line)
    {
        var samples = (int)Math.Clamp(Math.Ceiling(line.Length / dem.Transform.PixelWidth) + 1, 2, MostSamples);
        return Profiles.Along(dem, [.. line.Points.Select(point => (point[0], point[1]))], samples);
    }

    private static string Horizon(Raster dem, PlannedView view)
    {
        var angles = Skyline.Angles(dem, view.Camera.EyeX, view.Camera.EyeY, view.Camera.EyeZ, Azimuths, view.Camera.Refraction);
        var text = new StringBuilder("azimuth_degrees,elevation_degrees\n");
        for (var k = 0; k < angles.Length; k++)
            text.Append(CultureInfo.InvariantCulture, $"{k * 360.0 / Azimuths:0.###},{(double.IsFinite(angles[k]) ? angles[k].ToString("0.####", CultureInfo.InvariantCulture) : "")}\n");
        return text.ToString();
    }

    // RFC 7946: longitude and latitude on WGS 84
    private static string IsoLinesJson(Raster dem, double interval)
    {
        var features = IsoLines.ByInterval(dem, interval).Select(iso => (JsonNode)new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject { ["elevation_m"] = iso.Elevation },
            ["geometry"] = new JsonObject
            {
                ["type"] = "MultiLineString",
                ["coordinates"] = new JsonArray([.. iso.Lines.Geometries.Select(line => (JsonNode)Positions(dem.Crs, line.Coordinates))]),
            },
        });
        return new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) }.ToJsonString();
    }

    private static JsonArray Positions(ReferenceSystem crs, NetTopologySuite.Geometries.Coordinate[] line)
    {
        var x = Array.ConvertAll(line, point => point.X);
        var y = Array.ConvertAll(line, point => point.Y);
        crs.Convert(ReferenceSystem.Wgs84, x, y);
        return [.. x.Zip(y, (longitude, latitude) => (JsonNode)new JsonArray(Math.Round(longitude, 7), Math.Round(latitude, 7)))];
    }
}
