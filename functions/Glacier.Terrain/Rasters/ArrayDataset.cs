using System.Globalization;
using System.Runtime.InteropServices;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>A GDAL dataset in memory over an array of ours, without a copy.</summary>
internal sealed class ArrayDataset : IDisposable
{
    private readonly GCHandle _pin;

    /// <param name="values">width × height values, float or byte, pinned until disposal.</param>
    /// <param name="grid">Size and place.</param>
    public ArrayDataset(Array values, Grid grid)
    {
        GdalEnvironment.Ensure();
        _pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        using var driver = Gdal.GetDriverByName("MEM")!;
        Dataset = driver.Create("", grid.Width, grid.Height, 0, DataType.GDT_Byte, null);
        var address = _pin.AddrOfPinnedObject().ToInt64().ToString(CultureInfo.InvariantCulture);
        var areBytes = values is byte[];
        Dataset.AddBand(areBytes ? DataType.GDT_Byte : DataType.GDT_Float32, [$"DATAPOINTER={address}"]);
        Place(Dataset, grid);
        Band = Dataset.GetRasterBand(1)!;
        if (values is float[])
        {
            Band.SetNoDataValue(double.NaN);
        }
    }

    public Dataset Dataset { get; }

    public Band Band { get; }

    /// <summary>Tells a dataset where it lies.</summary>
    public static void Place(Dataset dataset, Grid grid)
    {
        var t = grid.Transform;
        dataset.SetGeoTransform([t.West, t.PixelWidth, 0, t.North, 0, -t.PixelHeight]);
        if (grid.Crs.Wkt.Length > 0)
        {
            dataset.SetProjection(grid.Crs.Wkt);
        }
    }

    public void Dispose()
    {
        Band.Dispose();
        Dataset.Dispose();
        _pin.Free();
    }
}
