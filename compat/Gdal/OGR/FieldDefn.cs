using OSGeo.Native;

namespace OSGeo.OGR;

/// <summary>Name and type of an attribute.</summary>
public class FieldDefn : IDisposable
{
    public FieldDefn(string name_null_ok, FieldType field_type) =>
        Handle = new NativeHandle(NativeMethods.OGR_Fld_Create(name_null_ok, (int)field_type), NativeMethods.OGR_Fld_Destroy);

    internal FieldDefn(nint pointer, NativeHandle owner) => Handle = new NativeHandle(pointer, null, owner);

    internal NativeHandle Handle { get; }

    public string GetName() => StringList.Text(NativeMethods.OGR_Fld_GetNameRef(Handle))!;

    public FieldType GetFieldType() => (FieldType)NativeMethods.OGR_Fld_GetType(Handle);

    public int GetWidth() => NativeMethods.OGR_Fld_GetWidth(Handle);

    public void SetWidth(int width) => NativeMethods.OGR_Fld_SetWidth(Handle, width);

    public int GetPrecision() => NativeMethods.OGR_Fld_GetPrecision(Handle);

    public void SetPrecision(int precision) => NativeMethods.OGR_Fld_SetPrecision(Handle, precision);

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }
}
