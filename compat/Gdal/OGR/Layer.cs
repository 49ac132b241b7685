using OSGeo.Native;
using OSGeo.OSR;

namespace OSGeo.OGR;

/// <summary>Features of one kind in a file.</summary>
public class Layer : IDisposable
{
    private Layer(nint pointer, NativeHandle owner) => Handle = new NativeHandle(pointer, null, owner);

    internal NativeHandle Handle { get; }

    public string GetName() => StringList.Text(NativeMethods.OGR_L_GetName(Handle))!;

    public wkbGeometryType GetGeomType() => (wkbGeometryType)NativeMethods.OGR_L_GetGeomType(Handle);

    public SpatialReference? GetSpatialRef() => SpatialReference.Copy(NativeMethods.OGR_L_GetSpatialRef(Handle));

    public FeatureDefn GetLayerDefn() => new(NativeMethods.OGR_L_GetLayerDefn(Handle), Handle);

    public string GetGeometryColumn() => StringList.Text(NativeMethods.OGR_L_GetGeometryColumn(Handle))!;

    public long GetFeatureCount(int force)
    {
        Errors.Reset();
        return Errors.Check(NativeMethods.OGR_L_GetFeatureCount(Handle, force));
    }

    public void ResetReading() => NativeMethods.OGR_L_ResetReading(Handle);

    public Feature? GetNextFeature()
    {
        Errors.Reset();
        return Take(NativeMethods.OGR_L_GetNextFeature(Handle));
    }

    public Feature? GetFeature(long fid)
    {
        Errors.Reset();
        return Take(NativeMethods.OGR_L_GetFeature(Handle, fid));
    }

    public int CreateFeature(Feature feature)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_CreateFeature(Handle, feature.Handle));
    }

    public int CreateField(FieldDefn field_def, int approx_ok)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_CreateField(Handle, field_def.Handle, approx_ok));
    }

    public int GetExtent(Envelope extent, int force)
    {
        Errors.Reset();
        var code = NativeMethods.OGR_L_GetExtent(Handle, out var native, force);
        extent.Set(native);
        return Errors.CheckOgr(code);
    }

    public void SetSpatialFilter(Geometry? filter) => NativeMethods.OGR_L_SetSpatialFilter(Handle, filter?.Handle ?? NativeHandle.None);

    public void SetSpatialFilterRect(double minx, double miny, double maxx, double maxy) =>
        NativeMethods.OGR_L_SetSpatialFilterRect(Handle, minx, miny, maxx, maxy);

    public int SetAttributeFilter(string? filter_string)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_SetAttributeFilter(Handle, filter_string));
    }

    public int StartTransaction()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_StartTransaction(Handle));
    }

    public int CommitTransaction()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_CommitTransaction(Handle));
    }

    public int RollbackTransaction()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_RollbackTransaction(Handle));
    }

    public int SyncToDisk()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_L_SyncToDisk(Handle));
    }

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static Layer? Of(nint pointer, NativeHandle owner) => pointer == 0 ? null : new Layer(pointer, owner);

    private Feature? Take(nint pointer)
    {
        var feature = pointer == 0 ? null : new Feature(pointer, Handle);
        try
        {
            return Errors.Check(feature);
        }
        catch (ApplicationException)
        {
            feature?.Dispose();
            throw;
        }
    }
}
