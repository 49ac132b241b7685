using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Metadata.Profiles.Xmp;

namespace SixLabors.ImageSharp.Metadata;

/// <summary>What a file says beside its pixels.</summary>
public sealed class ImageMetadata : IDeepCloneable<ImageMetadata>
{
    public const double DefaultHorizontalResolution = 96;
    public const double DefaultVerticalResolution = 96;

    private readonly Dictionary<IImageFormat, IDeepCloneable> _formats = [];
    private double _horizontalResolution = DefaultHorizontalResolution;
    private double _verticalResolution = DefaultVerticalResolution;

    public double HorizontalResolution
    {
        get => _horizontalResolution;
        set => _horizontalResolution = value > 0 ? value : _horizontalResolution;
    }

    public double VerticalResolution
    {
        get => _verticalResolution;
        set => _verticalResolution = value > 0 ? value : _verticalResolution;
    }

    public PixelResolutionUnit ResolutionUnits { get; set; } = PixelResolutionUnit.PixelsPerInch;

    public XmpProfile? XmpProfile { get; set; }

    public IImageFormat? DecodedImageFormat { get; internal set; }

    /// <summary>EXIF orientation 1 … 8 of the file, for AutoOrient.</summary>
    internal int Orientation { get; set; } = 1;

    public TFormatMetadata GetFormatMetadata<TFormatMetadata>(IImageFormat<TFormatMetadata> key)
        where TFormatMetadata : class, IDeepCloneable
    {
        if (!_formats.TryGetValue(key, out var metadata))
        {
            metadata = key.CreateDefaultFormatMetadata();
            _formats[key] = metadata;
        }

        return (TFormatMetadata)metadata;
    }

    public ImageMetadata DeepClone()
    {
        var clone = new ImageMetadata
        {
            HorizontalResolution = HorizontalResolution,
            VerticalResolution = VerticalResolution,
            ResolutionUnits = ResolutionUnits,
            XmpProfile = XmpProfile?.DeepClone(),
            DecodedImageFormat = DecodedImageFormat,
            Orientation = Orientation,
        };
        foreach (var (format, metadata) in _formats)
        {
            clone._formats[format] = metadata.DeepClone();
        }

        return clone;
    }
}

public enum PixelResolutionUnit : byte
{
    AspectRatio = 0,
    PixelsPerInch = 1,
    PixelsPerCentimeter = 2,
    PixelsPerMeter = 3,
}
