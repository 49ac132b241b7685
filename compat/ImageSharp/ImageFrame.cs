using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>One frame of a picture; pictures here have one.</summary>
public abstract class ImageFrame : IDisposable
{
    private protected ImageFrame(Configuration configuration, int width, int height)
    {
        Configuration = configuration;
        Width = width;
        Height = height;
    }

    public int Width { get; private protected set; }

    public int Height { get; private protected set; }

    public Configuration Configuration { get; }

    public Size Size() => new(Width, Height);

    public Rectangle Bounds() => new(0, 0, Width, Height);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <inheritdoc cref="ImageFrame"/>
public sealed class ImageFrame<TPixel> : ImageFrame
    where TPixel : unmanaged, IPixel<TPixel>
{
    private TPixel[]? _pixels;

    internal ImageFrame(Configuration configuration, int width, int height, TPixel[] pixels)
        : base(configuration, width, height) => _pixels = pixels;

    internal TPixel[] Pixels => _pixels ?? throw new ObjectDisposedException(nameof(Image), "Trying to execute an operation on a disposed image.");

    public TPixel this[int x, int y]
    {
        get => Pixels[Index(x, y)];
        set => Pixels[Index(x, y)] = value;
    }

    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels)
    {
        ArgumentNullException.ThrowIfNull(processPixels);
        processPixels(new(this));
    }

    public void CopyPixelDataTo(Span<TPixel> destination) => Pixels.CopyTo(destination);

    public void CopyPixelDataTo(Span<byte> destination) => CopyPixelDataTo(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, TPixel>(destination));

    public bool DangerousTryGetSinglePixelMemory(out Memory<TPixel> memory)
    {
        memory = Pixels;
        return true;
    }

    public override string ToString() => $"ImageFrame<{typeof(TPixel).Name}>({Width}x{Height})";

    protected override void Dispose(bool disposing) => _pixels = null;

    internal Span<TPixel> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row, "rowIndex");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Height, "rowIndex");
        return Pixels.AsSpan(row * Width, Width);
    }

    internal void Replace(int width, int height, TPixel[] pixels)
    {
        _pixels = pixels;
        Width = width;
        Height = height;
    }

    private int Index(int x, int y)
    {
        if ((uint)x >= (uint)Width)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return (uint)y < (uint)Height ? (y * Width) + x : throw new ArgumentOutOfRangeException(nameof(y));
    }
}
