using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>A raster or vector format.</summary>
public class Driver : MajorObject
{
    internal Driver(nint pointer)
        : base(new NativeHandle(pointer, null))
    {
    }

    public string ShortName => StringList.Text(NativeMethods.GDALGetDriverShortName(Handle))!;

    public string LongName => StringList.Text(NativeMethods.GDALGetDriverLongName(Handle))!;

    public Dataset Create(string utf8_path, int xsize, int ysize, int bands, DataType eType, string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        return Dataset.Own(NativeMethods.GDALCreate(Handle, utf8_path, xsize, ysize, bands, (int)eType, list.Pointer))!;
    }

    public Dataset CreateCopy(string utf8_path, Dataset src, int strict, string[]? options, Gdal.GDALProgressFuncDelegate? callback, string? callback_data)
    {
        Errors.Reset();
        using var list = new StringList(options);
        using var progress = new Progress(callback, callback_data);
        return Dataset.Own(NativeMethods.GDALCreateCopy(Handle, utf8_path, src.Handle, strict, list.Pointer, progress.Function, progress.Data))!;
    }

    public CPLErr Delete(string utf8_path)
    {
        Errors.Reset();
        return Errors.Check((CPLErr)NativeMethods.GDALDeleteDataset(Handle, utf8_path));
    }
}
