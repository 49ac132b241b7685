using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Engine;

/// <summary>Files in memory to pixels and back, by GDAL's drivers.</summary>
internal static unsafe class Codec
{
    private const int PaletteIndex = 2;
    private const int AlphaBand = 6;
    private const int CyanBand = 10;
    private static long s_files;

    /// <summary>The format by the file's first bytes.</summary>
    /// <exception cref="UnknownImageFormatException">None of the formats known.</exception>
    public static IImageFormat Detect(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(PngChunks.Signature))
            return PngFormat.Instance;
        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return JpegFormat.Instance;
        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return WebpFormat.Instance;
        throw new UnknownImageFormatException("Image cannot be loaded. Available decoders:\n - PNG\n - JPEG\n - Webp\n");
    }

    /// <summary>Size, pixel type and metadata without the pixels.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        var (format, metadata) = Metadata(file);
        return Open(file, format, metadata, opened => new ImageInfo(opened.PixelType, opened.Size, metadata));
    }

    /// <summary>The picture in the pixel type nearest to the file's own.</summary>
    public static Image Read(ReadOnlySpan<byte> file)
    {
        var (format, metadata) = Metadata(file);
        return Open(file, format, metadata, opened => opened.Read(metadata));
    }

    /// <summary>Encodes with a driver of GDAL. Bands null: 1 for luminance pixels, else 3, and alpha with <paramref name="alpha"/>.</summary>
    public static byte[] Write<TPixel>(Image<TPixel> image, string driver, int? bands, bool alpha, string[] options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var grey = typeof(TPixel) == typeof(L8) || typeof(TPixel) == typeof(L16) || typeof(TPixel) == typeof(La16) || typeof(TPixel) == typeof(La32);
        return (bands ?? (grey ? 1 : 3), alpha) switch
        {
            (1, _) => Write<TPixel, L8>(image, driver, 1, options),
            (_, false) => Write<TPixel, Rgb24>(image, driver, 3, options),
            _ => Write<TPixel, Rgba32>(image, driver, 4, options),
        };
    }

    private static byte[] Write<TPixel, TFile>(Image<TPixel> image, string driver, int bands, string[] options)
        where TPixel : unmanaged, IPixel<TPixel>
        where TFile : unmanaged, IPixel<TFile>
    {
        var pixels = new TFile[image.Width * image.Height];
        PixelConversion.Convert<TPixel, TFile>(image.Frames.RootFrame.Pixels, pixels);
        var path = NewPath();
        Gdal.Quiet();
        Gdal.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "NO");
        var source = Gdal.GDALCreate(Gdal.GDALGetDriverByName("MEM"), "", image.Width, image.Height, bands, Gdal.Byte, IntPtr.Zero);
        try
        {
            if (bands == 4)
            {
                _ = Gdal.GDALSetRasterColorInterpretation(Gdal.GDALGetRasterBand(source, 4), AlphaBand);
            }

            Transfer(source, 1, pixels.AsSpan(), image.Width, image.Height, bands, Gdal.Byte);
            var target = Gdal.GDALCreateCopy(Gdal.GDALGetDriverByName(driver), path, source, 0, [.. options, null], IntPtr.Zero, IntPtr.Zero);
            if (target == IntPtr.Zero)
            {
                throw new NotSupportedException($"{driver} cannot be written: {Gdal.LastError}");
            }

            Gdal.GDALClose(target);
            var bytes = Gdal.VSIGetMemFileBuffer(path, out var length, 0);
            return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
        }
        finally
        {
            Gdal.GDALClose(source);
            _ = Gdal.VSIUnlink(path);
            Gdal.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", null);
            Gdal.CPLPopErrorHandler();
        }
    }

    private static (IImageFormat Format, ImageMetadata Metadata) Metadata(ReadOnlySpan<byte> file)
    {
        var format = Detect(file);
        var metadata = new ImageMetadata { DecodedImageFormat = format };
        if (format is PngFormat)
        {
            PngChunks.ReadMetadata(file, metadata);
        }
        else if (format is WebpFormat)
        {
            metadata.Orientation = ExifOrientation.OfWebp(file);
        }

        return (format, metadata);
    }

    private static T Open<T>(ReadOnlySpan<byte> file, IImageFormat format, ImageMetadata metadata, Func<OpenedFile, T> use)
    {
        var path = NewPath();
        Gdal.Quiet();
        Gdal.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "NO");
        fixed (byte* data = file)
        {
            _ = Gdal.VSIFCloseL(Gdal.VSIFileFromMemBuffer(path, data, (ulong)file.Length, 0));
            var dataset = IntPtr.Zero;
            try
            {
                Gdal.CPLErrorReset();
                dataset = Gdal.GDALOpenEx(path, 2, [format.Name.ToUpperInvariant(), null], IntPtr.Zero, IntPtr.Zero);
                if (dataset == IntPtr.Zero || Gdal.GDALGetRasterCount(dataset) == 0)
                {
                    throw new InvalidImageContentException($"{format.Name} image cannot be decoded: {Gdal.LastError}");
                }

                if (int.TryParse(Gdal.MetadataItem(dataset, "EXIF_Orientation"), out var orientation) && orientation is > 0 and < 9)
                {
                    metadata.Orientation = orientation;
                }

                return use(new OpenedFile(dataset, format, metadata));
            }
            finally
            {
                if (dataset != IntPtr.Zero)
                {
                    Gdal.GDALClose(dataset);
                }

                _ = Gdal.VSIUnlink(path);
                Gdal.CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", null);
                Gdal.CPLPopErrorHandler();
            }
        }
    }

    internal static ushort[] ReadWords(ReadOnlySpan<byte> file)
    {
        var (format, metadata) = Metadata(file);
        return Open(file, format, metadata, opened => opened.Words());
    }

    private static string NewPath() => $"/vsimem/imagesharp/{Environment.ProcessId}-{Interlocked.Increment(ref s_files)}";

    private static void Transfer<TFile>(IntPtr dataset, int write, Span<TFile> pixels, int width, int height, int bands, int type)
        where TFile : unmanaged
    {
        var size = Unsafe.SizeOf<TFile>();
        Gdal.CPLErrorReset();
        fixed (TFile* buffer = pixels)
        {
            var status = Gdal.GDALDatasetRasterIOEx(
                dataset, write, 0, 0, width, height, buffer, width, height, type, bands, IntPtr.Zero, size, (long)size * width, size / bands, IntPtr.Zero);
            if (status != 0)
            {
                throw new InvalidImageContentException($"Image cannot be decoded: {Gdal.LastError}");
            }
        }
    }

    /// <summary>A file that GDAL has open, and what its bands mean.</summary>
    private sealed class OpenedFile
    {
        private readonly IntPtr _dataset;
        private readonly IImageFormat _format;
        private readonly int _bands;
        private readonly bool _wide;
        private readonly bool _palette;
        private readonly bool _inks;
        private readonly PngMetadata? _png;

        public OpenedFile(IntPtr dataset, IImageFormat format, ImageMetadata metadata)
        {
            _dataset = dataset;
            _format = format;
            _png = format is PngFormat ? metadata.GetPngMetadata() : null;
            Size = new(Gdal.GDALGetRasterXSize(dataset), Gdal.GDALGetRasterYSize(dataset));
            _bands = Gdal.GDALGetRasterCount(dataset);
            var first = Gdal.GDALGetRasterBand(dataset, 1);
            _wide = Gdal.GDALGetRasterDataType(first) == Gdal.UInt16;
            _palette = Gdal.GDALGetRasterColorInterpretation(first) == PaletteIndex;
            _inks = Gdal.GDALGetRasterColorInterpretation(first) == CyanBand;
        }

        public Size Size { get; }

        public PixelTypeInfo PixelType => new(
            ((_palette || _inks ? 3 : _bands) + (_png?.TransparentKey is null ? 0 : 1)) * (_wide ? 16 : 8),
            (_bands is 2 or 4 && !_inks) || _png?.TransparentKey is not null ? PixelAlphaRepresentation.Unassociated : PixelAlphaRepresentation.None);

        public Image Read(ImageMetadata metadata)
        {
            metadata.GetJpegMetadata().ColorType = _format is JpegFormat
                ? _inks ? JpegEncodingColor.Cmyk : _bands == 1 ? JpegEncodingColor.Luminance : JpegEncodingColor.YCbCrRatio420
                : null;
            if (_palette)
            {
                return ReadPalette(metadata);
            }

            if (_inks)
            {
                return ReadInks(metadata);
            }

            var key = _png?.TransparentKey;
            return (_bands, _wide) switch
            {
                (1, false) when key is not null => WithAlpha(Read<L8>(metadata), level => new La16(Spread(level.PackedValue), Opacity(level.PackedValue == key[0]))),
                (1, false) => ScaleBits(Read<L8>(metadata)),
                (1, true) when key is not null => WithAlpha(Read<L16>(metadata), level => new La32(level.PackedValue, Scaling.Up(Opacity(level.PackedValue == key[0])))),
                (1, true) => Read<L16>(metadata),
                (2, false) => Read<La16>(metadata),
                (2, true) => Read<La32>(metadata),
                (3, false) when key is not null =>
                    WithAlpha(Read<Rgb24>(metadata), c => new Rgba32(c.R, c.G, c.B, Opacity((c.R, c.G, c.B) == (key[0], key[1], key[2])))),
                (3, false) => Read<Rgb24>(metadata),
                (3, true) when key is not null =>
                    WithAlpha(Read<Rgb48>(metadata), c => new Rgba64(c.R, c.G, c.B, Scaling.Up(Opacity((c.R, c.G, c.B) == (key[0], key[1], key[2]))))),
                (3, true) => Read<Rgb48>(metadata),
                (4, false) => Read<Rgba32>(metadata),
                (4, true) => Read<Rgba64>(metadata),
                _ => throw new InvalidImageContentException($"{_format.Name} image of {_bands} channels"),
            };
        }

        /// <summary>The first band's 16-bit words as GDAL hands them over.</summary>
        public ushort[] Words()
        {
            var words = new ushort[Size.Width * Size.Height];
            Transfer(_dataset, 0, words.AsSpan(), Size.Width, Size.Height, 1, Gdal.UInt16);
            return words;
        }

        private Image<TFile> Read<TFile>(ImageMetadata metadata)
            where TFile : unmanaged, IPixel<TFile>
        {
            var pixels = new TFile[checked(Size.Width * Size.Height)];
            Transfer(_dataset, 0, pixels.AsSpan(), Size.Width, Size.Height, _bands, _wide ? Gdal.UInt16 : Gdal.Byte);
            if (_wide && _png is { Interlaced: true } && PngByteOrder.InterlacedIsSwapped)
            {
                var words = MemoryMarshal.Cast<TFile, ushort>(pixels.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            return new(Configuration.Default, Size.Width, Size.Height, pixels, metadata);
        }

        /// <summary>Grey of 1, 2 or 4 bits comes as small numbers and is spread over 0 … 255.</summary>
        private Image<L8> ScaleBits(Image<L8> image)
        {
            foreach (ref var pixel in image.Frames.RootFrame.Pixels.AsSpan())
            {
                pixel = new(Spread(pixel.PackedValue));
            }

            return image;
        }

        private byte Spread(byte level) => _png?.BitDepth is { } depth and (PngBitDepth.Bit1 or PngBitDepth.Bit2 or PngBitDepth.Bit4)
            ? (byte)(level * 255 / ((1 << (int)depth) - 1))
            : level;

        private static Image<TTo> WithAlpha<TFrom, TTo>(Image<TFrom> image, Converter<TFrom, TTo> convert)
            where TFrom : unmanaged, IPixel<TFrom>
            where TTo : unmanaged, IPixel<TTo> =>
            new(Configuration.Default, image.Width, image.Height, Array.ConvertAll(image.Frames.RootFrame.Pixels, convert), image.Metadata);

        private static byte Opacity(bool transparent) => transparent ? (byte)0 : (byte)255;

        private Image<Rgba32> ReadPalette(ImageMetadata metadata)
        {
            var table = Gdal.GDALGetRasterColorTable(Gdal.GDALGetRasterBand(_dataset, 1));
            var colours = new Rgba32[256];
            for (var i = 0; i < Math.Min(256, Gdal.GDALGetColorEntryCount(table)); i++)
            {
                var entry = Gdal.GDALGetColorEntry(table, i);
                colours[i] = new((byte)entry[0], (byte)entry[1], (byte)entry[2], (byte)entry[3]);
            }

            var indices = Read<L8>(metadata).Frames.RootFrame.Pixels;
            return new(Configuration.Default, Size.Width, Size.Height, Array.ConvertAll(indices, i => colours[i.PackedValue]), metadata);
        }

        /// <summary>CMYK as GDAL hands it over, 255 = full ink, to RGB by the uncalibrated product of what each ink lets through.</summary>
        private Image<Rgb24> ReadInks(ImageMetadata metadata)
        {
            var inks = Read<Rgba32>(metadata).Frames.RootFrame.Pixels;
            var pixels = Array.ConvertAll(inks, ink => new Rgb24(Through(ink.R, ink.A), Through(ink.G, ink.A), Through(ink.B, ink.A)));
            return new(Configuration.Default, Size.Width, Size.Height, pixels, metadata);
        }

        private static byte Through(byte ink, byte black) => (byte)((((255 - ink) * (255 - black)) + 127) / 255);
    }
}
