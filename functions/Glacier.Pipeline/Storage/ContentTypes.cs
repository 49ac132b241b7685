namespace Glacier.Pipeline.Storage;

/// <summary>Media types of the files the pipeline writes.</summary>
public static class ContentTypes
{
    /// <summary>Media type of a cloud-optimised GeoTIFF.</summary>
    public const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    /// <summary>The media type that a file's ending stands for.</summary>
    public static string Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".tif" or ".tiff" => Cog,
        ".json" => "application/json",
        ".geojson" => "application/geo+json",
        ".gpkg" => "application/geopackage+sqlite3",
        ".nc" => "application/netcdf",
        ".csv" => "text/csv; charset=utf-8",
        ".png" => "image/png",
        ".jpg" => "image/jpeg",
        ".gif" => "image/gif",
        ".mp4" => "video/mp4",
        ".glb" => "model/gltf-binary",
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    };
}
