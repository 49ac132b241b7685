using System.Globalization;
using System.Text;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;

namespace Glacier.Tests;

/// <summary>Small satellite images of a block of ice that slides through standing ground, so that every speed is known.</summary>
internal static class SmallScenes
{
    /// <summary>Columns and rows.</summary>
    public const int Size = 96;

    /// <summary>Metres per pixel.</summary>
    public const double Pixel = 10;

    /// <summary>What the ice moves to the east in a day, metres.</summary>
    public const double MetresPerDay = 0.6;

    private static readonly DateOnly s_first = new(2020, 1, 5);

    /// <summary>The speed, metres per year.</summary>
    public const double Speed = MetresPerDay * 365.2425;

    /// <summary>Outline of the ice.</summary>
    public static (string Name, byte[] Content) Outline { get; } = Written("ice.geojson", path => OutlineFile.WriteGeoJson(
        path, [new OutlineFeature(OutlineMask.Polygonize([.. Enumerable.Range(0, Size * Size).Select(i => IsIce(i % Size, i / Size))], Grid()), new Dictionary<string, object>())]));

    /// <summary>Two stakes on the ice, one beside the map.</summary>
    public static (string Name, byte[] Content) Stakes { get; } = ("stakes.csv", Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"name,x,y,v\nupper,{640_000 + (40 * Pixel)},{5_190_000 - (48 * Pixel)},{Speed}\nlower,{640_000 + (60 * Pixel)},{5_190_000 - (50 * Pixel)},{Speed + 10}\naway,0,0,5\n")));

    /// <summary>Settings that let every pair of a short series count.</summary>
    public static (string Name, byte[] Content) Settings(string velocity) => ("glacier.json", Encoding.UTF8.GetBytes($$"""{ "size": [160, 90], "velocity": {{velocity}} }"""));

    /// <summary>Images ten days apart.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Images(int count) => [.. Enumerable.Range(0, count).Select(k => Image(10 * k))];

    /// <summary>One image, so many days after the first; with a seed a cloud hides all of it.</summary>
    public static (string Name, byte[] Content) Image(int day, Grid? grid = null, int? cloud = null)
    {
        var on = grid ?? Grid();
        var moved = day * MetresPerDay / Pixel;
        var values = new float[on.Width * on.Height];
        var random = new Random(cloud ?? 0);
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y) = on.Transform.ToMap((i % on.Width) + 0.5, (i / on.Width) + 0.5);
            var (column, row) = Grid().Transform.ToPixel(x, y);
            values[i] = cloud is not null ? 9000 + random.Next(200) : IsIce((int)column, (int)row) ? Texture(column - moved, row, 17) : Texture(column, row, 4);
        }

        var date = s_first.AddDays(day);
        return Written(
            date.ToString("'small_'yyyy-MM-dd'.tif'", CultureInfo.InvariantCulture), path => Cog.Write(path, new Raster(on.Width, on.Height, on.Transform, on.Crs, values), unit: ""));
    }

    /// <summary>The images' grid.</summary>
    public static Grid Grid(int epsg = 32632) => new(Size, Size, new GeoTransform(640_000, 5_190_000, Pixel, Pixel), ReferenceSystem.FromEpsg(epsg));

    private static bool IsIce(int column, int row) => column is >= 20 and < 76 && row is >= 24 and < 72;

    // waves of 7 to 22 pixels in all directions
    private static float Texture(double x, double y, int seed)
    {
        var sum = 0.0;
        for (var k = 0; k < 20; k++)
        {
            var angle = (k * 2.4) + seed;
            var frequency = 2 * Math.PI / (7 + (15.0 * ((k * 7) % 20) / 20));
            sum += Math.Sin((frequency * ((x * Math.Cos(angle)) + (y * Math.Sin(angle)))) + (k * k) + seed);
        }

        return (float)(2000 + (100 * sum));
    }

    private static (string Name, byte[] Content) Written(string name, Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("small-scenes-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            write(path);
            return (name, File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
