using System.Runtime.InteropServices;
using OSGeo.Native;

namespace OSGeo.OSR;

/// <summary>A coordinate reference system.</summary>
public class SpatialReference : IDisposable
{
    public SpatialReference(string? wkt)
    {
        Errors.Reset();
        Handle = new NativeHandle(Errors.Check(NativeMethods.OSRNewSpatialReference(wkt)), NativeMethods.OSRRelease);
    }

    private SpatialReference(nint pointer) => Handle = new NativeHandle(pointer, NativeMethods.OSRRelease);

    internal NativeHandle Handle { get; }

    public SpatialReference Clone() => new(NativeMethods.OSRClone(Handle));

    public SpatialReference CloneGeogCS() => new(NativeMethods.OSRCloneGeogCS(Handle));

    public int ImportFromEPSG(int arg)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRImportFromEPSG(Handle, arg));
    }

    public int ImportFromProj4(string ppszInput)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRImportFromProj4(Handle, ppszInput));
    }

    public int ImportFromWkt(ref string ppszInput)
    {
        Errors.Reset();
        var text = Marshal.StringToCoTaskMemUTF8(ppszInput);
        try
        {
            var cursor = text;
            return Errors.CheckOgr(NativeMethods.OSRImportFromWkt(Handle, ref cursor));
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    public int SetWellKnownGeogCS(string name)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRSetWellKnownGeogCS(Handle, name));
    }

    public int SetUTM(int zone, int north)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRSetUTM(Handle, zone, north));
    }

    /// <summary>Zone number, negative in the south, 0 when this is no UTM system.</summary>
    public int GetUTMZone() => NativeMethods.OSRGetUTMZone(Handle, out var north) is var zone && north != 0 ? zone : -zone;

    public int ExportToWkt(out string argout, string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        var code = NativeMethods.OSRExportToWktEx(Handle, out var text, list.Pointer);
        argout = StringList.TakeText(text) ?? "";
        return Errors.CheckOgr(code);
    }

    public int ExportToProj4(out string argout)
    {
        Errors.Reset();
        var code = NativeMethods.OSRExportToProj4(Handle, out var text);
        argout = StringList.TakeText(text) ?? "";
        return Errors.CheckOgr(code);
    }

    public int ExportToPROJJSON(out string argout, string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        var code = NativeMethods.OSRExportToPROJJSON(Handle, out var text, list.Pointer);
        argout = StringList.TakeText(text) ?? "";
        return Errors.CheckOgr(code);
    }

    public int IsGeographic() => NativeMethods.OSRIsGeographic(Handle);

    public int IsProjected() => NativeMethods.OSRIsProjected(Handle);

    public int IsLocal() => NativeMethods.OSRIsLocal(Handle);

    public int IsVertical() => NativeMethods.OSRIsVertical(Handle);

    public int IsCompound() => NativeMethods.OSRIsCompound(Handle);

    public int IsSame(SpatialReference rhs, string[]? options)
    {
        using var list = new StringList(options);
        return NativeMethods.OSRIsSameEx(Handle, rhs.Handle, list.Pointer);
    }

    public int Validate()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRValidate(Handle));
    }

    public double GetLinearUnits() => NativeMethods.OSRGetLinearUnits(Handle, out _);

    public string? GetLinearUnitsName()
    {
        _ = NativeMethods.OSRGetLinearUnits(Handle, out var name);
        return StringList.Text(name);
    }

    public double GetTargetLinearUnits(string? target_key) => NativeMethods.OSRGetTargetLinearUnits(Handle, target_key, out _);

    public string? GetAttrValue(string name, int child) => StringList.Text(NativeMethods.OSRGetAttrValue(Handle, name, child));

    public string? GetAuthorityCode(string? target_key) => StringList.Text(NativeMethods.OSRGetAuthorityCode(Handle, target_key));

    public string? GetAuthorityName(string? target_key) => StringList.Text(NativeMethods.OSRGetAuthorityName(Handle, target_key));

    public string? GetName() => StringList.Text(NativeMethods.OSRGetName(Handle));

    public int AutoIdentifyEPSG()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRAutoIdentifyEPSG(Handle));
    }

    public int StripVertical()
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OSRStripVertical(Handle));
    }

    public AxisMappingStrategy GetAxisMappingStrategy() => (AxisMappingStrategy)NativeMethods.OSRGetAxisMappingStrategy(Handle);

    public void SetAxisMappingStrategy(AxisMappingStrategy strategy) => NativeMethods.OSRSetAxisMappingStrategy(Handle, (int)strategy);

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Copies a system that a dataset or layer holds: some hold it by value, so that it ends with them whatever its count.</summary>
    internal static SpatialReference? Copy(nint pointer)
    {
        if (pointer == 0)
        {
            return null;
        }

        using var borrowed = new NativeHandle(pointer, null);
        return new SpatialReference(NativeMethods.OSRClone(borrowed));
    }
}
