using OSGeo.Native;

namespace OSGeo.OGR;

/// <summary>A geometry with its attributes.</summary>
public class Feature : IDisposable
{
    public Feature(FeatureDefn feature_def)
        : this(NativeMethods.OGR_F_Create(feature_def.Handle), feature_def.Handle)
    {
    }

    internal Feature(nint pointer, NativeHandle owner) => Handle = new NativeHandle(pointer, NativeMethods.OGR_F_Destroy, owner);

    internal NativeHandle Handle { get; }

    public FeatureDefn GetDefnRef() => new(NativeMethods.OGR_F_GetDefnRef(Handle), Handle);

    public int SetGeometry(Geometry? geom)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_F_SetGeometry(Handle, geom?.Handle ?? NativeHandle.None));
    }

    public Geometry? GetGeometryRef() => Geometry.Borrow(NativeMethods.OGR_F_GetGeometryRef(Handle), Handle);

    public long GetFID() => NativeMethods.OGR_F_GetFID(Handle);

    public int SetFID(long fid)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_F_SetFID(Handle, fid));
    }

    public int GetFieldCount() => NativeMethods.OGR_F_GetFieldCount(Handle);

    public FieldDefn GetFieldDefnRef(int id) => new(NativeMethods.OGR_F_GetFieldDefnRef(Handle, id), Handle);

    public int GetFieldIndex(string field_name) => NativeMethods.OGR_F_GetFieldIndex(Handle, field_name);

    public bool IsFieldSet(int id) => NativeMethods.OGR_F_IsFieldSet(Handle, Index(id)) != 0;

    public bool IsFieldSet(string field_name) => IsFieldSet(Index(field_name));

    public bool IsFieldSetAndNotNull(int id) => NativeMethods.OGR_F_IsFieldSetAndNotNull(Handle, Index(id)) != 0;

    public bool IsFieldSetAndNotNull(string field_name) => IsFieldSetAndNotNull(Index(field_name));

    public int GetFieldAsInteger(int id) => NativeMethods.OGR_F_GetFieldAsInteger(Handle, Index(id));

    public int GetFieldAsInteger(string field_name) => GetFieldAsInteger(Index(field_name));

    public long GetFieldAsInteger64(int id) => NativeMethods.OGR_F_GetFieldAsInteger64(Handle, Index(id));

    public long GetFieldAsInteger64(string field_name) => GetFieldAsInteger64(Index(field_name));

    public double GetFieldAsDouble(int id) => NativeMethods.OGR_F_GetFieldAsDouble(Handle, Index(id));

    public double GetFieldAsDouble(string field_name) => GetFieldAsDouble(Index(field_name));

    public string GetFieldAsString(int id) => StringList.Text(NativeMethods.OGR_F_GetFieldAsString(Handle, Index(id))) ?? "";

    public string GetFieldAsString(string field_name) => GetFieldAsString(Index(field_name));

    public void SetField(int id, int value) => NativeMethods.OGR_F_SetFieldInteger(Handle, Index(id), value);

    public void SetField(string field_name, int value) => SetField(Index(field_name), value);

    public void SetField(int id, double value) => NativeMethods.OGR_F_SetFieldDouble(Handle, Index(id), value);

    public void SetField(string field_name, double value) => SetField(Index(field_name), value);

    public void SetField(int id, string value) => NativeMethods.OGR_F_SetFieldString(Handle, Index(id), value);

    public void SetField(string field_name, string value) => SetField(Index(field_name), value);

    public void SetFieldInteger64(int id, long value) => NativeMethods.OGR_F_SetFieldInteger64(Handle, Index(id), value);

    public void SetFieldNull(int id) => NativeMethods.OGR_F_SetFieldNull(Handle, Index(id));

    public void SetFieldNull(string field_name) => SetFieldNull(Index(field_name));

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    private int Index(string name) => GetFieldIndex(name) is var index && index >= 0
        ? index
        : throw new ApplicationException($"Invalid field name: '{name}'");

    private int Index(int id) => id >= 0 && id < GetFieldCount() ? id : throw new ApplicationException("Invalid field index");
}
