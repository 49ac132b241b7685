namespace OSGeo.OGR;

/// <summary>A rectangle.</summary>
public class Envelope : IDisposable
{
    public double MinX { get; set; }

    public double MaxX { get; set; }

    public double MinY { get; set; }

    public double MaxY { get; set; }

    public void Dispose() => GC.SuppressFinalize(this);

    internal void Set(Native.NativeEnvelope native) => (MinX, MaxX, MinY, MaxY) = (native.MinX, native.MaxX, native.MinY, native.MaxY);
}
