using System.Runtime.InteropServices;
using OSGeo.Native;
using OSGeo.OSR;

namespace OSGeo.OGR;

/// <summary>A simple feature geometry.</summary>
public class Geometry : IDisposable
{
    public Geometry(wkbGeometryType type)
        : this(NativeMethods.OGR_G_CreateGeometry((uint)type), NativeMethods.OGR_G_DestroyGeometry)
    {
    }

    private Geometry(nint pointer, Action<nint>? release, NativeHandle? owner = null) => Handle = new NativeHandle(pointer, release, owner);

    internal NativeHandle Handle { get; }

    public static unsafe Geometry CreateFromWkb(byte[] wkb)
    {
        Errors.Reset();
        fixed (byte* start = wkb)
        {
            Errors.CheckOgr(NativeMethods.OGR_G_CreateFromWkb(start, NativeHandle.None, out var geometry, wkb.Length));
            return Own(geometry)!;
        }
    }

    public static Geometry CreateFromWkt(string wkt)
    {
        Errors.Reset();
        var text = Marshal.StringToCoTaskMemUTF8(wkt);
        try
        {
            // libgdal moves the pointer behind what it read
            var cursor = text;
            Errors.CheckOgr(NativeMethods.OGR_G_CreateFromWkt(ref cursor, NativeHandle.None, out var geometry));
            return Own(geometry)!;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    public int WkbSize() => NativeMethods.OGR_G_WkbSize(Handle);

    public unsafe int ExportToWkb(byte[] buffer, wkbByteOrder byte_order)
    {
        if (buffer.Length < WkbSize())
        {
            throw new ArgumentException("Buffer size is small (ExportToWkb)");
        }

        Errors.Reset();
        fixed (byte* start = buffer)
        {
            return Errors.CheckOgr(NativeMethods.OGR_G_ExportToWkb(Handle, (int)byte_order, start));
        }
    }

    public int ExportToWkb(byte[] buffer) => ExportToWkb(buffer, wkbByteOrder.wkbXDR);

    public int ExportToWkt(out string argout)
    {
        Errors.Reset();
        var code = NativeMethods.OGR_G_ExportToWkt(Handle, out var text);
        argout = StringList.TakeText(text) ?? "";
        return Errors.CheckOgr(code);
    }

    public string ExportToJson(string[]? options)
    {
        Errors.Reset();
        using var list = new StringList(options);
        return Errors.Check(StringList.TakeText(NativeMethods.OGR_G_ExportToJsonEx(Handle, list.Pointer)) ?? "");
    }

    public wkbGeometryType GetGeometryType() => (wkbGeometryType)NativeMethods.OGR_G_GetGeometryType(Handle);

    public string GetGeometryName() => StringList.Text(NativeMethods.OGR_G_GetGeometryName(Handle))!;

    public Geometry Clone() => Own(NativeMethods.OGR_G_Clone(Handle))!;

    public int Transform(CoordinateTransformation trans)
    {
        Errors.Reset();
        return Errors.CheckOgr(NativeMethods.OGR_G_Transform(Handle, trans.Handle));
    }

    public void GetEnvelope(Envelope env)
    {
        NativeMethods.OGR_G_GetEnvelope(Handle, out var native);
        env.Set(native);
    }

    public double Area() => NativeMethods.OGR_G_Area(Handle);

    public bool IsEmpty() => NativeMethods.OGR_G_IsEmpty(Handle) != 0;

    public bool IsValid() => NativeMethods.OGR_G_IsValid(Handle) != 0;

    public Geometry? MakeValid(string[]? options)
    {
        Errors.Reset();
        return Errors.Check(Own(NativeMethods.OGR_G_MakeValid(Handle)));
    }

    public void FlattenTo2D() => NativeMethods.OGR_G_FlattenTo2D(Handle);

    public Geometry? GetLinearGeometry(double dfMaxAngleStepSizeDegrees, string[]? options)
    {
        using var list = new StringList(options);
        return Own(NativeMethods.OGR_G_GetLinearGeometry(Handle, dfMaxAngleStepSizeDegrees, list.Pointer));
    }

    public void AssignSpatialReference(SpatialReference? reference) =>
        NativeMethods.OGR_G_AssignSpatialReference(Handle, reference?.Handle ?? NativeHandle.None);

    public SpatialReference? GetSpatialReference() => SpatialReference.Copy(NativeMethods.OGR_G_GetSpatialReference(Handle));

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static Geometry? Own(nint pointer) => pointer == 0 ? null : new Geometry(pointer, NativeMethods.OGR_G_DestroyGeometry);

    internal static Geometry? Borrow(nint pointer, NativeHandle owner) => pointer == 0 ? null : new Geometry(pointer, null, owner);
}
