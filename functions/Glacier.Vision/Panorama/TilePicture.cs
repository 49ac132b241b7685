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

    // of a picture that a tile is cut from: beyond it every second, third, … pixel is read
    private const long MostPixels = 16L << 20;

    private static readonly string[] s_visible = ["B2", "B3", "B4"];

    /// <summary>Metres from its west to its east edge.</summary>
    public double Side => Grid.Width * Grid.Transform.PixelWidth;

    /// <summary>Map position of its middle.</summary>
    public (double X, double Y) Centre => Grid.Transform.ToMap(Grid.Width / 2.0, Grid.Height / 2.0);

    /// <summary>Whether a map position lies on the tile.</summary>
    public bool Contains(double x, double y) =>
        Grid.Transform.ToPixel(x, y) is var (column, row) && column >= 0 && row >= 0 && column <= Grid.Width && row <= Grid.Height;

    /// <summary>Degrees north of its middle; 0 where it lies nowhere.</summary>
    public double Latitude => Grid.Crs.Wkt.Length == 0 ? 0 : Grid.Crs.ToWgs84(Centre.X, Centre.Y).Latitude;

    /// <summary>True azimuth of the map's north in its middle, degrees.</summary>
    public double MapNorthDegrees => Grid.Crs.MapNorthDegrees(Centre.X, Centre.Y);

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
        RequireColours(info);
        if (Math.Abs(across - down) > Squareness * Math.Max(across, down))
        {
            throw new InvalidInputException(
                info.File, "tile-not-square", $"{width} × {height} pixels", "as many columns as rows, within 2 %", "Cut a square: gdal_translate -srcwin COLUMN ROW SIDE SIDE IN OUT.tif.");
        }

        var warnings = new List<string>();
        return new(info.File, info.Grid, info.IsPlaced, Reflectance(image, Channels(image, bands, warnings), 0, 0, width, height, 1), warnings);
    }

    /// <summary>Cuts a tile out of a larger picture and puts it onto a grid, in whichever reference system.</summary>
    /// <param name="path">As for <see cref="Read"/>, with a place.</param>
    /// <param name="grid">Where the tile lies; unknown where the picture does not reach.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">The rules of <see cref="Read"/> but <c>tile-not-square</c>; <c>no-georeference</c>; <c>no-overlap</c>.</exception>
    public static TilePicture Cut(string path, Grid grid)
    {
        using var image = WindowedImage.Open(path);
        var info = image.Info;
        RequireColours(info);
        if (!info.IsPlaced || info.Grid.Crs.Wkt.Length == 0)
        {
            throw PanoramaScene.NoPlace(info.File);
        }

        var warnings = new List<string>();
        var (column, row, width, height) = Window(info, grid);
        var step = (int)Math.Ceiling(Math.Sqrt((double)width * height / MostPixels));
        (width, height) = (Math.Max(width / step, 1), Math.Max(height / step, 1));
        var colours = Reflectance(image, Channels(image, null, warnings), column, row, width, height, step);
        var (west, north) = info.Grid.Transform.ToMap(column, row);
        var transform = new GeoTransform(west, north, step * info.Grid.Transform.PixelWidth, step * info.Grid.Transform.PixelHeight);
        var planes = Enumerable.Range(0, 3).Select(k =>
            ImageReader.Onto(new Raster(width, height, transform, info.Grid.Crs, Array.ConvertAll(colours, colour => colour[k])), grid).Values).ToArray();
        var cut = new Vector3[grid.Width * grid.Height];
        for (var i = 0; i < cut.Length; i++)
        {
            // cubic resampling swings below black beside white; Vector3.Max would drop NaN
            var colour = new Vector3(planes[0][i], planes[1][i], planes[2][i]);
            cut[i] = float.IsNaN(colour.X + colour.Y + colour.Z) ? new Vector3(float.NaN) : Vector3.Max(colour, Vector3.Zero);
        }

        return Array.TrueForAll(cut, colour => float.IsNaN(colour.X)) ? throw Empty(info.File) : new(info.File, grid, true, cut, warnings);
    }

    /// <summary>Writes the tile as reflectance that <see cref="Read"/> reads again.</summary>
    /// <param name="path">A COG of three named bands.</param>
    public void Write(string path)
    {
        string[] names = ["B4", "B3", "B2"];
        BandFile.WriteCog(
            path, Grid, [.. names.Select((name, k) => new NamedBand(name, "1", Array.ConvertAll(Colours, colour => colour[k])))], new Dictionary<string, string> { ["source"] = File });
    }

    private static void RequireColours(ImageInfo info)
    {
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
    }

    // the part of a picture that a grid needs, with what resampling looks at around it
    private static (int Column, int Row, int Width, int Height) Window(ImageInfo info, Grid grid)
    {
        const int Across = 16;
        const int Margin = 4;
        var (x, y) = (new double[(Across + 1) * (Across + 1)], new double[(Across + 1) * (Across + 1)]);
        for (var k = 0; k < x.Length; k++)
        {
            (x[k], y[k]) = grid.Transform.ToMap((double)(k % (Across + 1)) / Across * grid.Width, (double)(k / (Across + 1)) / Across * grid.Height);
        }

        grid.Crs.Convert(info.Grid.Crs, x, y);
        var pixels = x.Zip(y, info.Grid.Transform.ToPixel).ToList();
        var (left, right) = (Math.Max(0, (int)pixels.Min(p => p.Column) - Margin), Math.Min(info.Grid.Width, (int)pixels.Max(p => p.Column) + Margin));
        var (top, bottom) = (Math.Max(0, (int)pixels.Min(p => p.Row) - Margin), Math.Min(info.Grid.Height, (int)pixels.Max(p => p.Row) + Margin));
        return left < right && top < bottom ? (left, top, right - left, bottom - top) : throw Empty(info.File);
    }

    private static InvalidInputException Empty(string file) =>
        new(file, "empty-tile", "not one known pixel", "a picture of the ground", "Choose another scene, or check its nodata value.");

    private static Vector3[] Reflectance(WindowedImage image, (int Red, int Green, int Blue) channels, int column, int row, int width, int height, int step)
    {
        var planes = Array.ConvertAll([channels.Red, channels.Green, channels.Blue], band =>
        {
            var values = new float[width * height];
            image.Read(band, column, row, width, height, values, step);
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
            throw Empty(image.Info.File);
        }

        var scale = ReflectanceScale.Of(image.Info.File, planes.SelectMany(plane => plane.Where((_, i) => i % 3 == 0)).ToArray(), image.IsEightBit, image.Scaling(channels.Red));
        var colours = new Vector3[width * height];
        for (var i = 0; i < colours.Length; i++)
        {
            var stored = new Vector3(planes[0][i], planes[1][i], planes[2][i]);
            var value = Vector3.Max((stored * (float)scale.Factor) + new Vector3((float)scale.Offset), Vector3.Zero);
            // Vector3.Max drops NaN
            colours[i] = float.IsNaN(stored.X + stored.Y + stored.Z) ? new Vector3(float.NaN)
                : image.IsEightBit ? new((float)Srgb.Linear(value.X), (float)Srgb.Linear(value.Y), (float)Srgb.Linear(value.Z)) : value;
        }

        return colours;
    }

    private static (int Red, int Green, int Blue) Channels(WindowedImage image, IReadOnlyList<string>? bands, List<string> warnings)
    {
        var info = image.Info;
        if (bands is null && (info.Bands.Count == 3 || (info.Bands.Count == 4 && image.IsEightBit)) && info.Bands.All(name => name.Length == 0))
        {
            return (1, 2, 3);
        }

        var assignment = BandAssignment.Of(info, bands, s_visible);
        if (assignment.IsAssumed)
        {
            warnings.Add($"{info.File}: bands without names were taken as {string.Join(", ", assignment.Bands.Keys)}; --bands states them");
        }

        return (assignment.Bands["B4"], assignment.Bands["B3"], assignment.Bands["B2"]);
    }
}
