using System.Runtime.InteropServices;
using OSGeo.GDAL;

namespace OSGeo.Native;

/// <summary>A progress callback and its text, pinned for the time of one call.</summary>
internal readonly ref struct Progress(Gdal.GDALProgressFuncDelegate? callback, string? data)
{
    private readonly Gdal.GDALProgressFuncDelegate? _callback = callback;

    public nint Function { get; } = callback is null ? 0 : Marshal.GetFunctionPointerForDelegate(callback);

    public nint Data { get; } = data is null ? 0 : Marshal.StringToCoTaskMemUTF8(data);

    public void Dispose()
    {
        GC.KeepAlive(_callback);
        Marshal.FreeCoTaskMem(Data);
    }
}
