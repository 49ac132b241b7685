using System.Globalization;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Products;

/// <summary>Velocity maps as Cloud Optimized GeoTIFF: bands vx, vy, v, v_error (m/yr) and count, NaN outside.</summary>
public static class VelocityCog
{
    /// <summary>Writes the bands.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="map">Velocities.</param>
    /// <param name="metadata">Items for the file's metadata.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, VelocityMap map, IReadOnlyDictionary<string, string> metadata)
    {
        var items = new Dictionary<string, string>(metadata, StringComparer.Ordinal)
        {
            ["date_img1"] = map.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["date_img2"] = map.Second.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        BandFile.WriteCog(path, map.Grid, [
            new("vx", "m/yr", map.Vx), new("vy", "m/yr", map.Vy), new("v", "m/yr", map.V), new("v_error", "m/yr", map.VError), new("count", "", map.Count),
        ], items);
    }
}
