using Glacier.Terrain;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Training.Data;

/// <summary>Photographs as RGB of 8 bits, whatever they are stored as.</summary>
public static class PhotoReader
{
    /// <summary>Pictures with a shorter side below this teach nothing.</summary>
    public const int LeastSide = 48;

    /// <summary>Endings of the files that count as photographs.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>Reads a photograph, upright; grey, CMYK and 16-bit files are converted.</summary>
    /// <param name="path">A JPEG, PNG or WebP file.</param>
    /// <exception cref="InvalidInputException">Not a picture, broken, or smaller than <see cref="LeastSide"/>.</exception>
    public static Image<Rgb24> Read(string path)
    {
        var name = Path.GetFileName(path);
        Image<Rgb24> image;
        try
        {
            image = Image.Load<Rgb24>(path);
            image.Mutate(context => context.AutoOrient());
        }
        catch (Exception error) when (error is ImageFormatException or ImageProcessingException or NotSupportedException)
        {
            throw new InvalidInputException(name, "not-a-picture", error.Message.Split('\n')[0], "a JPEG, PNG or WebP photograph", "Replace the file or take it out of the folder.");
        }

        if (Math.Min(image.Width, image.Height) < LeastSide)
        {
            var found = $"{image.Width} × {image.Height} pixels";
            image.Dispose();
            throw new InvalidInputException(name, "picture-tiny", found, $"{LeastSide} pixels or more on the shorter side", "Replace it by a larger version or take it out of the folder.");
        }

        return image;
    }

    /// <summary>Photographs of a folder, sorted by name.</summary>
    /// <exception cref="InvalidInputException">No folder, or none in it.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, "no-photo-folder", "no such folder", "a folder of photographs", "Correct data.folders in the configuration, or --data.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new InvalidInputException(folder, "no-photos", "no photograph in it", string.Join(", ", Endings) + " files", "Put photographs there, or take the folder out of data.folders.");
    }
}
