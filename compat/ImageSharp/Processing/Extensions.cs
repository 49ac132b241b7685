using System.Numerics;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace SixLabors.ImageSharp.Processing;

public static class ResizeExtensions
{
    public static IImageProcessingContext Resize(this IImageProcessingContext source, Size size) => source.Resize(size.Width, size.Height);

    public static IImageProcessingContext Resize(this IImageProcessingContext source, int width, int height) =>
        source.Resize(width, height, KnownResamplers.Bicubic);

    /// <summary>A width or height of 0 keeps the proportions.</summary>
    public static IImageProcessingContext Resize(this IImageProcessingContext source, int width, int height, IResampler sampler)
    {
        var (sourceWidth, sourceHeight) = source.GetCurrentSize();
        if (width == 0 && height > 0)
        {
            width = (int)MathF.Max(1, MathF.Round(sourceWidth * height / (float)sourceHeight));
        }
        else if (height == 0 && width > 0)
        {
            height = (int)MathF.Max(1, MathF.Round(sourceHeight * width / (float)sourceWidth));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return (width, height) == (sourceWidth, sourceHeight) ? source : source.Apply(new ResizeOperation(width, height, sampler));
    }
}

public static class CropExtensions
{
    public static IImageProcessingContext Crop(this IImageProcessingContext source, int width, int height) =>
        source.Crop(new Rectangle(0, 0, width, height));

    public static IImageProcessingContext Crop(this IImageProcessingContext source, Rectangle cropRectangle)
    {
        var whole = new Rectangle(Point.Empty, source.GetCurrentSize());
        return whole.Contains(cropRectangle)
            ? source.Apply(new RearrangeOperation(cropRectangle.Width, cropRectangle.Height, (x, y) => (x + cropRectangle.X, y + cropRectangle.Y)))
            : throw new ArgumentException("Crop rectangle should be smaller than the source bounds.", nameof(cropRectangle));
    }
}

public static class FlipExtensions
{
    public static IImageProcessingContext Flip(this IImageProcessingContext source, FlipMode flipMode)
    {
        var (width, height) = source.GetCurrentSize();
        var (mirror, turn) = (flipMode.HasFlag(FlipMode.Horizontal), flipMode.HasFlag(FlipMode.Vertical));
        return source.Apply(new RearrangeOperation(width, height, (x, y) => (mirror ? width - 1 - x : x, turn ? height - 1 - y : y)));
    }
}

public static class RotateExtensions
{
    /// <summary>Quarter turns, clockwise.</summary>
    public static IImageProcessingContext Rotate(this IImageProcessingContext source, RotateMode rotateMode)
    {
        var (width, height) = source.GetCurrentSize();
        return rotateMode switch
        {
            RotateMode.Rotate90 => source.Apply(new RearrangeOperation(height, width, (x, y) => (y, height - 1 - x))),
            RotateMode.Rotate180 => source.Apply(new RearrangeOperation(width, height, (x, y) => (width - 1 - x, height - 1 - y))),
            RotateMode.Rotate270 => source.Apply(new RearrangeOperation(height, width, (x, y) => (width - 1 - y, x))),
            _ => source,
        };
    }
}

public static class GaussianBlurExtensions
{
    public static IImageProcessingContext GaussianBlur(this IImageProcessingContext source) => source.GaussianBlur(3f);

    public static IImageProcessingContext GaussianBlur(this IImageProcessingContext source, float sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        return source.Apply(new GaussianOperation(sigma));
    }
}

public static class GrayscaleExtensions
{
    public static IImageProcessingContext Grayscale(this IImageProcessingContext source) => source.Grayscale(GrayscaleMode.Bt709);

    public static IImageProcessingContext Grayscale(this IImageProcessingContext source, GrayscaleMode mode)
    {
        var weights = mode == GrayscaleMode.Bt709 ? new Vector3(0.2126f, 0.7152f, 0.0722f) : new Vector3(0.299f, 0.587f, 0.114f);
        return source.Apply(new ColourOperation(colour => new Vector4(new Vector3(Vector3.Dot(colour.AsVector3(), weights)), colour.W)));
    }
}

public static class DrawImageExtensions
{
    public static IImageProcessingContext DrawImage(this IImageProcessingContext source, Image foreground, float opacity) =>
        source.DrawImage(foreground, Point.Empty, opacity);

    public static IImageProcessingContext DrawImage(this IImageProcessingContext source, Image foreground, Point backgroundLocation, float opacity)
    {
        ArgumentNullException.ThrowIfNull(foreground);
        return source.Apply(new DrawOperation(foreground, backgroundLocation, opacity));
    }
}

public static class AutoOrientExtensions
{
    /// <summary>Turns a photograph the way its EXIF orientation says.</summary>
    public static IImageProcessingContext AutoOrient(this IImageProcessingContext source)
    {
        var metadata = source.ImageOf().Metadata;
        var orientation = metadata.Orientation;
        metadata.Orientation = 1;
        return orientation switch
        {
            2 => source.Flip(FlipMode.Horizontal),
            3 => source.Rotate(RotateMode.Rotate180),
            4 => source.Flip(FlipMode.Vertical),
            5 => source.Rotate(RotateMode.Rotate90).Flip(FlipMode.Horizontal),
            6 => source.Rotate(RotateMode.Rotate90),
            7 => source.Rotate(RotateMode.Rotate270).Flip(FlipMode.Horizontal),
            8 => source.Rotate(RotateMode.Rotate270),
            _ => source,
        };
    }
}
