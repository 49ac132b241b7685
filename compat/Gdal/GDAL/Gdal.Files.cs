using System.Runtime.InteropServices;
using OSGeo.Native;

namespace OSGeo.GDAL;

public static partial class Gdal
{
    public static bool FileFromMemBuffer(string utf8_string, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Errors.Reset();

        // VSIMalloc(0) may be NULL, which is no failure
        var copy = NativeMethods.VSIMalloc((nuint)Math.Max(bytes.Length, 1));
        Marshal.Copy(bytes, 0, copy, bytes.Length);
        var file = NativeMethods.VSIFileFromMemBuffer(utf8_string, copy, (ulong)bytes.Length, 1);
        if (file == 0)
        {
            NativeMethods.VSIFree(copy);
            Errors.Check();
            return false;
        }

        _ = NativeMethods.VSIFCloseL(file);
        return true;
    }

    public static int Unlink(string utf8_path) => NativeMethods.VSIUnlink(utf8_path);

    public static int Mkdir(string utf8_path, int mode) => NativeMethods.VSIMkdir(utf8_path, mode);

    public static int RmdirRecursive(string utf8_path) => NativeMethods.VSIRmdirRecursive(utf8_path);

    public static string[] ReadDir(string utf8_path) => StringList.Take(NativeMethods.VSIReadDir(utf8_path));

    public static IntPtr VSIFOpenL(string utf8_path, string pszMode)
    {
        Errors.Reset();
        return Errors.Check(NativeMethods.VSIFOpenL(utf8_path, pszMode));
    }

    public static int VSIFCloseL(IntPtr fp) => NativeMethods.VSIFCloseL(fp);

    public static bool VSIFSeekL(IntPtr fp, long offset, SeekOrigin origin) => NativeMethods.VSIFSeekL(fp, (ulong)offset, (int)origin) == 0;

    public static long VSIFTellL(IntPtr fp) => (long)NativeMethods.VSIFTellL(fp);

    public static unsafe int VSIFReadL(byte[] buffer, int offset, int count, IntPtr fp)
    {
        fixed (byte* start = buffer.AsSpan(offset, count))
        {
            return (int)NativeMethods.VSIFReadL(start, 1, (nuint)count, fp);
        }
    }

    public static unsafe int VSIFWriteL(byte[] buffer, int offset, int count, IntPtr fp)
    {
        fixed (byte* start = buffer.AsSpan(offset, count))
        {
            return (int)NativeMethods.VSIFWriteL(start, 1, (nuint)count, fp);
        }
    }
}
