using System.Numerics;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

/// <summary>Hills of some hundred metres under a tile in their middle that is white above and grey below.</summary>
internal static class SceneOfHills
{
    public const double West = 600_000;
    public const double North = 5_200_000;
    public const int Size = 160;
    public const double Cell = 30;

    public static Raster Dem()
    {
        var dem = new Raster(Size, Size, new GeoTransform(West, North, Cell, Cell), ReferenceSystem.FromEpsg(32632));
        for (var i = 0; i < Size * Size; i++)
        {
            var (c, r) = (i % Size, i / Size);
            dem.Values[i] = (float)(2000 + (260 * Math.Sin(c / 11.0)) + (190 * Math.Cos((r + (c / 3.0)) / 9.0)) + (25 * Math.Sin(((2.0 * c) - r) / 2.3)));
        }

        return dem;
    }

    public static TilePicture Tile(Raster dem)
    {
        const int Side = 96;
        var transform = new GeoTransform(West + 1200, North - 1200, 20, 20);
        var colours = new Vector3[Side * Side];
        for (var i = 0; i < colours.Length; i++)
        {
            var (x, y) = transform.ToMap((i % Side) + 0.5, (i / Side) + 0.5);
            colours[i] = dem.Sample(x, y) > 2050 ? new Vector3(0.75f) : new Vector3(0.20f, 0.19f, 0.18f);
        }

        return new("hills.tif", new Grid(Side, Side, transform, dem.Crs), true, colours, []);
    }

    public static PanoramaScene Make()
    {
        var dem = Dem();
        return new(Tile(dem), dem);
    }

    public static PanoramaCamera Middle(PanoramaScene scene, double height, int width, int down)
    {
        var (x, y) = scene.Tile.Centre;
        return new(x, y, scene.Stand(x, y, height), width, down);
    }
}
