using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>One band of a dataset, or one of its overviews.</summary>
public partial class Band : MajorObject
{
    internal Band(nint pointer, NativeHandle owner)
        : base(new NativeHandle(pointer, null, owner))
    {
    }

    public int XSize => NativeMethods.GDALGetRasterBandXSize(Handle);

    public int YSize => NativeMethods.GDALGetRasterBandYSize(Handle);

    public DataType DataType => (DataType)NativeMethods.GDALGetRasterDataType(Handle);

    public int GetBand() => NativeMethods.GDALGetBandNumber(Handle);

    public void GetBlockSize(out int pnBlockXSize, out int pnBlockYSize) => NativeMethods.GDALGetBlockSize(Handle, out pnBlockXSize, out pnBlockYSize);

    public void GetNoDataValue(out double val, out int hasval)
    {
        Errors.Reset();
        val = NativeMethods.GDALGetRasterNoDataValue(Handle, out hasval);
        Errors.Check();
    }

    public CPLErr SetNoDataValue(double d)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetRasterNoDataValue(Handle, d));
    }

    public CPLErr DeleteNoDataValue()
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALDeleteRasterNoDataValue(Handle));
    }

    public void GetScale(out double val, out int hasval) => val = NativeMethods.GDALGetRasterScale(Handle, out hasval);

    public void GetOffset(out double val, out int hasval) => val = NativeMethods.GDALGetRasterOffset(Handle, out hasval);

    public CPLErr SetScale(double val)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetRasterScale(Handle, val));
    }

    public CPLErr SetOffset(double val)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetRasterOffset(Handle, val));
    }

    public string GetUnitType() => StringList.Text(NativeMethods.GDALGetRasterUnitType(Handle)) ?? "";

    public CPLErr SetUnitType(string val)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetRasterUnitType(Handle, val));
    }

    public ColorInterp GetRasterColorInterpretation() => (ColorInterp)NativeMethods.GDALGetRasterColorInterpretation(Handle);

    public CPLErr SetRasterColorInterpretation(ColorInterp val)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALSetRasterColorInterpretation(Handle, (int)val));
    }

    public ColorTable? GetRasterColorTable() =>
        NativeMethods.GDALGetRasterColorTable(Handle) is var table && table != 0 ? new ColorTable(table, Handle) : null;

    public int GetOverviewCount() => NativeMethods.GDALGetOverviewCount(Handle);

    public Band? GetOverview(int i)
    {
        Errors.Reset();
        var overview = Errors.Check(NativeMethods.GDALGetOverview(Handle, i));
        return overview == 0 ? null : new Band(overview, Handle.Owner!);
    }

    public Band GetMaskBand() => new(NativeMethods.GDALGetMaskBand(Handle), Handle.Owner!);

    public int GetMaskFlags() => NativeMethods.GDALGetMaskFlags(Handle);

    public CPLErr Fill(double real_fill, double imag_fill)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALFillRaster(Handle, real_fill, imag_fill));
    }

    public void FlushCache()
    {
        Errors.Reset();
        _ = NativeMethods.GDALFlushRasterCache(Handle);
        Errors.Check();
    }

    public CPLErr GetStatistics(int approx_ok, int force, out double min, out double max, out double mean, out double stddev)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALGetRasterStatistics(Handle, approx_ok, force, out min, out max, out mean, out stddev));
    }
}
