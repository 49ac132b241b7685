using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>Imports of libgdal's C API: CPL and VSI.</summary>
internal static partial class NativeMethods
{
    private const string Gdal = GdalLibrary.Name;

    [LibraryImport(Gdal)] public static partial void CPLErrorReset();
    [LibraryImport(Gdal)] public static partial int CPLGetLastErrorType();
    [LibraryImport(Gdal)] public static partial int CPLGetLastErrorNo();
    [LibraryImport(Gdal)] public static partial nint CPLGetLastErrorMsg();
    [LibraryImport(Gdal)] public static partial nint CPLSetErrorHandler(nint handler);
    [LibraryImport(Gdal)] public static partial void CPLPushErrorHandler(nint handler);
    [LibraryImport(Gdal)] public static partial void CPLPopErrorHandler();
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial void CPLSetConfigOption(string key, string? value);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial void CPLSetThreadLocalConfigOption(string key, string? value);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint CPLGetConfigOption(string key, string? fallback);
    [LibraryImport(Gdal)] public static partial void CSLDestroy(nint list);

    [LibraryImport(Gdal)] public static partial nint VSIMalloc(nuint size);
    [LibraryImport(Gdal)] public static partial void VSIFree(nint memory);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint VSIFileFromMemBuffer(string path, nint data, ulong length, int takeOwnership);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int VSIUnlink(string path);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int VSIMkdir(string path, int mode);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial int VSIRmdirRecursive(string path);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint VSIReadDir(string path);
    [LibraryImport(Gdal, StringMarshalling = StringMarshalling.Utf8)] public static partial nint VSIFOpenL(string path, string mode);
    [LibraryImport(Gdal)] public static partial int VSIFCloseL(nint file);
    [LibraryImport(Gdal)] public static partial int VSIFSeekL(nint file, ulong offset, int origin);
    [LibraryImport(Gdal)] public static partial ulong VSIFTellL(nint file);
    [LibraryImport(Gdal)] public static unsafe partial nuint VSIFReadL(byte* buffer, nuint size, nuint count, nint file);
    [LibraryImport(Gdal)] public static unsafe partial nuint VSIFWriteL(byte* buffer, nuint size, nuint count, nint file);
}
