using Glacier.Terrain;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Vision.Pictures;

/// <summary>A photograph in memory, upright as its EXIF orientation says, in 8-bit RGB whatever the file holds (grey, CMYK, 16 bits, a palette).</summary>
/// <param name="Name">Name of the file, without folders.</param>
/// <param name="Rgb">width × height × 3 bytes, row 0 at the top.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record Photograph(string Name, byte[] Rgb, int Width, int Height)
{
    /// <summary>Extensions of the formats that are read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>Whether a file is a photograph by its extension.</summary>
    public static bool IsNamed(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="path">PNG, JPEG or WebP.</param>
    /// <param name="smallestSide">Least number of pixels of either side.</param>
    /// <exception cref="InvalidInputException">Not a picture, damaged, or smaller than asked for.</exception>
    public static Photograph Read(string path, int smallestSide = 16)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var image = Image.Load<Rgb24>(path);
            if (Math.Min(image.Width, image.Height) < smallestSide)
            {
                throw new InvalidInputException(
                    name, "picture-too-small", $"{image.Width} × {image.Height} pixels", $"at least {smallestSide} on either side", "Use the photograph at its original size.");
            }

            image.Mutate(context => context.AutoOrient());
            var rgb = new byte[image.Width * image.Height * 3];
            image.CopyPixelDataTo(rgb);
            return new(name, rgb, image.Width, image.Height);
        }
        catch (Exception error) when (error is ImageFormatException or NotSupportedException or OverflowException)
        {
            throw new InvalidInputException(
                name, "not-a-picture", error is UnknownImageFormatException ? "another kind of file" : error.Message.Split('\n')[0], "a PNG, JPEG or WebP picture", "Open it in a graphics program and save it again as JPEG or PNG.");
        }
    }
}
