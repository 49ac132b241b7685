using OSGeo.Native;
using OSGeo.OGR;
using OSGeo.OSR;

namespace OSGeo.GDAL;

/// <summary>An open file of bands or layers. Not safe for use by two threads at a time; one dataset per thread is.</summary>
public partial class Dataset : MajorObject
{
    private Dataset(nint pointer)
        : base(new NativeHandle(pointer, static dataset => _ = NativeMethods.GDALClose(dataset)))
    {
    }

    public int RasterXSize => NativeMethods.GDALGetRasterXSize(Handle);

    public int RasterYSize => NativeMethods.GDALGetRasterYSize(Handle);

    public int RasterCount => NativeMethods.GDALGetRasterCount(Handle);

    public Driver GetDriver() => new(NativeMethods.GDALGetDatasetDriver(Handle));

    public Band? GetRasterBand(int nBand)
    {
        Errors.Reset();
        var band = Errors.Check(NativeMethods.GDALGetRasterBand(Handle, nBand));
        return band == 0 ? null : new Band(band, Handle);
    }

    public string GetProjection() => GetProjectionRef();

    public string GetProjectionRef()
    {
        Errors.Reset();
        return Errors.Check(StringList.Text(NativeMethods.GDALGetProjectionRef(Handle)) ?? "");
    }

    public CPLErr SetProjection(string prj)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetProjection(Handle, prj));
    }

    public SpatialReference? GetSpatialRef() => SpatialReference.Copy(NativeMethods.GDALGetSpatialRef(Handle));

    public CPLErr SetSpatialRef(SpatialReference? srs)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetSpatialRef(Handle, srs?.Handle ?? NativeHandle.None));
    }

    /// <summary>Fills six numbers; a dataset without georeferencing gives 0, 1, 0, 0, 0, 1.</summary>
    public unsafe void GetGeoTransform(double[] argout)
    {
        Errors.Reset();
        fixed (double* start = argout.AsSpan(0, 6))
        {
            if (NativeMethods.GDALGetGeoTransform(Handle, start) != 0)
            {
                ((ReadOnlySpan<double>)[0, 1, 0, 0, 0, 1]).CopyTo(argout);
            }
        }

        Errors.Check();
    }

    public unsafe CPLErr SetGeoTransform(double[] argin)
    {
        Errors.Reset();
        fixed (double* start = argin.AsSpan(0, 6))
        {
            return Errors.Check((CPLErr)NativeMethods.GDALSetGeoTransform(Handle, start));
        }
    }

    public int GetGCPCount() => NativeMethods.GDALGetGCPCount(Handle);

    public string[] GetFileList() => StringList.Take(NativeMethods.GDALGetFileList(Handle));

    public void FlushCache()
    {
        Errors.Reset();
        NativeMethods.GDALFlushCache(Handle);
        Errors.Check();
    }

    public CPLErr AddBand(DataType datatype, string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        return Errors.Check((CPLErr)NativeMethods.GDALAddBand(Handle, (int)datatype, list.Pointer));
    }

    public int BuildOverviews(string resampling, int[] overviewlist) => BuildOverviews(resampling, overviewlist, null, null);

    public unsafe int BuildOverviews(string resampling, int[] overviewlist, Gdal.GDALProgressFuncDelegate? callback, string? callback_data)
    {
        if (overviewlist.Length == 0)
        {
            throw new ArgumentException("overviewlist size is small (BuildOverviews)");
        }

        Errors.Reset();
        using var progress = new Progress(callback, callback_data);
        fixed (int* levels = overviewlist)
        {
            return Errors.Check(NativeMethods.GDALBuildOverviews(Handle, resampling, overviewlist.Length, levels, 0, null, progress.Function, progress.Data));
        }
    }

    public int GetLayerCount() => NativeMethods.GDALDatasetGetLayerCount(Handle);

    public Layer? GetLayerByIndex(int index) => Layer.Of(NativeMethods.GDALDatasetGetLayer(Handle, index), Handle);

    public Layer? GetLayerByName(string layer_name) => Layer.Of(NativeMethods.GDALDatasetGetLayerByName(Handle, layer_name), Handle);

    public Layer CreateLayer(string name, SpatialReference? srs, wkbGeometryType geom_type, string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        return Layer.Of(
            Errors.Check(NativeMethods.GDALDatasetCreateLayer(Handle, name, srs?.Handle ?? NativeHandle.None, (uint)geom_type, list.Pointer)), Handle)!;
    }

    /// <summary>Wraps what libgdal opened; throws what went wrong, also when it opened in spite of an error, as the genuine bindings do.</summary>
    internal static Dataset? Own(nint pointer)
    {
        var dataset = pointer == 0 ? null : new Dataset(pointer);
        try
        {
            return Errors.Check(dataset);
        }
        catch (ApplicationException)
        {
            dataset?.Dispose();
            throw;
        }
    }
}
