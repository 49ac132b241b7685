using System.Runtime.InteropServices;

namespace OSGeo.Native;

/// <summary>libgdal's OGREnvelope.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeEnvelope
{
    public double MinX;
    public double MaxX;
    public double MinY;
    public double MaxY;
}
