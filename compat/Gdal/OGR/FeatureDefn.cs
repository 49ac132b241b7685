using OSGeo.Native;

namespace OSGeo.OGR;

/// <summary>The attributes of a layer's features.</summary>
public class FeatureDefn : IDisposable
{
    internal FeatureDefn(nint pointer, NativeHandle owner) => Handle = new NativeHandle(pointer, null, owner);

    internal NativeHandle Handle { get; }

    public string GetName() => StringList.Text(NativeMethods.OGR_FD_GetName(Handle))!;

    public int GetFieldCount() => NativeMethods.OGR_FD_GetFieldCount(Handle);

    public FieldDefn GetFieldDefn(int i)
    {
        Errors.Reset();
        return new FieldDefn(Errors.Check(NativeMethods.OGR_FD_GetFieldDefn(Handle, i)), Handle);
    }

    public int GetFieldIndex(string field_name) => NativeMethods.OGR_FD_GetFieldIndex(Handle, field_name);

    public wkbGeometryType GetGeomType() => (wkbGeometryType)NativeMethods.OGR_FD_GetGeomType(Handle);

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }
}
