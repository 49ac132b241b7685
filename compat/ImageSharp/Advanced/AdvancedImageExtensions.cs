using System.Text;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Advanced;

/// <summary>Access below the level of pixels.</summary>
public static class AdvancedImageExtensions
{
    public static IImageEncoder DetectEncoder(this Image source, string filePath)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(filePath);
        var extension = Path.GetExtension(filePath).TrimStart('.');
        var format = source.Configuration.ImageFormats
            .FirstOrDefault(f => f.FileExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
        if (format is not null)
        {
            return ImageEncoder.Of(format);
        }

        var message = new StringBuilder($"No encoder was found for extension '.{extension}'. Registered encoders include:").AppendLine();
        foreach (var known in source.Configuration.ImageFormats)
        {
            message.Append(" - ").Append(known.Name).Append(" : ").AppendJoin(", ", known.FileExtensions).AppendLine();
        }

        throw new UnknownImageFormatException(message.ToString());
    }

    public static Memory<TPixel> DangerousGetPixelRowMemory<TPixel>(this ImageFrame<TPixel> source, int rowIndex)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(rowIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowIndex, source.Height);
        return source.Pixels.AsMemory(rowIndex * source.Width, source.Width);
    }

    public static Memory<TPixel> DangerousGetPixelRowMemory<TPixel>(this Image<TPixel> source, int rowIndex)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Frames.RootFrame.DangerousGetPixelRowMemory(rowIndex);
    }
}
