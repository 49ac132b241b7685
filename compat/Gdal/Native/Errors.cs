using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>Turns libgdal's per-thread error state into the bindings' ApplicationException.</summary>
internal static class Errors
{
    private const int Failure = 3;

    public static T Check<T>(T result)
    {
        Check();
        return result;
    }

    public static void Check()
    {
        if (NativeMethods.CPLGetLastErrorType() >= Failure)
        {
            throw new ApplicationException(Marshal.PtrToStringUTF8(NativeMethods.CPLGetLastErrorMsg()) ?? "unknown GDAL error");
        }
    }

    /// <summary>As <see cref="Check()"/>, and an OGR error code without a message throws as well.</summary>
    public static int CheckOgr(int code)
    {
        Check();
        return code == 0 ? code : throw new ApplicationException(code switch
        {
            1 => "OGR Error: Not enough data",
            2 => "OGR Error: Not enough memory",
            3 => "OGR Error: Unsupported geometry type",
            4 => "OGR Error: Unsupported operation",
            5 => "OGR Error: Corrupt data",
            6 => "OGR Error: General Error",
            7 => "OGR Error: Unsupported SRS",
            8 => "OGR Error: Invalid handle",
            9 => "OGR Error: Non existing feature",
            _ => "OGR Error: Unknown",
        });
    }

    /// <summary>Clears the state before a call, so that what is found afterwards belongs to it.</summary>
    public static void Reset() => NativeMethods.CPLErrorReset();
}
