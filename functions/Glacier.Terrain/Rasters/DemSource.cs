using System.Globalization;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Terrain.Rasters;

/// <summary>An open DEM file that keeps the rules on files, format, size, bands and place. One thread at a time.</summary>
internal sealed class DemSource : IDisposable
{
    /// <summary>Least extent in either direction, pixels.</summary>
    public const int MinimumExtent = 16;

    /// <summary>Most pixels of one DEM: 1.6 GB as float, so that reading one and its warped copy stay within a 4 GB worker.</summary>
    public const long MaximumPixels = 400_000_000;

    /// <summary>Largest block, decoded whole: 1 GB.</summary>
    public const long MaximumBlockBytes = 1L << 30;

    // no format that names other files or addresses
    private static readonly string[] Drivers = ["GTiff", "HFA", "AAIGrid", "USGSDEM", "SRTMHGT"];

    private DemSource(string path, Dataset dataset)
    {
        FilePath = path;
        File = Path.GetFileName(path);
        Dataset = dataset;
        Band = dataset.GetRasterBand(1)!;
    }

    public string FilePath { get; }

    public string File { get; }

    public Dataset Dataset { get; }

    public Band Band { get; }

    public SpatialReference Srs { get; private set; } = null!;

    public double[] Affine { get; } = new double[6];

    public VerticalUnit Unit { get; private set; }

    public Epoch? Epoch { get; private set; }

    public ElevationDecoder Decoder { get; private set; } = null!;

    public int Width => Dataset.RasterXSize;

    public int Height => Dataset.RasterYSize;

    public bool IsNorthUp => Affine[1] > 0 && Affine[2] == 0 && Affine[4] == 0 && Affine[5] < 0;

    /// <summary>The horizontal part of the file's reference system.</summary>
    public ReferenceSystem Crs { get; private set; } = ReferenceSystem.Unknown;

    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">The file breaks a rule.</exception>
    public static DemSource Open(string path, DemReadOptions options)
    {
        GdalEnvironment.Ensure();
        var source = new DemSource(path, OpenRaster(path));
        try
        {
            source.RequireShape();
            source.RequirePlace();
            source.Unit = source.RequireUnit(options.VerticalUnit);
            source.Decoder = new ElevationDecoder(source.Band, source.Unit.Metres);
            source.Epoch = options.Epoch ?? (EpochOfName.TryParse(source.File, out var named) ? named : source.TaggedEpoch());
            return source;
        }
        catch (ApplicationException e)
        {
            source.Dispose();
            throw Damaged(source.File, e);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>What an error of GDAL while reading pixels means.</summary>
    public static InvalidInputException Damaged(string file, ApplicationException error) => new(
        file, "truncated", error.Message, "a file whose every block can be read", "The file is incomplete or damaged: copy or download it again.");

    public void Dispose()
    {
        Srs?.Dispose();
        Band.Dispose();
        Dataset.Dispose();
    }

    /// <summary>Opens a raster of the allowed formats, whatever it holds.</summary>
    internal static Dataset OpenRaster(string path)
    {
        GdalEnvironment.Ensure();
        var file = Path.GetFileName(path);
        InputName.Require(file);
        var full = Path.GetFullPath(path);
        if (!System.IO.File.Exists(full))
        {
            throw new FileNotFoundException($"{path}: no such file", path);
        }

        if (new FileInfo(full).Length == 0)
        {
            throw new InvalidInputException(file, "empty-file", "zero bytes", "a raster file", "The upload was interrupted or the export failed: write the file again.");
        }

        try
        {
            var dataset = Gdal.OpenEx(full, (uint)(GdalConst.OF_RASTER | GdalConst.OF_READONLY | GdalConst.OF_VERBOSE_ERROR), Drivers, null, null);
            return dataset is { RasterCount: > 0 } ? dataset : throw NotARaster(full, file, "no raster in the file");
        }
        catch (ApplicationException e)
        {
            throw IsTiff(full) ? Damaged(file, e) : NotARaster(full, file, "a file that none of these formats reads");
        }
    }

    private static InvalidInputException NotARaster(string path, string file, string found)
    {
        Span<byte> start = stackalloc byte[4];
        var known = Start(path, start) switch
        {
            >= 4 when start.StartsWith("PK\u0003\u0004"u8) => "a ZIP archive",
            >= 4 when start.StartsWith("%PDF"u8) => "a PDF document",
            >= 2 when start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => "a gzip archive",
            >= 4 when start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) => "a PNG picture",
            >= 2 when start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) => "a JPEG picture",
            _ => found,
        };
        return new InvalidInputException(
            file, "not-a-raster", known, "GeoTIFF, Erdas Imagine (.img), ESRI ASCII (.asc), USGS ASCII DEM (.dem) or SRTM (.hgt)",
            "Unpack it or convert it with gdal_translate to GeoTIFF.");
    }

    private static bool IsTiff(string path)
    {
        Span<byte> start = stackalloc byte[4];
        return Start(path, start) == 4
            && (start.SequenceEqual("II*\0"u8) || start.SequenceEqual("MM\0*"u8) || start.SequenceEqual("II+\0"u8) || start.SequenceEqual("MM\0+"u8));
    }

    private static int Start(string path, Span<byte> start)
    {
        using var stream = System.IO.File.OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
    }

    private void RequireShape()
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{Width} × {Height} pixels");
        if (Dataset.RasterCount != 1)
        {
            throw new InvalidInputException(
                File, "several-bands", $"{Dataset.RasterCount} bands", "one band of elevations", "Keep the elevations only: gdal_translate -b 1 IN OUT.tif.");
        }

        if (Width < MinimumExtent || Height < MinimumExtent)
        {
            throw new InvalidInputException(
                File, "too-small", found, $"at least {MinimumExtent} × {MinimumExtent} pixels", "Provide the DEM of the whole glacier and the ground around it.");
        }

        if ((long)Width * Height > MaximumPixels)
        {
            throw new InvalidInputException(
                File, "too-large", found, $"at most {MaximumPixels / 1_000_000} million pixels (20,000 × 20,000)",
                "Cut the DEM to the glacier and its surroundings (gdal_translate -projwin) or coarsen it (-outsize).");
        }

        Band.GetBlockSize(out var blockWidth, out var blockHeight);
        var block = (long)blockWidth * blockHeight * Gdal.GetDataTypeSize(Band.DataType) / 8;
        if (block > MaximumBlockBytes)
        {
            throw new InvalidInputException(
                File, "too-large", string.Create(CultureInfo.InvariantCulture, $"blocks of {blockWidth} × {blockHeight} pixels, {block >> 20} MB"),
                $"blocks of at most {MaximumBlockBytes >> 20} MB", "Cut it into tiles: gdal_translate -co TILED=YES IN OUT.tif.");
        }

        if (Band.DataType is DataType.GDT_CInt16 or DataType.GDT_CInt32 or DataType.GDT_CFloat32 or DataType.GDT_CFloat64)
        {
            throw new InvalidInputException(
                File, "complex-values", Gdal.GetDataTypeName(Band.DataType)!, "real elevations", "Convert the elevations to Float32.");
        }
    }

    private void RequirePlace()
    {
        if (Dataset.GetSpatialRef() is not { } srs)
        {
            throw NoCrs("none");
        }

        Srs = srs;
        srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        if (srs.IsProjected() == 0 && srs.IsGeographic() == 0)
        {
            throw NoCrs(srs.GetName() is { Length: > 0 } name ? $"'{name}', which is bound to no place on Earth" : "none");
        }

        Dataset.GetGeoTransform(Affine);
        if (Affine is [0, 1, 0, 0, 0, 1] || (Affine[1] * Affine[5]) - (Affine[2] * Affine[4]) == 0 || !Array.TrueForAll(Affine, double.IsFinite))
        {
            throw new InvalidInputException(
                File, "no-position", Dataset.GetGCPCount() > 0 ? "ground control points only" : "no position and pixel size", "a georeferenced raster",
                "Rectify it with gdalwarp, or give the corners with gdal_translate -a_ullr.");
        }

        using var horizontal = srs.Clone();
        if (horizontal.IsCompound() != 0)
        {
            horizontal.StripVertical();
        }

        Crs = ReferenceSystem.Of(horizontal);
    }

    private VerticalUnit RequireUnit(string? said)
    {
        try
        {
            return VerticalUnit.Of(File, said, Band, Srs);
        }
        catch (InvalidInputException)
        {
            // a mask has a unit of its own or none; that it is one says more than its unit
            Decoder = new ElevationDecoder(Band, 1);
            ElevationStatistics.Of(this).RequireMoreThanMask(File);
            throw;
        }
    }

    private InvalidInputException NoCrs(string found) => new(
        File, "no-crs", found, "a projected or geographic coordinate reference system", "State it: gdal_translate -a_srs EPSG:CODE IN OUT.tif (or a .prj beside an .asc).");

    private Epoch? TaggedEpoch()
    {
        if (Dataset.GetMetadataItem(Cog.EpochItem, null) is { } written && Rasters.EpochOfName.TryParse(written, out var own))
        {
            return own;
        }

        return Dataset.GetMetadataItem("TIFFTAG_DATETIME", null) is { Length: >= 10 } tag
            && DateOnly.TryParseExact(tag[..10], "yyyy':'MM':'dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new Epoch(date)
                : null;
    }
}
