using OSGeo.Native;

namespace OSGeo.OSR;

/// <summary>Converts positions from one reference system to another.</summary>
public class CoordinateTransformation : IDisposable
{
    public CoordinateTransformation(SpatialReference src, SpatialReference dst)
    {
        Errors.Reset();
        Handle = new NativeHandle(
            Errors.Check(NativeMethods.OCTNewCoordinateTransformation(src.Handle, dst.Handle)), NativeMethods.OCTDestroyCoordinateTransformation);
    }

    internal NativeHandle Handle { get; }

    public void TransformPoint(double[] inout)
    {
        Errors.Reset();
        Transform(1, inout.AsSpan(0, 1), inout.AsSpan(1, 1), inout.AsSpan(2, 1));
        Errors.Check();
    }

    public void TransformPoint(double[] argout, double x, double y, double z)
    {
        (argout[0], argout[1], argout[2]) = (x, y, z);
        TransformPoint(argout);
    }

    public void TransformPoints(int nCount, double[] x, double[] y, double[]? z)
    {
        Errors.Reset();
        Transform(nCount, x, y, z);
        Errors.Check();
    }

    public void Dispose()
    {
        Handle.Dispose();
        GC.SuppressFinalize(this);
    }

    private unsafe void Transform(int count, Span<double> x, Span<double> y, Span<double> z)
    {
        fixed (double* xs = x)
        fixed (double* ys = y)
        fixed (double* zs = z)
        {
            _ = NativeMethods.OCTTransform(Handle, count, xs, ys, zs);
        }
    }
}
