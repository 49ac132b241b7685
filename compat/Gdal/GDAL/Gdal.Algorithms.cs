using OSGeo.Native;
using OSGeo.OGR;

namespace OSGeo.GDAL;

public static partial class Gdal
{
    public static Dataset? Warp(string dest, Dataset[] poObjects, GDALWarpAppOptions warpAppOptions, GDALProgressFuncDelegate? callback, string? callback_data) =>
        Dataset.Own(Warp(dest, 0, poObjects, warpAppOptions, callback, callback_data));

    public static int Warp(Dataset dstDS, Dataset[] poObjects, GDALWarpAppOptions warpAppOptions, GDALProgressFuncDelegate? callback, string? callback_data)
    {
        var done = Warp(null, dstDS.Handle.Pointer, poObjects, warpAppOptions, callback, callback_data);
        GC.KeepAlive(dstDS);
        Errors.Check();
        return done == 0 ? 0 : 1;
    }

    public static Dataset? wrapper_GDALTranslate(
        string dest, Dataset dataset, GDALTranslateOptions translateOptions, GDALProgressFuncDelegate? callback, string? callback_data)
    {
        Errors.Reset();
        using var progress = new Progress(callback, callback_data);
        if (callback is not null)
        {
            NativeMethods.GDALTranslateOptionsSetProgress(translateOptions.Handle, progress.Function, progress.Data);
        }

        return Dataset.Own(NativeMethods.GDALTranslate(dest, dataset.Handle, translateOptions.Handle, out _));
    }

    public static Dataset? AutoCreateWarpedVRT(Dataset src_ds, string? src_wkt, string? dst_wkt, ResampleAlg eResampleAlg, double maxerror)
    {
        Errors.Reset();
        return Dataset.Own(NativeMethods.GDALAutoCreateWarpedVRT(src_ds.Handle, src_wkt, dst_wkt, (int)eResampleAlg, maxerror, 0));
    }

    public static int Polygonize(
        Band srcBand, Band? maskBand, Layer outLayer, int iPixValField, string[]? options, GDALProgressFuncDelegate? callback, string? callback_data)
    {
        Errors.Reset();
        using var list = new StringList(options);
        using var progress = new Progress(callback, callback_data);
        return Errors.Check(NativeMethods.GDALPolygonize(
            srcBand.Handle, maskBand?.Handle ?? NativeHandle.None, outLayer.Handle, iPixValField, list.Pointer, progress.Function, progress.Data));
    }

    public static unsafe int RasterizeLayer(
        Dataset dataset, int bands, int[] band_list, Layer layer, IntPtr pfnTransformer, IntPtr pTransformArg, int burn_values, double[] burn_values_list,
        string[]? options, GDALProgressFuncDelegate? callback, string? callback_data)
    {
        if (burn_values != bands)
        {
            throw new ArgumentException("one burn value per band", nameof(burn_values));
        }

        Errors.Reset();
        using var list = new StringList(options);
        using var progress = new Progress(callback, callback_data);
        var target = layer.Handle.Pointer;
        fixed (int* bandStart = band_list)
        fixed (double* burnStart = burn_values_list)
        {
            var result = NativeMethods.GDALRasterizeLayers(
                dataset.Handle, bands, bandStart, 1, &target, pfnTransformer, pTransformArg, burnStart, list.Pointer, progress.Function, progress.Data);
            GC.KeepAlive(layer);
            return Errors.Check(result);
        }
    }

    private static unsafe nint Warp(
        string? path, nint target, Dataset[] sources, GDALWarpAppOptions options, GDALProgressFuncDelegate? callback, string? data)
    {
        if (sources.Length == 0)
        {
            throw new ArgumentException("poObjects size is small (GDALWarpDestDS)");
        }

        Errors.Reset();
        using var progress = new Progress(callback, data);
        if (callback is not null)
        {
            NativeMethods.GDALWarpAppOptionsSetProgress(options.Handle, progress.Function, progress.Data);
        }

        var pointers = Array.ConvertAll(sources, source => source.Handle.Pointer);
        fixed (nint* start = pointers)
        {
            var result = NativeMethods.GDALWarp(path, target, sources.Length, start, options.Handle, out _);
            GC.KeepAlive(sources);
            return result;
        }
    }
}
