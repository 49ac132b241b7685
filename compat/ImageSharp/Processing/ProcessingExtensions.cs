using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Processing;

/// <summary>A chain of processors on one picture.</summary>
public interface IImageProcessingContext
{
    Configuration Configuration { get; }

    Size GetCurrentSize();
}

/// <summary>Mutate in place, or clone and process.</summary>
public static class ProcessingExtensions
{
    public static void Mutate(this Image source, Action<IImageProcessingContext> operation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        operation(new Context(source));
    }

    public static void Mutate<TPixel>(this Image<TPixel> source, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel> => Mutate((Image)source, operation);

    public static Image Clone(this Image source, Action<IImageProcessingContext> operation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        var clone = source.CloneUntyped();
        operation(new Context(clone));
        return clone;
    }

    public static Image<TPixel> Clone<TPixel>(this Image<TPixel> source, Action<IImageProcessingContext> operation)
        where TPixel : unmanaged, IPixel<TPixel> => (Image<TPixel>)Clone((Image)source, operation);

    internal static IImageProcessingContext Apply(this IImageProcessingContext source, Operation operation)
    {
        ((Context)source).Image.Apply(operation);
        return source;
    }

    internal static Image ImageOf(this IImageProcessingContext source) => ((Context)source).Image;

    private sealed class Context(Image image) : IImageProcessingContext
    {
        public Image Image => image;

        public Configuration Configuration => image.Configuration;

        public Size GetCurrentSize() => image.Size;
    }
}
