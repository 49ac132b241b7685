using System.Text.Json;
using Glacier.Terrain.Contours;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Pictures;

namespace Glacier.Pipeline.Views;

/// <summary>The files of one view: the same from the command line and from the renderer.</summary>
public static class ViewFiles
{
    /// <summary>The picture.</summary>
    public const string Picture = "view.png";

    /// <summary>Metres along the ray per pixel, NaN in the sky.</summary>
    public const string Depth = "depth.tif";

    /// <summary>The skyline, a row per column.</summary>
    public const string Skyline = "skyline.csv";

    /// <summary>Skyline and ridges as white lines on black, 256 × 256: what conditions a network.</summary>
    public const string Contour = "contour.png";

    /// <summary>The camera, the light and what was seen.</summary>
    public const string Description = "view.json";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <summary>Names of all files written.</summary>
    public static IReadOnlyList<string> Names { get; } = [Picture, Depth, Skyline, Contour, Description];

    /// <summary>Renders the picture and the view's geometry, and writes both.</summary>
    /// <param name="folder">Where to; must exist.</param>
    /// <param name="dem">The surface.</param>
    /// <param name="ice">Ice mask on the DEM's grid, or null.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="style">Light and look.</param>
    /// <param name="caption">Goes into the picture's metadata.</param>
    /// <param name="painting">Another style than the survey's; null for that.</param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">The camera stands below ground or makes no sense.</exception>
    public static View Write(string folder, Raster dem, bool[]? ice, Camera camera, SurveyStyleOptions style, PictureCaption caption, Painting? painting = null)
    {
        var view = ViewRenderer.Render(dem, camera, ice, new ViewOptions(painting is null ? 1 : 4));
        var survey = SurveyStyle.Render(dem, ice, camera, style);
        var picture = painting is null ? survey : painting.Paint(new PaintedGround(dem, ice, style), view, survey, IceCover.Of(view, dem.Grid, ice ?? new bool[dem.Values.Length]));
        SyntheticPicture.SavePng(picture, camera.Width, camera.Height, Path.Combine(folder, Picture), caption);

        // the depth picture has no place on a map: its pixels are those of the view
        Cog.Write(Path.Combine(folder, Depth), new Raster(camera.Width, camera.Height, new GeoTransform(0, camera.Height, 1, 1), ReferenceSystem.Unknown, view.Depth));
        File.WriteAllText(Path.Combine(folder, Skyline), SkylineTable.Csv(view));
        GreyPicture.SaveContour(
            ContourImage.OfView(view), Path.Combine(folder, Contour), caption with { Method = "contour of a rendered view", DigitalSourceType = "dataDrivenMedia" });
        File.WriteAllText(Path.Combine(folder, Description), JsonSerializer.Serialize(Describe(view, style, painting), _json) + "\n");
        return view;
    }

    private static object Describe(View view, SurveyStyleOptions style, Painting? painting)
    {
        var terrain = view.Depth.Count(float.IsFinite);
        var ice = view.Ice.Count(seen => seen);
        var camera = view.Camera;
        return new
        {
            synthetic = true,
            style = painting?.Style ?? "survey",
            painted_by = painting?.Description,
            eye_m = new[] { camera.EyeX, camera.EyeY, camera.EyeZ },
            target_m = new[] { camera.TargetX, camera.TargetY, camera.TargetZ },
            field_of_view_degrees = camera.FieldOfViewDegrees,
            width = camera.Width,
            height = camera.Height,
            refraction_coefficient = camera.Refraction,
            sun_azimuth_degrees = style.SunAzimuthDegrees,
            sun_elevation_degrees = style.SunElevationDegrees,
            sky_fraction = Math.Round(1 - ((double)terrain / view.Depth.Length), 4),
            ice_fraction = Math.Round((double)ice / view.Depth.Length, 4),
            nearest_m = terrain > 0 ? Math.Round(view.Depth.Where(float.IsFinite).Min(), 1) : (double?)null,
            farthest_m = terrain > 0 ? Math.Round(view.Depth.Where(float.IsFinite).Max(), 1) : (double?)null,
            depth_unit = "m along the ray, NaN is sky",
            projection = "pinhole, square pixels, up is z",
        };
    }
}
