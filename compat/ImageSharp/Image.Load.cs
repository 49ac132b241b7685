using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Engine;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp;

/// <content>Reading from files, streams and memory.</content>
public abstract partial class Image
{
    public static IImageFormat DetectFormat(ReadOnlySpan<byte> buffer) => Codec.Detect(buffer);

    public static IImageFormat DetectFormat(string path) => Codec.Detect(ReadFile(path));

    public static IImageFormat DetectFormat(Stream stream)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var format = Codec.Detect(ReadStream(stream));
        if (stream.CanSeek)
        {
            stream.Position = start;
        }

        return format;
    }

    public static ImageInfo Identify(ReadOnlySpan<byte> buffer) => Codec.Identify(buffer);

    public static ImageInfo Identify(string path) => Codec.Identify(ReadFile(path));

    public static ImageInfo Identify(Stream stream) => Codec.Identify(ReadStream(stream));

    public static async Task<ImageInfo> IdentifyAsync(string path, CancellationToken cancellationToken = default) =>
        Codec.Identify(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));

    public static Image Load(ReadOnlySpan<byte> buffer) => Codec.Read(buffer);

    public static Image Load(string path) => Codec.Read(ReadFile(path));

    public static Image Load(Stream stream) => Codec.Read(ReadStream(stream));

    public static async Task<Image> LoadAsync(string path, CancellationToken cancellationToken = default) =>
        Codec.Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));

    public static async Task<Image> LoadAsync(Stream stream, CancellationToken cancellationToken = default) =>
        Codec.Read(await ReadStreamAsync(stream, cancellationToken).ConfigureAwait(false));

    public static Image<TPixel> Load<TPixel>(ReadOnlySpan<byte> data)
        where TPixel : unmanaged, IPixel<TPixel> => As<TPixel>(Load(data));

    public static Image<TPixel> Load<TPixel>(string path)
        where TPixel : unmanaged, IPixel<TPixel> => As<TPixel>(Load(path));

    public static Image<TPixel> Load<TPixel>(Stream stream)
        where TPixel : unmanaged, IPixel<TPixel> => As<TPixel>(Load(stream));

    public static async Task<Image<TPixel>> LoadAsync<TPixel>(string path, CancellationToken cancellationToken = default)
        where TPixel : unmanaged, IPixel<TPixel> => As<TPixel>(await LoadAsync(path, cancellationToken).ConfigureAwait(false));

    public static async Task<Image<TPixel>> LoadAsync<TPixel>(Stream stream, CancellationToken cancellationToken = default)
        where TPixel : unmanaged, IPixel<TPixel> => As<TPixel>(await LoadAsync(stream, cancellationToken).ConfigureAwait(false));

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<TPixel> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var count = checked(width * height);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, count, nameof(data));
        return new(Configuration.Default, width, height, data[..count].ToArray(), new ImageMetadata());
    }

    public static Image<TPixel> LoadPixelData<TPixel>(ReadOnlySpan<byte> data, int width, int height)
        where TPixel : unmanaged, IPixel<TPixel> => LoadPixelData(MemoryMarshal.Cast<byte, TPixel>(data), width, height);

    private static Image<TPixel> As<TPixel>(Image image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        if (image is Image<TPixel> same)
        {
            return same;
        }

        using (image)
        {
            return image.CloneAs<TPixel>();
        }
    }

    private static byte[] ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return File.ReadAllBytes(path);
    }

    private static byte[] ReadStream(Stream stream)
    {
        CheckReadable(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static async Task<byte[]> ReadStreamAsync(Stream stream, CancellationToken cancellationToken)
    {
        CheckReadable(stream);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
        return memory.ToArray();
    }

    private static void CheckReadable(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new NotSupportedException("Cannot read from the stream.");
        }
    }
}
