using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>An open image of several bands that is read window by window, so that memory does not grow with its size. One thread at a time.</summary>
public sealed class WindowedImage : IDisposable
{
    private readonly Dataset _dataset;
    private readonly Band[] _bands;
    private readonly (bool Has, double Value)[] _noData;

    private WindowedImage(Dataset dataset, ImageInfo info)
    {
        (_dataset, Info) = (dataset, info);
        _bands = [.. Enumerable.Range(1, info.Bands.Count).Select(number => dataset.GetRasterBand(number)!)];
        _noData = Array.ConvertAll(_bands, band =>
        {
            band.GetNoDataValue(out var value, out var has);
            return (has != 0, value);
        });
        IsEightBit = Array.TrueForAll(_bands, band => band.DataType == DataType.GDT_Byte);
        DeclaresNoData = Array.Exists(_noData, noData => noData.Has);
    }

    /// <summary>What the file holds.</summary>
    public ImageInfo Info { get; }

    /// <summary>True where every band has 8 bits.</summary>
    public bool IsEightBit { get; }

    /// <summary>True where a band says which value stands for nothing.</summary>
    public bool DeclaresNoData { get; }

    /// <summary>Opens an image.</summary>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">The rules of <see cref="ImageReader.Inspect"/>.</exception>
    public static WindowedImage Open(string path)
    {
        var dataset = ImageReader.Open(path);
        try
        {
            return new WindowedImage(dataset, ImageReader.Describe(dataset, Path.GetFileName(path)));
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>Scale and offset by which a band's stored values become physical, as the file says them; 1 and 0 where it says nothing.</summary>
    /// <param name="band">Number of the band, from 1.</param>
    public (double Scale, double Offset) Scaling(int band)
    {
        _bands[band - 1].GetScale(out var scale, out var hasScale);
        _bands[band - 1].GetOffset(out var offset, out var hasOffset);
        return (hasScale != 0 && scale != 0 ? scale : 1, hasOffset != 0 ? offset : 0);
    }

    /// <summary>Reads a window as stored, NaN where the band's nodata value stands or a value is not finite.</summary>
    /// <param name="band">Number of the band, from 1.</param>
    /// <param name="column">First column.</param>
    /// <param name="row">First row.</param>
    /// <param name="width">Columns, within the image.</param>
    /// <param name="height">Rows, within the image.</param>
    /// <param name="values">Receives width × height values.</param>
    /// <param name="step">Reads every n-th pixel of both directions by the nearest: then width and height count those.</param>
    /// <param name="keepNoData">Leaves the nodata value as it is: files of classes often declare a class as nodata.</param>
    /// <exception cref="InvalidInputException"><c>truncated</c>.</exception>
    public void Read(int band, int column, int row, int width, int height, float[] values, int step = 1, bool keepNoData = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, width * height);
        try
        {
            _bands[band - 1].ReadRaster(
                column, row, Math.Min(width * step, Info.Grid.Width - column), Math.Min(height * step, Info.Grid.Height - row), values, width, height, 0, 0);
        }
        catch (ApplicationException e)
        {
            throw DemSource.Damaged(Info.File, e);
        }

        var (has, noData) = _noData[band - 1];
        var nothing = (float)noData;
        foreach (ref var value in values.AsSpan(0, width * height))
        {
            value = !float.IsFinite(value) || (has && !keepNoData && value == nothing) ? float.NaN : value;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var band in _bands)
        {
            band.Dispose();
        }

        _dataset.Dispose();
    }
}
