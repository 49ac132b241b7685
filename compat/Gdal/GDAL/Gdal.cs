using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>The library: drivers, opening, configuration, algorithms.</summary>
public static partial class Gdal
{
    public delegate int GDALProgressFuncDelegate(double Complete, IntPtr Message, IntPtr Data);

    public static void AllRegister() => NativeMethods.GDALAllRegister();

    /// <summary>Errors are thrown either way; with this they are no longer printed to standard error as well.</summary>
    public static void UseExceptions() => NativeMethods.CPLSetErrorHandler(GdalLibrary.Export("CPLQuietErrorHandler"));

    public static void DontUseExceptions() => NativeMethods.CPLSetErrorHandler(GdalLibrary.Export("CPLDefaultErrorHandler"));

    public static CPLErr PushErrorHandler(string pszCallbackName)
    {
        NativeMethods.CPLPushErrorHandler(GdalLibrary.Export(pszCallbackName));
        return CPLErr.CE_None;
    }

    public static void PopErrorHandler() => NativeMethods.CPLPopErrorHandler();

    public static void ErrorReset() => NativeMethods.CPLErrorReset();

    public static int GetLastErrorNo() => NativeMethods.CPLGetLastErrorNo();

    public static string GetLastErrorMsg() => StringList.Text(NativeMethods.CPLGetLastErrorMsg()) ?? "";

    public static string VersionInfo(string request) => StringList.Text(NativeMethods.GDALVersionInfo(request))!;

    public static void SetConfigOption(string pszKey, string? pszValue) => NativeMethods.CPLSetConfigOption(pszKey, pszValue);

    public static void SetThreadLocalConfigOption(string pszKey, string? pszValue) => NativeMethods.CPLSetThreadLocalConfigOption(pszKey, pszValue);

    public static string? GetConfigOption(string pszKey, string? pszDefault) => StringList.Text(NativeMethods.CPLGetConfigOption(pszKey, pszDefault));

    public static void SetCacheMax(int nBytes) => NativeMethods.GDALSetCacheMax64(nBytes);

    public static int GetCacheMax() => (int)Math.Min(NativeMethods.GDALGetCacheMax64(), int.MaxValue);

    public static int GetCacheUsed() => (int)Math.Min(NativeMethods.GDALGetCacheUsed64(), int.MaxValue);

    public static int GetDriverCount() => NativeMethods.GDALGetDriverCount();

    public static Driver GetDriver(int i) => new(NativeMethods.GDALGetDriver(i));

    public static Driver? GetDriverByName(string name)
    {
        var driver = NativeMethods.GDALGetDriverByName(name);
        return driver == 0 ? null : new Driver(driver);
    }

    public static Driver? IdentifyDriverEx(string utf8_path, uint nIdentifyFlags, string[]? allowed_drivers, string[]? sibling_files)
    {
        using var drivers = new StringList(allowed_drivers);
        using var siblings = new StringList(sibling_files);
        var driver = NativeMethods.GDALIdentifyDriverEx(utf8_path, nIdentifyFlags, drivers.Pointer, siblings.Pointer);
        return driver == 0 ? null : new Driver(driver);
    }

    public static Dataset? Open(string utf8_path, Access eAccess) =>
        OpenEx(utf8_path, (uint)((int)eAccess | GdalConst.OF_RASTER | GdalConst.OF_VERBOSE_ERROR), null, null, null);

    public static Dataset? OpenEx(string utf8_path, uint nOpenFlags, string[]? allowed_drivers, string[]? open_options, string[]? sibling_files)
    {
        Errors.Reset();
        using var drivers = new StringList(allowed_drivers);
        using var options = new StringList(open_options);
        using var siblings = new StringList(sibling_files);
        return Dataset.Own(NativeMethods.GDALOpenEx(utf8_path, nOpenFlags, drivers.Pointer, options.Pointer, siblings.Pointer));
    }

    public static int GetDataTypeSize(DataType eDataType) => NativeMethods.GDALGetDataTypeSize((int)eDataType);

    public static string? GetDataTypeName(DataType eDataType) => StringList.Text(NativeMethods.GDALGetDataTypeName((int)eDataType));
}
