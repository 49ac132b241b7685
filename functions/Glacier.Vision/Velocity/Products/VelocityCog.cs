using System.Globalization;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Products;

/// <summary>Velocity maps as Cloud Optimized GeoTIFF: bands vx, vy, v, v_error (m/yr), count, vx_error and vy_error (m/yr), NaN outside.</summary>
public static class VelocityCog
{
    /// <summary>Names of the bands, in order; those of ITS_LIVE.</summary>
    public static IReadOnlyList<(string Name, string Unit)> Bands { get; } =
        [("vx", "m/yr"), ("vy", "m/yr"), ("v", "m/yr"), ("v_error", "m/yr"), ("count", ""), ("vx_error", "m/yr"), ("vy_error", "m/yr")];

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
        float[][] values = [map.Vx, map.Vy, map.V, map.VError, map.Count, map.VxError, map.VyError];
        BandFile.WriteCog(path, map.Grid, [.. Bands.Zip(values, (band, each) => new NamedBand(band.Name, band.Unit, each))], items);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, value by value.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="grid">Its grid.</param>
    /// <param name="first">Date of the earliest image.</param>
    /// <param name="second">Date of the latest image.</param>
    /// <exception cref="InvalidInputException"><c>not-a-velocity-map</c>: other bands, or another size.</exception>
    public static VelocityMap Read(string path, Grid grid, DateOnly first, DateOnly second)
    {
        var bands = BandFile.Read(path);
        if (!bands.Select(band => band.Name).SequenceEqual(Bands.Select(band => band.Name)) || bands[0].Values.Length != (long)grid.Width * grid.Height)
        {
            throw new InvalidInputException(
                Path.GetFileName(path), "not-a-velocity-map", $"bands {string.Join(", ", bands.Select(band => band.Name))} of {bands[0].Values.Length} pixels",
                $"bands {string.Join(", ", Bands.Select(band => band.Name))} of {grid.Width} × {grid.Height} pixels", "Make it again from its scenes.");
        }

        return new VelocityMap(grid, bands[0].Values, bands[1].Values, bands[5].Values, bands[6].Values, bands[4].Values, first, second);
    }
}
