using System.Numerics;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Outlines.Scenes;

namespace Glacier.Vision.Panorama;

/// <summary>A square satellite picture in linear reflectance.</summary>
/// <param name="File">Name of the file, without folders.</param>
/// <param name="Grid">Size and place.</param>
/// <param name="IsPlaced">Whether the file says where it lies; else columns and rows count as metres.</param>
/// <param name="Colours">Red, green and blue reflectance of each pixel, NaN where unknown.</param>
/// <param name="Warnings">What had to be assumed.</param>
public sealed record TilePicture(string File, Grid Grid, bool IsPlaced, Vector3[] Colours, IReadOnlyList<string> Warnings)
{
    // a square on the ground is rarely a square of whole pixels: windows of 228 × 227 are the rule
    private const double Squareness = 0.02;

    /// <summary>Metres from its west to its east edge.</summary>
    public double Side => Grid.Width * Grid.Transform.PixelWidth;

    /// <summary>Map position of its middle.</summary>
    public (double X, double Y) Centre => Grid.Transform.ToMap(Grid.Width / 2.0, Grid.Height / 2.0);

    /// <summary>Whether a map position lies on the tile.</summary>
    public bool Contains(double x, double y) =>
        Grid.Transform.ToPixel(x, y) is var (column, row) && column >= 0 && row >= 0 && column <= Grid.Width && row <= Grid.Height;

    /// <summary>Reads a tile: red, green and blue, or the optical bands of Sentinel-2 or Landsat.</summary>
    /// <param name="path">GeoTIFF, JPEG 2000, PNG, JPEG or Erdas Imagine.</param>
    /// <param name="bands">Names of the bands in the file's order, <c>-</c> for one to skip; null: the file's own, or the usual ones of their number.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">
    /// <c>tile-not-square</c>; <c>wrong-bands</c>: fewer than three; the rules of <see cref="ImageReader.Inspect"/>, <see cref="BandAssignment.Of"/> and
    /// <see cref="ReflectanceScale.Of"/>; <c>not-metric</c>; <c>empty-tile</c>: no known pixel.
    /// </exception>
    public static TilePicture Read(string path, IReadOnlyList<string>? bands = null)
    {
        using var image = WindowedImage.Open(path);
        var info = image.Info;
        var (width, height) = (info.Grid.Width, info.Grid.Height);
        var (across, down) = (width * info.Grid.Transform.PixelWidth, height * info.Grid.Transform.PixelHeight);
        if (info.Bands.Count < 3)
        {
            throw new InvalidInputException(
                info.File, "wrong-bands", info.Bands.Count == 1 ? "one band" : $"{info.Bands.Count} bands", "red, green and blue, or B2, B3, B4, B8 of Sentinel-2",
                "Export the visible bands of the scene into one file, or state which is which with --bands.");
        }

        if (info.IsPlaced && !info.IsMetricNorthUp)
        {
            throw new InvalidInputException(
                info.File, "not-metric", $"degrees or a rotated grid ({info.Grid.Crs.Name})", "a north-up grid in a projected system in metres", "Warp it: gdalwarp -t_srs EPSG:326ZZ -r cubic IN OUT.tif.");
        }

        if (Math.Abs(across - down) > Squareness * Math.Max(across, down))
        {
            throw new InvalidInputException(
                info.File, "tile-not-square", $"{width} × {height} pixels", "as many columns as rows, within 2 %", "Cut a square: gdal_translate -srcwin COLUMN ROW SIDE SIDE IN OUT.tif.");
        }

        var warnings = new List<string>();
        var isRgb = bands is null && (info.Bands.Count == 3 || (info.Bands.Count == 4 && image.IsEightBit)) && info.Bands.All(name => name.Length == 0);
        var (red, green, blue) = isRgb ? (1, 2, 3) : Assigned(info, bands, warnings);
        var planes = Array.ConvertAll([red, green, blue], band =>
        {
            var values = new float[width * height];
            image.Read(band, 0, 0, width, height, values);
            return values;
        });
        var zeroIsNothing = !image.DeclaresNoData;
        for (var i = 0; i < width * height; i++)
        {
            if (zeroIsNothing && planes[0][i] == 0 && planes[1][i] == 0 && planes[2][i] == 0)
            {
                planes[0][i] = planes[1][i] = planes[2][i] = float.NaN;
            }
        }

        if (Array.TrueForAll(planes[0], float.IsNaN))
        {
            throw new InvalidInputException(info.File, "empty-tile", "not one known pixel", "a picture of the ground", "Choose another scene, or check its nodata value.");
        }

        var scale = ReflectanceScale.Of(info.File, planes.SelectMany(plane => plane.Where((_, i) => i % 3 == 0)).ToArray(), image.IsEightBit, image.Scaling(red));
        var colours = new Vector3[width * height];
        for (var i = 0; i < colours.Length; i++)
        {
            var stored = new Vector3(planes[0][i], planes[1][i], planes[2][i]);
            var value = Vector3.Max((stored * (float)scale.Factor) + new Vector3((float)scale.Offset), Vector3.Zero);
            // Vector3.Max drops NaN
            colours[i] = float.IsNaN(stored.X + stored.Y + stored.Z) ? new Vector3(float.NaN) : image.IsEightBit ? new((float)Srgb.Linear(value.X), (float)Srgb.Linear(value.Y), (float)Srgb.Linear(value.Z)) : value;
        }

        return new(info.File, info.Grid, info.IsPlaced, colours, warnings);
    }

    private static (int Red, int Green, int Blue) Assigned(ImageInfo info, IReadOnlyList<string>? bands, List<string> warnings)
    {
        var assignment = BandAssignment.Of(info, bands);
        if (assignment.IsAssumed)
        {
            warnings.Add($"{info.File}: bands without names were taken as {string.Join(", ", assignment.Bands.Keys)}; --bands states them");
        }

        return (assignment.Bands["B4"], assignment.Bands["B3"], assignment.Bands["B2"]);
    }
}
