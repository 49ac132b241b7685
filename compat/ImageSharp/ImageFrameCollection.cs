using System.Collections;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <summary>The frames of a picture: always exactly one here.</summary>
public abstract class ImageFrameCollection : IDisposable, IEnumerable<ImageFrame>
{
    public abstract int Count { get; }

    public ImageFrame RootFrame => NonGenericRootFrame;

    protected abstract ImageFrame NonGenericRootFrame { get; }

    public ImageFrame this[int index] => index == 0 ? RootFrame : throw new ArgumentOutOfRangeException(nameof(index));

    public void Dispose()
    {
        RootFrame.Dispose();
        GC.SuppressFinalize(this);
    }

    public IEnumerator<ImageFrame> GetEnumerator()
    {
        yield return RootFrame;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <inheritdoc cref="ImageFrameCollection"/>
public sealed class ImageFrameCollection<TPixel> : ImageFrameCollection, IEnumerable<ImageFrame<TPixel>>
    where TPixel : unmanaged, IPixel<TPixel>
{
    internal ImageFrameCollection(ImageFrame<TPixel> root) => RootFrame = root;

    public override int Count => 1;

    public new ImageFrame<TPixel> RootFrame { get; }

    protected override ImageFrame NonGenericRootFrame => RootFrame;

    public new ImageFrame<TPixel> this[int index] => index == 0 ? RootFrame : throw new ArgumentOutOfRangeException(nameof(index));

    public new IEnumerator<ImageFrame<TPixel>> GetEnumerator()
    {
        yield return RootFrame;
    }

    IEnumerator<ImageFrame<TPixel>> IEnumerable<ImageFrame<TPixel>>.GetEnumerator() => GetEnumerator();
}
