using Glacier.Terrain.Rasters;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Vision.Tests.Outlines;

/// <summary>A small scene of a square of ice in rock, as a file of any scale, band order and reference system.</summary>
internal static class SceneFile
{
    public const int Side = 96;

    // reflectance of blue, green, red, near infrared, and two short-wave infrared bands
    private static readonly float[] s_ice = [0.62f, 0.62f, 0.60f, 0.48f, 0.05f, 0.04f], s_rock = [0.10f, 0.13f, 0.16f, 0.22f, 0.28f, 0.25f];

    public static bool IsIce(int i) => i % Side is >= 24 and < 72 && i / Side is >= 24 and < 72;

    public static string Write(
        string path, string[] names, double scale = 10_000, DataType type = DataType.GDT_UInt16, int epsg = 32632, float[]? all = null, bool named = true, double west = 420_000)
    {
        GdalEnvironmentReady();
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var dataset = driver.Create(path, Side, Side, names.Length, type, null);
        if (epsg != 0)
        {
            using var srs = new SpatialReference("");
            srs.ImportFromEPSG(epsg);
            srs.ExportToWkt(out var wkt, null);
            dataset.SetProjection(wkt);
            dataset.SetGeoTransform([west, 10, 0, 5_150_000, 0, -10]);
        }

        string[] order = ["B2", "B3", "B4", "B8", "B11", "B12"];
        for (var k = 0; k < names.Length; k++)
        {
            using var band = dataset.GetRasterBand(k + 1)!;
            var index = Array.IndexOf(order, names[k]);
            var values = new double[Side * Side];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = index < 0 ? 4 : Math.Round((all ?? (IsIce(i) ? s_ice : s_rock))[index] * scale, 4);
            }

            band.WriteRaster(0, 0, Side, Side, values, Side, Side, 0, 0);
            if (named)
            {
                band.SetDescription(names[k]);
            }
        }

        dataset.FlushCache();
        return path;
    }

    private static void GdalEnvironmentReady() => _ = ReferenceSystem.FromEpsg(32632).Name;
}
