using OSGeo.Native;

namespace OSGeo.GDAL;

public partial class Dataset
{
    public CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, int bandCount, int[]? bandMap,
        long pixelSpace, long lineSpace, long bandSpace) =>
        Transfer(0, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(
                0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (short* start = buffer)
        {
            return Transfer(
                0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (int* start = buffer)
        {
            return Transfer(
                0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (float* start = buffer)
        {
            return Transfer(
                0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr ReadRaster(
        int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (double* start = buffer)
        {
            return Transfer(
                0, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, IntPtr buffer, int buf_xSize, int buf_ySize, DataType buf_type, int bandCount, int[]? bandMap,
        long pixelSpace, long lineSpace, long bandSpace) =>
        Transfer(1, xOff, yOff, xSize, ySize, buffer, buf_xSize, buf_ySize, buf_type, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, byte[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (byte* start = buffer)
        {
            return Transfer(
                1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Byte, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, short[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (short* start = buffer)
        {
            return Transfer(
                1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int16, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, int[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (int* start = buffer)
        {
            return Transfer(
                1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Int32, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, float[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (float* start = buffer)
        {
            return Transfer(
                1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float32, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    public unsafe CPLErr WriteRaster(
        int xOff, int yOff, int xSize, int ySize, double[] buffer, int buf_xSize, int buf_ySize, int bandCount, int[]? bandMap,
        int pixelSpace, int lineSpace, int bandSpace)
    {
        fixed (double* start = buffer)
        {
            return Transfer(
                1, xOff, yOff, xSize, ySize, (nint)start, buf_xSize, buf_ySize, DataType.GDT_Float64, bandCount, bandMap, pixelSpace, lineSpace, bandSpace);
        }
    }

    private unsafe CPLErr Transfer(
        int direction, int x, int y, int width, int height, nint buffer, int bufferWidth, int bufferHeight, DataType type, int bands, int[]? bandMap,
        long pixelSpace, long lineSpace, long bandSpace)
    {
        Errors.Reset();
        fixed (int* map = bandMap)
        {
            return Errors.Check((CPLErr)NativeMethods.GDALDatasetRasterIOEx(
                Handle, direction, x, y, width, height, buffer, bufferWidth, bufferHeight, (int)type, bands, map, pixelSpace, lineSpace, bandSpace, 0));
        }
    }
}
