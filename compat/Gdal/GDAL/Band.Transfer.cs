using OSGeo.Native;

namespace OSGeo.GDAL;

public partial class Band
{
    public CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, long pixelSpace, long lineSpace) =>
        Transfer(0, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, pixelSpace, lineSpace, null);

    public CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, long pixelSpace, long lineSpace, RasterIOExtraArg? extraArg) =>
        Transfer(0, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, pixelSpace, lineSpace, extraArg);

    public unsafe CPLErr ReadRaster(int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr ReadRaster(int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (short* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (short* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr ReadRaster(int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (int* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (int* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr ReadRaster(int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (float* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (float* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr ReadRaster(int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (double* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (double* start = buffer)
        {
            return Transfer(0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, pixelSpace, lineSpace, extraArg);
        }
    }

    public CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, long pixelSpace, long lineSpace) =>
        Transfer(1, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, pixelSpace, lineSpace, null);

    public CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, long pixelSpace, long lineSpace, RasterIOExtraArg? extraArg) =>
        Transfer(1, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, pixelSpace, lineSpace, extraArg);

    public unsafe CPLErr WriteRaster(int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr WriteRaster(int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (short* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (short* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr WriteRaster(int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (int* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (int* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr WriteRaster(int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (float* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (float* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, pixelSpace, lineSpace, extraArg);
        }
    }

    public unsafe CPLErr WriteRaster(int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace)
    {
        fixed (double* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, pixelSpace, lineSpace, null);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int pixelSpace, int lineSpace, RasterIOExtraArg? extraArg)
    {
        fixed (double* start = buffer)
        {
            return Transfer(1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, pixelSpace, lineSpace, extraArg);
        }
    }

    private unsafe CPLErr Transfer(
        int direction, int x, int y, int width, int height, nint buffer, int bufferWidth, int bufferHeight, DataType type, long pixelSpace, long lineSpace,
        RasterIOExtraArg? extra)
    {
        Errors.Reset();
        var native = extra?.ToNative() ?? default;
        return Errors.Check((CPLErr)NativeMethods.GDALRasterIOEx(
            Handle, direction, x, y, width, height, buffer, bufferWidth, bufferHeight, (int)type, pixelSpace, lineSpace, extra is null ? 0 : (nint)(&native)));
    }
}
