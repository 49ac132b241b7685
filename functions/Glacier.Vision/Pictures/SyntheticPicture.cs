using System.Security;
using System.Text;
using Glacier.Terrain;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Xmp;
using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Pictures;

/// <summary>Generated pictures as PNG files that say of themselves that they are synthetic.</summary>
/// <remarks>Text chunks Title, Description, Source ("synthetic image: …"), Software and DigitalSourceType, and the same as an XMP packet
/// (IPTC photo metadata standard, "Digital Source Type") for programs that read that.</remarks>
public static class SyntheticPicture
{
    private const string Software = "GlacierFunctions";
    private const string Vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    /// <summary>Writes an RGB picture, by way of a temporary name so that no reader sees half a file.</summary>
    /// <param name="rgb">width × height × 3 bytes, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">Name of the PNG; its folder is made when absent.</param>
    /// <param name="caption">What the picture shows; null: the file's name.</param>
    /// <exception cref="ArgumentException">The number of bytes is not width × height × 3.</exception>
    public static void SavePng(byte[] rgb, int width, int height, string path, PictureCaption? caption = null)
    {
        using var image = Wrap<Rgb24>(rgb, width, height, 3);
        Save(image, path, caption);
    }

    /// <summary>Writes a picture with transparency: width × height × 4 bytes, alpha last and not multiplied in.</summary>
    /// <inheritdoc cref="SavePng"/>
    public static void SaveTransparentPng(byte[] rgba, int width, int height, string path, PictureCaption? caption = null)
    {
        using var image = Wrap<Rgba32>(rgba, width, height, 4);
        Save(image, path, caption);
    }

    /// <summary>The same PNG in memory.</summary>
    /// <inheritdoc cref="SavePng"/>
    public static byte[] EncodePng(byte[] rgb, int width, int height, PictureCaption caption)
    {
        using var image = Wrap<Rgb24>(rgb, width, height, 3);
        Label(image.Metadata, caption);
        using var memory = new MemoryStream();
        image.SaveAsPng(memory);
        return memory.ToArray();
    }

    /// <summary>True where a PNG's text says that it is synthetic.</summary>
    /// <exception cref="InvalidInputException">Not a picture.</exception>
    public static bool IsLabelled(string path)
    {
        try
        {
            return Image.Identify(path).Metadata.GetPngMetadata().TextData
                .Any(text => text.Keyword == "Source" && text.Value.StartsWith("synthetic image", StringComparison.Ordinal));
        }
        catch (ImageFormatException error)
        {
            throw new InvalidInputException(
                Path.GetFileName(path), "not-a-picture", error.Message.Split('\n')[0], "a PNG, JPEG or WebP picture", "Write the picture again.");
        }
    }

    /// <summary>Writes the label into a picture's metadata.</summary>
    public static void Label(ImageMetadata metadata, PictureCaption caption)
    {
        var source = $"synthetic image: {caption.Method}";
        IList<PngTextData> texts = metadata.GetPngMetadata().TextData;
        foreach (var (keyword, value) in new[]
        {
            ("Title", caption.Title), ("Description", caption.Description), ("Source", source), ("Software", Software),
            ("DigitalSourceType", Vocabulary + caption.DigitalSourceType),
        })
        {
            if (value.Length > 0)
            {
                texts.Add(new PngTextData(keyword, value, "", ""));
            }
        }

        metadata.XmpProfile = new XmpProfile(Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
             xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
             xmp:CreatorTool="{Software}" dc:source="{SecurityElement.Escape(source)}" Iptc4xmpExt:DigitalSourceType="{Vocabulary}{caption.DigitalSourceType}">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(caption.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(caption.Description)}</rdf:li></rdf:Alt></dc:description>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """));
    }

    internal static void Save(Image image, string path, PictureCaption? caption)
    {
        Label(image.Metadata, caption ?? new PictureCaption(Path.GetFileNameWithoutExtension(path)));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.png");
        try
        {
            image.SaveAsPng(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal static Image<TPixel> Wrap<TPixel>(byte[] bytes, int width, int height, int channels)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"{bytes.Length} bytes for {width} × {height} pixels of {channels}", nameof(bytes));
        }

        return Image.LoadPixelData<TPixel>(bytes, width, height);
    }
}
