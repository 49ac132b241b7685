using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Resamples an open DEM onto a grid: bilinear or cubic, or averaged where the grid is more than twice as coarse.</summary>
internal static class Warping
{
    // every pixel's position is exact up to this many pixels (some seconds)
    private const long ExactPixels = 4_000_000;

    // beyond it, in pixels: GDAL's own default, 0.125, would raise a 45° slope by an eighth of a pixel's width
    private const string TransformError = "0.0001";

    /// <summary>The north-up grid in another system that keeps the file's resolution.</summary>
    public static Grid GridIn(DemSource source, ReferenceSystem crs)
    {
        using var warped = Gdal.AutoCreateWarpedVRT(source.Dataset, source.Crs.Wkt, crs.Wkt, ResampleAlg.GRA_Bilinear, 0.125)!;
        var affine = new double[6];
        warped.GetGeoTransform(affine);
        return new Grid(warped.RasterXSize, warped.RasterYSize, new GeoTransform(affine[0], affine[3], affine[1], -affine[5]), crs);
    }

    public static Raster Warp(DemSource source, Grid grid, bool cubic = false)
    {
        var values = new float[checked(grid.Width * grid.Height)];
        Array.Fill(values, float.NaN);
        using (var target = new ArrayDataset(values, grid))
        {
            using var bytes = source.Decoder.IsSignedByte ? Decoded(source) : null;
            List<string> arguments =
            [
                "-r", Resampling(source, grid, cubic), "-et", (long)grid.Width * grid.Height <= ExactPixels ? "0" : TransformError, "-ovr", "NONE", "-wm", "128", "-novshift",
                "-s_srs", source.Crs.Wkt, "-wo", "NUM_THREADS=ALL_CPUS",
            ];
            if (source.Decoder is { IsFloat: true, HasNoData: false, UsesMask: false })
            {
                arguments.AddRange(["-srcnodata", "nan"]);
            }

            using var options = new GDALWarpAppOptions([.. arguments]);
            Gdal.Warp(target.Dataset, [bytes?.Dataset ?? source.Dataset], options, null, null);
        }

        if (!source.Decoder.IsSignedByte)
        {
            source.Decoder.ToMetres(values);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                values[i] = float.NaN;
            }
        }

        return new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, values);
    }

    // the warper takes bytes as unsigned, whatever the file says
    private static ArrayDataset Decoded(DemSource source)
    {
        var values = new float[checked(source.Width * source.Height)];
        source.Decoder.Read(source.Band, 0, 0, source.Width, source.Height, values);
        var dataset = new ArrayDataset(values, new Grid(source.Width, source.Height, default, source.Crs));
        dataset.Dataset.SetGeoTransform(source.Affine);
        return dataset;
    }

    private static string Resampling(DemSource source, Grid grid, bool cubic)
    {
        var own = GridIn(source, grid.Crs).Transform;
        var ratio = Math.Max(grid.Transform.PixelWidth / own.PixelWidth, grid.Transform.PixelHeight / own.PixelHeight);
        return ratio > 2 ? "average" : cubic ? "cubic" : "bilinear";
    }
}
