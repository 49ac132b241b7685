using SixLabors.ImageSharp.Advanced;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;

namespace SixLabors.ImageSharp;

/// <summary>Saving to files and streams.</summary>
public static class ImageExtensions
{
    public static void Save(this Image source, string path) => source.Save(path, source.DetectEncoder(path));

    public static Task SaveAsync(this Image source, string path, CancellationToken cancellationToken = default) =>
        source.SaveAsync(path, source.DetectEncoder(path), cancellationToken);

    public static void Save(this Image source, string path, IImageEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(encoder);
        using var file = File.Create(path);
        source.Save(file, encoder);
    }

    public static async Task SaveAsync(this Image source, string path, IImageEncoder encoder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(encoder);
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await source.SaveAsync(file, encoder, cancellationToken).ConfigureAwait(false);
        }
    }

    public static void Save(this Image source, Stream stream, IImageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        source.Save(stream, ImageEncoder.Of(format));
    }

    public static void SaveAsPng(this Image source, string path) => source.SaveAsPng(path, null!);

    public static void SaveAsPng(this Image source, string path, PngEncoder encoder) => source.Save(path, encoder ?? new PngEncoder());

    public static void SaveAsPng(this Image source, Stream stream) => source.SaveAsPng(stream, null!);

    public static void SaveAsPng(this Image source, Stream stream, PngEncoder encoder) => source.Save(stream, encoder ?? new PngEncoder());

    public static Task SaveAsPngAsync(this Image source, string path) => source.SaveAsPngAsync(path, null!, default);

    public static Task SaveAsPngAsync(this Image source, string path, CancellationToken cancellationToken) =>
        source.SaveAsPngAsync(path, null!, cancellationToken);

    public static Task SaveAsPngAsync(this Image source, string path, PngEncoder encoder, CancellationToken cancellationToken = default) =>
        source.SaveAsync(path, encoder ?? new PngEncoder(), cancellationToken);

    public static Task SaveAsPngAsync(this Image source, Stream stream, CancellationToken cancellationToken = default) =>
        source.SaveAsPngAsync(stream, null!, cancellationToken);

    public static Task SaveAsPngAsync(this Image source, Stream stream, PngEncoder encoder, CancellationToken cancellationToken = default) =>
        source.SaveAsync(stream, encoder ?? new PngEncoder(), cancellationToken);

    public static void SaveAsJpeg(this Image source, string path) => source.SaveAsJpeg(path, null!);

    public static void SaveAsJpeg(this Image source, string path, JpegEncoder encoder) => source.Save(path, encoder ?? new JpegEncoder());

    public static void SaveAsJpeg(this Image source, Stream stream) => source.SaveAsJpeg(stream, null!);

    public static void SaveAsJpeg(this Image source, Stream stream, JpegEncoder encoder) => source.Save(stream, encoder ?? new JpegEncoder());

    public static Task SaveAsJpegAsync(this Image source, string path) => source.SaveAsJpegAsync(path, null!, default);

    public static Task SaveAsJpegAsync(this Image source, string path, CancellationToken cancellationToken) =>
        source.SaveAsJpegAsync(path, null!, cancellationToken);

    public static Task SaveAsJpegAsync(this Image source, string path, JpegEncoder encoder, CancellationToken cancellationToken = default) =>
        source.SaveAsync(path, encoder ?? new JpegEncoder(), cancellationToken);

    public static Task SaveAsJpegAsync(this Image source, Stream stream, CancellationToken cancellationToken = default) =>
        source.SaveAsJpegAsync(stream, null!, cancellationToken);

    public static Task SaveAsJpegAsync(this Image source, Stream stream, JpegEncoder encoder, CancellationToken cancellationToken = default) =>
        source.SaveAsync(stream, encoder ?? new JpegEncoder(), cancellationToken);

    public static void SaveAsWebp(this Image source, string path) => source.SaveAsWebp(path, null!);

    public static void SaveAsWebp(this Image source, string path, WebpEncoder encoder) => source.Save(path, encoder ?? new WebpEncoder());

    public static void SaveAsWebp(this Image source, Stream stream) => source.SaveAsWebp(stream, null!);

    public static void SaveAsWebp(this Image source, Stream stream, WebpEncoder encoder) => source.Save(stream, encoder ?? new WebpEncoder());

    public static Task SaveAsWebpAsync(this Image source, string path, CancellationToken cancellationToken) =>
        source.SaveAsWebpAsync(path, null!, cancellationToken);

    public static Task SaveAsWebpAsync(this Image source, string path, WebpEncoder encoder, CancellationToken cancellationToken = default) =>
        source.SaveAsync(path, encoder ?? new WebpEncoder(), cancellationToken);

    public static Task SaveAsWebpAsync(this Image source, Stream stream, CancellationToken cancellationToken = default) =>
        source.SaveAsync(stream, new WebpEncoder(), cancellationToken);
}
