using System.Globalization;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Terrain.Rasters;

/// <summary>Reads bands of aerial and satellite images: GeoTIFF, JPEG 2000, JPEG, PNG, Erdas Imagine; placed or not.</summary>
public static class ImageReader
{
    /// <summary>Least extent in either direction, pixels.</summary>
    public const int MinimumExtent = 32;

    /// <summary>Values of lossy pictures that stand for black: compression rings around the edge of the known part.</summary>
    private const float LossyBlack = 10;

    // no format that names other files or addresses
    private static readonly string[] s_drivers = ["GTiff", "JP2OpenJPEG", "JPEG", "PNG", "HFA"];

    /// <summary>What a file holds.</summary>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">Rules <c>bad-name</c>, <c>empty-file</c>, <c>not-an-image</c>, <c>too-small</c>, <c>too-large</c>.</exception>
    public static ImageInfo Inspect(string path)
    {
        using var dataset = Open(path);
        return Describe(dataset, Path.GetFileName(path));
    }

    /// <summary>Reads one band.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="band">Number of the band, from 1.</param>
    /// <param name="pixelSize">Metres per pixel of an image without a place; ignored for others.</param>
    /// <returns>
    /// Values as the file has them, NaN where it knows none: its nodata value or mask, or, where it declares neither, a black collar that reaches the border in
    /// every band. Degrees, feet and rotated grids are resampled to metres of the UTM zone, north up, by cubic convolution.
    /// </returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">As <see cref="Inspect"/>; <c>no-such-band</c>, <c>no-pixel-size</c>, <c>truncated</c>.</exception>
    public static Raster ReadBand(string path, int band, double? pixelSize = null)
    {
        var file = Path.GetFileName(path);
        using var dataset = Open(path);
        var info = Describe(dataset, file);
        if (band < 1 || band > info.Bands.Count)
        {
            throw new InvalidInputException(
                file, "no-such-band", $"band {band} asked for, {info.Bands.Count} in the file", $"a band from 1 to {info.Bands.Count}", "Name another band.");
        }

        var grid = info.Grid;
        if (!info.IsPlaced)
        {
            var metres = pixelSize ?? throw new InvalidInputException(
                file, "no-pixel-size", "an image without position and pixel size", "a georeferenced image, or the pixel size in metres",
                "State it (--pixel-size METRES; in the pipeline scenes.pixelSize in glacier.json), or georeference the image (gdal_translate -a_srs … -a_ullr …).");
            grid = grid with { Transform = new GeoTransform(0, grid.Height * metres, metres, metres) };
        }

        try
        {
            var values = Values(dataset, band);
            return info.IsMetricNorthUp ? new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, values) : Rectified(dataset, values, file);
        }
        catch (ApplicationException e)
        {
            throw DemSource.Damaged(file, e);
        }
    }

    /// <summary>Resamples a raster onto another grid by cubic convolution, or by averaging where the grid is more than twice as coarse; NaN where it does not reach.</summary>
    /// <param name="raster">Raster to resample.</param>
    /// <param name="grid">Grid to fill, in the same or another system.</param>
    /// <exception cref="ArgumentException">One of the two systems is known and the other not.</exception>
    public static Raster Onto(Raster raster, Grid grid)
    {
        if ((raster.Crs.Wkt.Length == 0) != (grid.Crs.Wkt.Length == 0))
        {
            throw new ArgumentException("one reference system is unknown", nameof(grid));
        }

        using var source = new ArrayDataset(raster.Values, raster.Grid);
        return Warped(source.Dataset, grid, grid.Transform.PixelWidth > 2 * raster.Transform.PixelWidth && grid.Crs.SameAs(raster.Crs));
    }

    internal static Dataset Open(string path)
    {
        GdalEnvironment.Ensure();
        var file = Path.GetFileName(path);
        InputName.Require(file);
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new FileNotFoundException($"{path}: no such file", path);
        }

        if (new FileInfo(full).Length == 0)
        {
            throw new InvalidInputException(file, "empty-file", "zero bytes", "an image file", "The upload was interrupted or the export failed: write the file again.");
        }

        try
        {
            var dataset = Gdal.OpenEx(full, (uint)(GdalConst.OF_RASTER | GdalConst.OF_READONLY | GdalConst.OF_VERBOSE_ERROR), s_drivers, null, null);
            return dataset is { RasterCount: > 0 } ? dataset : throw NotAnImage(file, "no raster in the file");
        }
        catch (ApplicationException)
        {
            throw NotAnImage(file, "a file that none of these formats reads");
        }
    }

    private static InvalidInputException NotAnImage(string file, string found) => new(
        file, "not-an-image", found, "GeoTIFF, JPEG 2000, JPEG, PNG or Erdas Imagine (.img)", "Unpack it or convert it with gdal_translate to GeoTIFF.");

    internal static ImageInfo Describe(Dataset dataset, string file)
    {
        var (width, height) = (dataset.RasterXSize, dataset.RasterYSize);
        var found = string.Create(CultureInfo.InvariantCulture, $"{width} × {height} pixels");
        if (width < MinimumExtent || height < MinimumExtent)
        {
            throw new InvalidInputException(
                file, "too-small", found, $"at least {MinimumExtent} × {MinimumExtent} pixels", "Provide the image of the whole glacier and the ground around it.");
        }

        if ((long)width * height > DemSource.MaximumPixels)
        {
            throw new InvalidInputException(
                file, "too-large", found, $"at most {DemSource.MaximumPixels / 1_000_000} million pixels", "Cut the image to the glacier and its surroundings (gdal_translate -projwin).");
        }

        var bands = new string[dataset.RasterCount];
        for (var k = 0; k < bands.Length; k++)
        {
            using var band = dataset.GetRasterBand(k + 1)!;
            bands[k] = band.GetDescription();
        }

        var affine = new double[6];
        dataset.GetGeoTransform(affine);
        var placed = affine is not [0, 1, 0, 0, 0, 1] && (affine[1] * affine[5]) - (affine[2] * affine[4]) != 0;
        using var srs = dataset.GetSpatialRef();
        srs?.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        var northUp = affine[1] > 0 && affine[2] == 0 && affine[4] == 0 && affine[5] < 0;
        var metric = !placed || (northUp && (srs is null || ReferenceSystem.IsMetric(srs)));
        var transform = placed ? new GeoTransform(affine[0], affine[3], affine[1], -affine[5]) : new GeoTransform(0, height, 1, 1);
        Epoch? epoch = EpochOfName.TryParse(file, out var named) ? named : Tagged(dataset);
        return new ImageInfo(
            file, new Grid(width, height, transform, placed && srs is not null ? ReferenceSystem.Of(srs) : ReferenceSystem.Unknown), bands, placed, metric, epoch);
    }

    private static Epoch? Tagged(Dataset dataset) =>
        dataset.GetMetadataItem("TIFFTAG_DATETIME", null) is { Length: >= 10 } tag
        && DateOnly.TryParseExact(tag[..10], "yyyy':'MM':'dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new Epoch(date) : null;

    private static float[] Values(Dataset dataset, int number)
    {
        var (width, height) = (dataset.RasterXSize, dataset.RasterYSize);
        var values = Read(dataset, number);
        using var band = dataset.GetRasterBand(number)!;
        band.GetNoDataValue(out var noData, out var hasNoData);
        var mask = hasNoData == 0 && (band.GetMaskFlags() & GdalConst.GMF_ALL_VALID) == 0 ? Mask(band, width, height) : null;
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]) || (hasNoData != 0 && values[i] == (float)noData) || (mask is not null && mask[i] == 0))
            {
                values[i] = float.NaN;
            }
        }

        if (hasNoData == 0 && mask is null)
        {
            using var driver = dataset.GetDriver();
            Collar.Remove(values, width, height, driver.ShortName == "JPEG" ? LossyBlack : 0, BrightestElsewhere(dataset, number));
        }

        return values;
    }

    private static float[] Read(Dataset dataset, int number)
    {
        var (width, height) = (dataset.RasterXSize, dataset.RasterYSize);
        var values = new float[checked(width * height)];
        using var band = dataset.GetRasterBand(number)!;
        band.ReadRaster(0, 0, width, height, values, width, height, 0, 0);
        return values;
    }

    private static byte[] Mask(Band band, int width, int height)
    {
        var mask = new byte[width * height];
        using var source = band.GetMaskBand();
        source.ReadRaster(0, 0, width, height, mask, width, height, 0, 0);
        return mask;
    }

    // what is black in one band only is dark ground, not the outside
    private static float[]? BrightestElsewhere(Dataset dataset, int number)
    {
        float[]? brightest = null;
        for (var other = 1; other <= Math.Min(dataset.RasterCount, 4); other++)
        {
            if (other == number)
            {
                continue;
            }

            var values = Read(dataset, other);
            if (brightest is null)
            {
                brightest = values;
                continue;
            }

            for (var i = 0; i < values.Length; i++)
            {
                brightest[i] = Math.Max(brightest[i], values[i]);
            }
        }

        return brightest;
    }

    private static Raster Rectified(Dataset dataset, float[] values, string file)
    {
        using var srs = dataset.GetSpatialRef() ?? throw new InvalidInputException(
            file, "no-crs", "a rotated image of no reference system", "a coordinate reference system", "State it: gdal_translate -a_srs EPSG:CODE IN OUT.tif.");
        var affine = new double[6];
        dataset.GetGeoTransform(affine);
        var (width, height) = (dataset.RasterXSize, dataset.RasterYSize);
        srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        var own = ReferenceSystem.Of(srs);
        var target = own;
        if (!ReferenceSystem.IsMetric(srs))
        {
            var x = affine[0] + (affine[1] * width / 2) + (affine[2] * height / 2);
            var y = affine[3] + (affine[4] * width / 2) + (affine[5] * height / 2);
            var (longitude, latitude) = own.ToWgs84(x, y);
            target = ReferenceSystem.UtmZoneOf(longitude, latitude);
        }

        using var source = new ArrayDataset(values, new Grid(width, height, default, own));
        source.Dataset.SetGeoTransform(affine);
        using var suggestion = Gdal.AutoCreateWarpedVRT(source.Dataset, own.Wkt, target.Wkt, ResampleAlg.GRA_Cubic, 0.125)!;
        suggestion.GetGeoTransform(affine);
        var grid = new Grid(suggestion.RasterXSize, suggestion.RasterYSize, new GeoTransform(affine[0], affine[3], affine[1], -affine[5]), target);
        return Warped(source.Dataset, grid, coarser: false);
    }

    private static Raster Warped(Dataset source, Grid grid, bool coarser)
    {
        var values = new float[checked(grid.Width * grid.Height)];
        Array.Fill(values, float.NaN);
        using (var target = new ArrayDataset(values, grid))
        {
            using var options = new GDALWarpAppOptions(
                ["-r", coarser ? "average" : "cubic", "-et", "0.0001", "-ovr", "NONE", "-wm", "128", "-srcnodata", "nan", "-wo", "NUM_THREADS=ALL_CPUS"]);
            Gdal.Warp(target.Dataset, [source], options, null, null);
        }

        return new Raster(grid.Width, grid.Height, grid.Transform, grid.Crs, values);
    }
}
