using System.Runtime.InteropServices;

namespace SixLabors.ImageSharp.Engine;

/// <summary>The few functions of the operating system's GDAL that codecs in memory take.</summary>
internal static unsafe partial class Gdal
{
    public const int Byte = 1;
    public const int UInt16 = 2;
    private const string Library = "gdal";

    private static readonly string[] Names = [.. Enumerable.Range(28, 20).Reverse().Select(n => $"libgdal.so.{n}"), "libgdal.so", "libgdal.dylib", "gdal.dll"];

    static Gdal()
    {
        NativeLibrary.SetDllImportResolver(typeof(Gdal).Assembly, (name, assembly, path) => name == Library ? Handle : IntPtr.Zero);
        GDALAllRegister();
    }

    private static IntPtr Handle { get; } = Load();

    public static string LastError => Marshal.PtrToStringUTF8(CPLGetLastErrorMsg()) ?? "";

    private static IntPtr Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException("libgdal was not found. Install it: apt-get install gdal-bin");
    }

    /// <summary>Errors on this thread go to <see cref="LastError"/>, not to the console, until popped.</summary>
    public static void Quiet() => CPLPushErrorHandler(NativeLibrary.GetExport(Handle, "CPLQuietErrorHandler"));

    [LibraryImport(Library)]
    private static partial void GDALAllRegister();

    [LibraryImport(Library)]
    private static partial IntPtr CPLGetLastErrorMsg();

    [LibraryImport(Library)]
    public static partial void CPLErrorReset();

    [LibraryImport(Library)]
    public static partial int CPLGetLastErrorType();

    [LibraryImport(Library)]
    private static partial void CPLPushErrorHandler(IntPtr handler);

    [LibraryImport(Library)]
    public static partial void CPLPopErrorHandler();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void CPLSetThreadLocalConfigOption(string key, string? value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr VSIFileFromMemBuffer(string path, byte* data, ulong length, int takeOwnership);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* VSIGetMemFileBuffer(string path, out ulong length, int unlinkAndSeize);

    [LibraryImport(Library)]
    public static partial int VSIFCloseL(IntPtr file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int VSIUnlink(string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr GDALGetDriverByName(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr GDALOpenEx(string path, uint flags, [In] string?[]? drivers, IntPtr options, IntPtr siblings);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr GDALCreate(IntPtr driver, string path, int width, int height, int bands, int type, IntPtr options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr GDALCreateCopy(IntPtr driver, string path, IntPtr source, int strict, [In] string?[] options, IntPtr progress, IntPtr data);

    [LibraryImport(Library)]
    public static partial void GDALClose(IntPtr dataset);

    [LibraryImport(Library)]
    public static partial int GDALGetRasterXSize(IntPtr dataset);

    [LibraryImport(Library)]
    public static partial int GDALGetRasterYSize(IntPtr dataset);

    [LibraryImport(Library)]
    public static partial int GDALGetRasterCount(IntPtr dataset);

    [LibraryImport(Library)]
    public static partial IntPtr GDALGetRasterBand(IntPtr dataset, int band);

    [LibraryImport(Library)]
    public static partial int GDALGetRasterDataType(IntPtr band);

    [LibraryImport(Library)]
    public static partial int GDALGetRasterColorInterpretation(IntPtr band);

    [LibraryImport(Library)]
    public static partial int GDALSetRasterColorInterpretation(IntPtr band, int interpretation);

    [LibraryImport(Library)]
    public static partial double GDALGetRasterNoDataValue(IntPtr band, out int success);

    [LibraryImport(Library)]
    public static partial IntPtr GDALGetRasterColorTable(IntPtr band);

    [LibraryImport(Library)]
    public static partial int GDALGetColorEntryCount(IntPtr table);

    [LibraryImport(Library)]
    public static partial short* GDALGetColorEntry(IntPtr table, int index);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr GDALGetMetadataItem(IntPtr handle, string name, string? domain);

    public static string? MetadataItem(IntPtr handle, string name, string? domain = null) =>
        Marshal.PtrToStringUTF8(GDALGetMetadataItem(handle, name, domain));

    [LibraryImport(Library)]
    public static partial int GDALDatasetRasterIOEx(
        IntPtr dataset, int write, int x, int y, int width, int height, void* buffer, int bufferWidth, int bufferHeight, int type,
        int bands, IntPtr bandMap, long pixelSpace, long lineSpace, long bandSpace, IntPtr extra);
}
