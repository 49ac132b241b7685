using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>Arguments of gdalwarp.</summary>
public class GDALWarpAppOptions : IDisposable
{
    public GDALWarpAppOptions(string[] options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        Handle = new NativeHandle(Errors.Check(NativeMethods.GDALWarpAppOptionsNew(list.Pointer, 0)), NativeMethods.GDALWarpAppOptionsFree);
    }

    internal NativeHandle Handle { get; }

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Arguments of gdal_translate.</summary>
public class GDALTranslateOptions : IDisposable
{
    public GDALTranslateOptions(string[] options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        Handle = new NativeHandle(Errors.Check(NativeMethods.GDALTranslateOptionsNew(list.Pointer, 0)), NativeMethods.GDALTranslateOptionsFree);
    }

    internal NativeHandle Handle { get; }

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }
}
