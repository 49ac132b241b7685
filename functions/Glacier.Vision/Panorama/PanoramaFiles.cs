using System.Text.Json;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Pictures;

namespace Glacier.Vision.Panorama;

/// <summary>The files of a panorama.</summary>
public static class PanoramaFiles
{
    /// <summary>The picture.</summary>
    public const string Picture = "panorama.png";

    /// <summary>Metres along the ray per pixel, NaN in the sky.</summary>
    public const string Depth = "depth.tif";

    /// <summary>Camera, skyline, light and how it was made.</summary>
    public const string Description = "panorama.json";

    /// <summary>Name of the method in descriptions and captions.</summary>
    public const string Method = "geometry from DEM";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>Names of all files written.</summary>
    public static IReadOnlyList<string> Names { get; } = [Picture, Depth, Description];

    /// <summary>Writes a panorama, its depth and its description.</summary>
    /// <param name="folder">Where to; must exist.</param>
    /// <param name="scene">What is shown.</param>
    /// <param name="view">The panorama.</param>
    /// <param name="illumination">Its light.</param>
    /// <param name="options">How it was computed.</param>
    /// <returns>The skyline, degrees per column.</returns>
    public static double[] Write(string folder, PanoramaScene scene, PanoramaView view, Illumination illumination, PanoramaOptions options)
    {
        var camera = view.Camera;
        var skyline = PanoramaSkyline.Angles(scene, camera, options);
        SyntheticPicture.SavePng(view.Rgb, camera.Width, camera.Height, Path.Combine(folder, Picture), Caption(scene, illumination));
        // pixels of the picture, not of a map
        Cog.Write(Path.Combine(folder, Depth), new Raster(camera.Width, camera.Height, new GeoTransform(0, camera.Height, 1, 1), ReferenceSystem.Unknown, view.Depth));
        File.WriteAllText(Path.Combine(folder, Description), JsonSerializer.Serialize(Describe(scene, view, illumination, options, skyline), s_json) + "\n");
        return skyline;
    }

    /// <summary>What a picture of a scene says of itself.</summary>
    public static PictureCaption Caption(PanoramaScene scene, Illumination illumination) => new(
        Path.GetFileNameWithoutExtension(scene.Tile.File), $"Colours from {scene.Tile.File}, geometry from a digital elevation model, light: {illumination.Name}",
        "panorama rendered from a satellite picture and a digital elevation model");

    private static object Describe(PanoramaScene scene, PanoramaView view, Illumination light, PanoramaOptions options, double[] skyline)
    {
        var camera = view.Camera;
        var ground = view.Depth.Where(float.IsFinite).ToArray();
        return new
        {
            synthetic = true,
            model = Method,
            tile = scene.Tile.File,
            reference_system = scene.Tile.Grid.Crs.Name,
            camera = new
            {
                projection = "equirectangular",
                eye_m = new[] { camera.EyeX, camera.EyeY, Math.Round(camera.EyeZ, 3) },
                above_ground_m = Math.Round(camera.EyeZ - scene.Caster.Ground(camera.EyeX, camera.EyeY).Z, 3),
                heading_degrees = camera.HeadingDegrees,
                width = camera.Width,
                height = camera.Height,
                elevation_degrees = new[] { 90, -90 },
                refraction_coefficient = camera.Refraction,
            },
            illumination = new
            {
                name = light.Name,
                sun_azimuth_degrees = light.SunAzimuthDegrees,
                sun_elevation_degrees = light.SunElevationDegrees,
                overcast = light.Overcast,
                sky_reference = light.Reference is not null,
            },
            tile_sun = scene.TileSun is { } sun ? new { azimuth_degrees = sun.AzimuthDegrees, elevation_degrees = sun.ElevationDegrees, correlation = Math.Round(sun.Correlation, 3) } : null,
            sampling = new { band_samples = options.BandSamples, rays_per_pixel = options.RaysPerPixel, seed = options.Seed },
            depth_unit = "m along the ray, NaN is sky",
            nearest_m = ground.Length > 0 ? Math.Round(ground.Min(), 2) : (double?)null,
            farthest_m = ground.Length > 0 ? Math.Round(ground.Max(), 1) : (double?)null,
            sky_fraction = Math.Round(1 - ((double)ground.Length / view.Depth.Length), 4),
            skyline_degrees = skyline.Select(angle => double.IsFinite(angle) ? Math.Round(angle, 4) : (double?)null),
            column_azimuth_degrees = Enumerable.Range(0, camera.Width).Select(column => Math.Round(camera.AzimuthDegrees(column + 0.5), 4)),
        };
    }
}
