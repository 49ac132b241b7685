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

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <summary>Names of all files written.</summary>
    public static IReadOnlyList<string> Names { get; } = [Picture, Depth, Description];

    /// <summary>Writes a panorama over heights, its depth and its description.</summary>
    /// <param name="folder">Where to; must exist.</param>
    /// <param name="scene">What is shown.</param>
    /// <param name="view">The panorama.</param>
    /// <param name="illumination">Its light.</param>
    /// <param name="options">How it was computed.</param>
    /// <param name="networks">What painted it; null: nothing did, it was computed.</param>
    /// <returns>The skyline, degrees per column.</returns>
    public static double[] Write(string folder, PanoramaScene scene, PanoramaView view, Illumination illumination, PanoramaOptions options, PanoramaNetworks? networks = null)
    {
        var skyline = PanoramaSkyline.Angles(scene, view.Camera, options);
        var sampling = new { band_samples = options.BandSamples, rays_per_pixel = networks is null ? options.RaysPerPixel : 1, seed = options.Seed };
        Write(folder, scene, view, illumination, skyline, scene.Method(networks), Caption(scene, illumination, networks is not null), sampling, scene.TileSun);
        return skyline;
    }

    /// <summary>Writes a panorama of guessed geometry, its depth and its description.</summary>
    /// <param name="folder">Where to; must exist.</param>
    /// <param name="scene">What is shown.</param>
    /// <param name="view">The panorama.</param>
    /// <param name="illumination">Its light.</param>
    /// <param name="networks">What guessed and painted it.</param>
    /// <returns>The skyline, degrees per column.</returns>
    public static double[] Write(string folder, GuessedScene scene, PanoramaView view, Illumination illumination, PanoramaNetworks networks)
    {
        var skyline = scene.Skyline(view.Camera);
        var sampling = new { samples = networks.Space.Samples, ray_length_m = Math.Round(networks.Space.RayLength * scene.Tile.Side / 2, 1) };
        Write(folder, scene, view, illumination, skyline, scene.Method(networks), Caption(scene, illumination), sampling, null);
        return skyline;
    }

    private static void Write(
        string folder, PanoramaGround scene, PanoramaView view, Illumination illumination, double[] skyline, string method, PictureCaption caption, object sampling, TileSun? sun)
    {
        var camera = view.Camera;
        SyntheticPicture.SavePng(view.Rgb, camera.Width, camera.Height, Path.Combine(folder, Picture), caption);
        // pixels of the picture, not of a map
        Cog.Write(Path.Combine(folder, Depth), new Raster(camera.Width, camera.Height, new GeoTransform(0, camera.Height, 1, 1), ReferenceSystem.Unknown, view.Depth));
        File.WriteAllText(Path.Combine(folder, Description), JsonSerializer.Serialize(Describe(scene, view, illumination, skyline, method, sampling, sun), s_json) + "\n");
    }

    /// <summary>What a picture over heights says of itself.</summary>
    public static PictureCaption Caption(PanoramaScene scene, Illumination illumination, bool isPainted = false) => new(
        Path.GetFileNameWithoutExtension(scene.Tile.File),
        $"Colours from {scene.Tile.File}, {(scene.Guesser is null ? "geometry from a digital elevation model" : "geometry guessed from it by a network")}, light: {illumination.Name}",
        $"panorama {(isPainted ? "painted by a network" : "rendered")} from a satellite picture and {(scene.Guesser is null ? "a digital elevation model" : "a guess of its ground")}");

    /// <summary>What a painted picture of guessed geometry says of itself.</summary>
    public static PictureCaption Caption(GuessedScene scene, Illumination illumination) => new(
        Path.GetFileNameWithoutExtension(scene.Tile.File), $"Geometry and colours guessed from {scene.Tile.File} by networks, light: {illumination.Name}", "panorama painted by networks from a satellite picture");

    private static object Describe(
        PanoramaGround scene, PanoramaView view, Illumination light, double[] skyline, string method, object sampling, TileSun? tileSun)
    {
        var camera = view.Camera;
        var ground = view.Depth.Where(float.IsFinite).ToArray();
        return new
        {
            synthetic = true,
            model = method,
            tile = scene.Tile.File,
            reference_system = scene.Tile.Grid.Crs.Wkt.Length == 0 ? null : scene.Tile.Grid.Crs.Name,
            map_north_degrees = Math.Round(scene.Tile.MapNorthDegrees, 3),
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
            tile_sun = tileSun is { } sun ? new { azimuth_degrees = sun.AzimuthDegrees, elevation_degrees = sun.ElevationDegrees, correlation = Math.Round(sun.Correlation, 3) } : null,
            sampling,
            depth_unit = "m along the ray, NaN is sky",
            nearest_m = ground.Length > 0 ? Math.Round(ground.Min(), 2) : (double?)null,
            farthest_m = ground.Length > 0 ? Math.Round(ground.Max(), 1) : (double?)null,
            warnings = scene.Warnings,
            sky_fraction = Math.Round(1 - ((double)ground.Length / view.Depth.Length), 4),
            skyline_degrees = skyline.Select(angle => double.IsFinite(angle) ? Math.Round(angle, 4) : (double?)null),
            column_azimuth_degrees = Enumerable.Range(0, camera.Width).Select(column => Math.Round(camera.AzimuthDegrees(column + 0.5), 4)),
        };
    }
}
