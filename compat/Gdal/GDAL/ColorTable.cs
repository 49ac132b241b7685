using OSGeo.Native;

namespace OSGeo.GDAL;

/// <summary>Colours of a palette band.</summary>
public class ColorTable : IDisposable
{
    private readonly NativeHandle _handle;

    internal ColorTable(nint pointer, NativeHandle owner) => _handle = new NativeHandle(pointer, null, owner);

    public int GetCount() => NativeMethods.GDALGetColorEntryCount(_handle);

    public unsafe int GetColorEntryAsRGB(int entry, ColorEntry centry)
    {
        var parts = stackalloc short[4];
        var found = NativeMethods.GDALGetColorEntryAsRGB(_handle, entry, parts);
        (centry.c1, centry.c2, centry.c3, centry.c4) = (parts[0], parts[1], parts[2], parts[3]);
        return found;
    }

    public void Dispose()
    {
        _handle.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>One colour of a palette: red, green, blue, alpha.</summary>
public class ColorEntry : IDisposable
{
    public short c1 { get; set; }

    public short c2 { get; set; }

    public short c3 { get; set; }

    public short c4 { get; set; }

    public void Dispose() => GC.SuppressFinalize(this);
}
