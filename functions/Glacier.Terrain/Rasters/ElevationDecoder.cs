using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Turns a band's stored numbers into metres: nodata to NaN, scale and offset, unit, signed bytes.</summary>
internal sealed class ElevationDecoder
{
    private readonly double _noData;
    private readonly bool _hasNoData;
    private readonly bool _signedByte;
    private readonly double _factor;
    private readonly double _shift;
    private double[] _wide = [];
    private byte[] _mask = [];

    public ElevationDecoder(Band band, double metresPerUnit)
    {
        var type = band.DataType;

        // GDAL gives nodata of 64-bit integers through its mask only, as it does masks stored in the file
        UsesMask = type is DataType.GDT_Int64 or DataType.GDT_UInt64
            || (band.GetMaskFlags() & (GdalConst.GMF_ALL_VALID | GdalConst.GMF_NODATA)) == 0;
        UsesDouble = type is not (DataType.GDT_Byte or DataType.GDT_Int8 or DataType.GDT_Int16 or DataType.GDT_UInt16 or DataType.GDT_Float32);
        if (!UsesMask)
        {
            band.GetNoDataValue(out _noData, out var has);
            _hasNoData = has != 0;
        }

        band.GetScale(out var scale, out var hasScale);
        band.GetOffset(out var offset, out var hasOffset);
        _signedByte = type == DataType.GDT_Byte && band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE";
        _factor = (hasScale != 0 && scale != 0 ? scale : 1) * metresPerUnit;
        _shift = (hasOffset != 0 ? offset : 0) * metresPerUnit;
        IsFloat = type is DataType.GDT_Float32 or DataType.GDT_Float64;
    }

    public bool UsesMask { get; }

    public bool UsesDouble { get; }

    public bool IsFloat { get; }

    public bool IsSignedByte => _signedByte;

    public bool HasNoData => _hasNoData;

    /// <summary>Reads a window in metres; not for two threads at a time.</summary>
    /// <param name="band">The band, or the same band of another handle on the file.</param>
    /// <param name="column">First column.</param>
    /// <param name="row">First row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="values">At least width × height values, row-major.</param>
    public unsafe void Read(Band band, int column, int row, int width, int height, Span<float> values)
    {
        var count = width * height;
        values = values[..count];
        if (UsesDouble)
        {
            Array.Resize(ref _wide, Math.Max(_wide.Length, count));
            band.ReadRaster(column, row, width, height, _wide, width, height, 0, 0);
            Decode(_wide.AsSpan(0, count), values);
        }
        else
        {
            fixed (float* start = values)
            {
                band.ReadRaster(column, row, width, height, (nint)start, width, height, DataType.GDT_Float32, 0, 0);
            }

            Decode(values);
        }

        if (UsesMask)
        {
            Array.Resize(ref _mask, Math.Max(_mask.Length, count));
            using var mask = band.GetMaskBand();
            mask.ReadRaster(column, row, width, height, _mask, width, height, 0, 0);
            for (var i = 0; i < count; i++)
            {
                if (_mask[i] == 0)
                {
                    values[i] = float.NaN;
                }
            }
        }
    }

    /// <summary>Metres of values that were resampled in the file's own numbers, with NaN for nodata already.</summary>
    public void ToMetres(Span<float> values)
    {
        if (_factor == 1 && _shift == 0)
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((values[i] * _factor) + _shift);
        }
    }

    private void Decode(Span<float> values)
    {
        var noData = _hasNoData ? (float)_noData : float.NaN;
        var exact = !_hasNoData && !_signedByte && _factor == 1 && _shift == 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (_signedByte && value > sbyte.MaxValue)
            {
                value -= 256;
            }

            values[i] = value == noData || !float.IsFinite(value) ? float.NaN : exact ? value : (float)((value * _factor) + _shift);
        }
    }

    private void Decode(ReadOnlySpan<double> wide, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = wide[i];
            values[i] = (_hasNoData && value == _noData) || !double.IsFinite(value) ? float.NaN : (float)((value * _factor) + _shift);
        }
    }
}
