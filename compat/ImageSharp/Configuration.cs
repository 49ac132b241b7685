using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;

namespace SixLabors.ImageSharp;

/// <summary>What codecs and processors share.</summary>
public sealed class Configuration
{
    private int _maxDegreeOfParallelism = Environment.ProcessorCount;

    public static Configuration Default { get; } = new();

    public int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set => _maxDegreeOfParallelism = value is 0 or < -1 ? throw new ArgumentOutOfRangeException(nameof(MaxDegreeOfParallelism)) : value;
    }

    /// <summary>Pixels are always in one block here.</summary>
    public bool PreferContiguousImageBuffers { get; set; }

    public IEnumerable<IImageFormat> ImageFormats => [PngFormat.Instance, JpegFormat.Instance, WebpFormat.Instance];

    public Configuration Clone() =>
        new() { MaxDegreeOfParallelism = MaxDegreeOfParallelism, PreferContiguousImageBuffers = PreferContiguousImageBuffers };
}
