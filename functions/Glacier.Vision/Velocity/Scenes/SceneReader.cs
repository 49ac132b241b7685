using System.Globalization;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Scenes;

/// <summary>Reads scenes: the near-infrared band where one can be told, the date from the caller, the name or the file.</summary>
public static class SceneReader
{
    private static readonly string[] s_nearInfrared = ["B8", "B08", "NIR", "NEAR INFRARED", "NEAR-INFRARED", "NIR1", "B5_NIR"];

    /// <summary>Reads one scene.</summary>
    /// <param name="path">Image file.</param>
    /// <param name="date">Day of acquisition; null: from the file's name or its TIFF date tag.</param>
    /// <param name="pixelSize">Metres per pixel of an image without a place.</param>
    /// <param name="band">Number of the band, from 1; null: the near-infrared one (<see cref="NearInfrared"/>).</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">Rules of <see cref="ImageReader"/>; <c>no-date</c>, <c>which-band</c>, <c>no-image</c> (not one known pixel).</exception>
    public static Scene Read(string path, DateOnly? date = null, double? pixelSize = null, int? band = null)
    {
        var info = ImageReader.Inspect(path);
        var day = date ?? (info.Epoch is { YearOnly: false } epoch ? epoch.Date : throw new InvalidInputException(
            info.File, "no-date", info.Epoch is { } year ? $"only the year {year}" : "no date in the name and no TIFF date tag", "the day of acquisition",
            "Put it in the name (20200207.tif, glacier_2020-02-07.tif) or state it: --dates 2020-02-07,2020-02-20; in the pipeline dates in glacier.json."));
        var number = band ?? NearInfrared(info);
        var raster = ImageReader.ReadBand(path, number, pixelSize);
        if (!Array.Exists(raster.Values, float.IsFinite))
        {
            throw new InvalidInputException(info.File, "no-image", "not one known pixel", "an image", "Choose another scene or band.");
        }

        return new Scene(info.File, raster, day, info.IsPlaced, $"band {number.ToString(CultureInfo.InvariantCulture)} of {info.Bands.Count.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>
    /// Number of the near-infrared band: the one that says so, else the only one, the first of three (false colour; in true colour red, the longest
    /// wavelength), the fourth of four (blue, green, red, near infrared), the eighth of eight and of the thirteen of Sentinel-2.
    /// </summary>
    /// <exception cref="InvalidInputException"><c>which-band</c>: another number of bands without names.</exception>
    public static int NearInfrared(ImageInfo info)
    {
        for (var k = 0; k < info.Bands.Count; k++)
        {
            if (s_nearInfrared.Contains(info.Bands[k].Trim().ToUpperInvariant()))
            {
                return k + 1;
            }
        }

        return info.Bands.Count switch
        {
            1 or 2 or 3 => 1,
            4 => 4,
            8 or 12 or 13 => 8,
            var count => throw new InvalidInputException(
                info.File, "which-band", $"{count} bands without names", "a file of 1, 3, 4 or 8 bands, or band names", "State the near-infrared band: --band N; in the pipeline scenes.nearInfrared in glacier.json."),
        };
    }
}
