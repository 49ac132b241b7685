namespace Glacier.Terrain.Rasters;

/// <summary>One band of values on a north-up grid: row-major, row 0 in the north, NaN where nothing is known.</summary>
public sealed class Raster
{
    /// <summary>Wraps values, or allocates zeros when none are given.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="transform">Where the grid lies.</param>
    /// <param name="crs">Its reference system.</param>
    /// <param name="values">width × height values, kept, not copied.</param>
    /// <exception cref="ArgumentException">The number of values is not width × height.</exception>
    public Raster(int width, int height, GeoTransform transform, ReferenceSystem crs, float[]? values = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        values ??= new float[checked(width * height)];
        if (values.Length != (long)width * height)
        {
            throw new ArgumentException($"{values.Length} values for {width} × {height} pixels", nameof(values));
        }

        Width = width;
        Height = height;
        Transform = transform;
        Crs = crs;
        Values = values;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Where the grid lies.</summary>
    public GeoTransform Transform { get; }

    /// <summary>Reference system of the map coordinates.</summary>
    public ReferenceSystem Crs { get; }

    /// <summary>Values, row-major; elevations in metres where the raster is a DEM.</summary>
    public float[] Values { get; }

    /// <summary>The value of one pixel.</summary>
    public float this[int column, int row]
    {
        get => Values[(row * Width) + column];
        set => Values[(row * Width) + column] = value;
    }

    /// <summary>One row, west to east.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>Size and place without the values.</summary>
    public Grid Grid => new(Width, Height, Transform, Crs);

    /// <summary>A raster of other values on this grid.</summary>
    public Raster With(float[] values) => new(Width, Height, Transform, Crs, values);

    /// <summary>True where both rasters have the same size and place, to a thousandth of a pixel.</summary>
    public bool SameGrid(Raster other)
    {
        var t = Transform;
        var o = other.Transform;
        var tolerance = 1e-3 * t.PixelWidth;
        return Width == other.Width && Height == other.Height
            && Math.Abs(t.West - o.West) < tolerance && Math.Abs(t.North - o.North) < tolerance
            && Math.Abs(t.PixelWidth - o.PixelWidth) * Width < tolerance && Math.Abs(t.PixelHeight - o.PixelHeight) * Height < tolerance;
    }

    /// <summary>Bilinear value at a map position: pixel values stand at pixel centres, NaN outside the outermost centres or beside a NaN.</summary>
    public float Sample(double x, double y)
    {
        var (column, row) = Transform.ToPixel(x, y);
        column -= 0.5;
        row -= 0.5;
        if (!(column >= 0 && row >= 0 && column <= Width - 1 && row <= Height - 1))
        {
            return float.NaN;
        }

        var c = Math.Min((int)column, Math.Max(Width - 2, 0));
        var r = Math.Min((int)row, Math.Max(Height - 2, 0));
        var right = Math.Min(c + 1, Width - 1);
        var below = Math.Min(r + 1, Height - 1);
        var u = (float)(column - c);
        var v = (float)(row - r);
        var top = Mix(this[c, r], this[right, r], u);
        return Mix(top, Mix(this[c, below], this[right, below], u), v);
    }

    // weight 0 must not spread a NaN of the pixel that takes no part
    private static float Mix(float a, float b, float weight) => weight == 0 ? a : weight == 1 ? b : a + (weight * (b - a));
}
