using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>A picture of one pixel type, in memory.</summary>
public sealed class Image<TPixel> : Image
    where TPixel : unmanaged, IPixel<TPixel>
{
    private readonly ImageFrameCollection<TPixel> _frames;

    public Image(int width, int height)
        : this(Configuration.Default, width, height)
    {
    }

    public Image(int width, int height, TPixel backgroundColor)
        : this(Configuration.Default, width, height, backgroundColor)
    {
    }

    public Image(Configuration configuration, int width, int height)
        : this(configuration, width, height, new TPixel[Length(width, height)], new ImageMetadata())
    {
    }

    public Image(Configuration configuration, int width, int height, TPixel backgroundColor)
        : this(configuration, width, height) => Frames.RootFrame.Pixels.AsSpan().Fill(backgroundColor);

    internal Image(Configuration configuration, int width, int height, TPixel[] pixels, ImageMetadata metadata)
        : base(configuration, PixelTypeInfo.Of<TPixel>(), metadata) =>
        _frames = new(new ImageFrame<TPixel>(configuration, width, height, pixels));

    public override Size Size => new(_frames.RootFrame.Width, _frames.RootFrame.Height);

    public new ImageFrameCollection<TPixel> Frames => _frames;

    protected override ImageFrameCollection NonGenericFrameCollection => _frames;

    public TPixel this[int x, int y]
    {
        get => _frames.RootFrame[x, y];
        set => _frames.RootFrame[x, y] = value;
    }

    public void ProcessPixelRows(PixelAccessorAction<TPixel> processPixels) => _frames.RootFrame.ProcessPixelRows(processPixels);

    public void ProcessPixelRows<TPixel2>(Image<TPixel2> image2, PixelAccessorAction<TPixel, TPixel2> processPixels)
        where TPixel2 : unmanaged, IPixel<TPixel2>
    {
        ArgumentNullException.ThrowIfNull(image2);
        ArgumentNullException.ThrowIfNull(processPixels);
        processPixels(new(_frames.RootFrame), new(image2.Frames.RootFrame));
    }

    public void CopyPixelDataTo(Span<TPixel> destination) => _frames.RootFrame.CopyPixelDataTo(destination);

    public void CopyPixelDataTo(Span<byte> destination) => _frames.RootFrame.CopyPixelDataTo(destination);

    public bool DangerousTryGetSinglePixelMemory(out Memory<TPixel> memory) => _frames.RootFrame.DangerousTryGetSinglePixelMemory(out memory);

    public Image<TPixel> Clone() => Clone(Configuration);

    public Image<TPixel> Clone(Configuration configuration)
    {
        var frame = _frames.RootFrame;
        return new(configuration, frame.Width, frame.Height, (TPixel[])frame.Pixels.Clone(), Metadata.DeepClone());
    }

    public override Image<TPixel2> CloneAs<TPixel2>(Configuration configuration)
    {
        var frame = _frames.RootFrame;
        var pixels = new TPixel2[frame.Pixels.Length];
        PixelConversion.Convert<TPixel, TPixel2>(frame.Pixels, pixels);
        return new(configuration, frame.Width, frame.Height, pixels, Metadata.DeepClone());
    }

    public override string ToString() => $"Image<{typeof(TPixel).Name}>: {Width}x{Height}";

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _frames.Dispose();
        }
    }

    internal override void Encode(IImageEncoder encoder, Stream stream) => encoder.Encode(this, stream);

    internal override Task EncodeAsync(IImageEncoder encoder, Stream stream, CancellationToken cancellationToken) =>
        encoder.EncodeAsync(this, stream, cancellationToken);

    internal override Image CloneUntyped() => Clone();

    internal override void Apply(Processing.Operation operation) => operation.Apply(this);

    private static int Length(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return checked(width * height);
    }
}
