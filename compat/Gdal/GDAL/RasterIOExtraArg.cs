using System.Runtime.InteropServices;

namespace OSGeo.GDAL;

/// <summary>How a window is resampled when it is read into a buffer of another size.</summary>
public class RasterIOExtraArg : IDisposable
{
    public int nVersion { get; set; } = 1;

    public RIOResampleAlg eResampleAlg { get; set; }

    public int bFloatingPointWindowValidity { get; set; }

    public double dfXOff { get; set; }

    public double dfYOff { get; set; }

    public double dfXSize { get; set; }

    public double dfYSize { get; set; }

    public void Dispose() => GC.SuppressFinalize(this);

    internal Layout ToNative() => new()
    {
        Version = nVersion,
        Resampling = (int)eResampleAlg,
        FloatingWindow = bFloatingPointWindowValidity,
        X = dfXOff,
        Y = dfYOff,
        Width = dfXSize,
        Height = dfYSize,
    };

    [StructLayout(LayoutKind.Sequential)]
    internal struct Layout
    {
        public int Version;
        public int Resampling;
        public nint Progress;
        public nint ProgressData;
        public int FloatingWindow;
        public double X;
        public double Y;
        public double Width;
        public double Height;
    }
}
