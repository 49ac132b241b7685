using Glacier.Terrain.Rasters;
using Glacier.Tests;
using OSGeo.GDAL;

namespace Glacier.Terrain.Tests.Coregistration;

/// <summary>The real series, read by GDAL itself.</summary>
internal static class Aletsch
{
    public static readonly int[] Years = [1880, 1926, 1957, 1980, 1999, 2009, 2017];

    public static Raster Dem(int year) => Read(RealData.Path("aletsch", $"Aletsch_{year}.tif"));

    public static bool[] Ice1880() => Array.ConvertAll(Read(RealData.Path("aletsch", "icemask_1880.tif")).Values, v => v is > 0.5f and < 2);

    /// <summary>The RGI 6 mask (about 2003) by nearest pixel on the DEMs' grid.</summary>
    public static bool[] Ice2003()
    {
        var dem = Dem(2017);
        var rgi = Read(RealData.Path("aletsch", "rgi6_mask.tif"));
        var mask = new bool[dem.Values.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = dem.Transform.ToMap((i % dem.Width) + 0.5, (i / dem.Width) + 0.5);
            var (column, row) = rgi.Transform.ToPixel(x, y);
            mask[i] = column >= 0 && row >= 0 && column < rgi.Width && row < rgi.Height && rgi[(int)column, (int)row] > 0.5f;
        }

        return mask;
    }

    private static Raster Read(string path)
    {
        Gdal.AllRegister();
        using var file = Gdal.Open(path, Access.GA_ReadOnly)!;
        var t = new double[6];
        file.GetGeoTransform(t);
        var values = new float[file.RasterXSize * file.RasterYSize];
        file.GetRasterBand(1)!.ReadRaster(0, 0, file.RasterXSize, file.RasterYSize, values, file.RasterXSize, file.RasterYSize, 0, 0);
        return new(file.RasterXSize, file.RasterYSize, new GeoTransform(t[0], t[3], t[1], -t[5]), ReferenceSystem.Unknown,
            Array.ConvertAll(values, v => v == -9999 ? float.NaN : v));
    }
}
