using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>
/// Reads DEM files: GeoTIFF and COG, Erdas Imagine, ESRI ASCII, USGS ASCII DEM, SRTM; any real pixel type, any reference system. Inputs are never written to,
/// nor is anything beside them.
/// </summary>
public static class DemReader
{
    /// <summary>Opens a DEM, reads every block of it once by windows, and checks every rule on inputs.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>What the file holds, elevations in metres.</returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">
    /// Rules: <c>bad-name</c>, <c>empty-file</c>, <c>not-a-raster</c>, <c>truncated</c>, <c>several-bands</c>, <c>too-small</c>, <c>too-large</c>,
    /// <c>complex-values</c>, <c>no-crs</c>, <c>no-position</c>, <c>unknown-vertical-unit</c>, <c>no-date</c>, <c>all-nodata</c>,
    /// <c>mask-not-elevations</c>, <c>elevations-out-of-range</c>.
    /// </exception>
    public static DemInfo Inspect(string path, DemReadOptions? options = null)
    {
        options ??= new DemReadOptions();
        using var source = DemSource.Open(path, options);
        var statistics = Guard(source, () => ElevationStatistics.Of(source));
        statistics.Require(source.File);
        if (source.Epoch is null && options.RequireEpoch)
        {
            throw new InvalidInputException(
                source.File, "no-date", "no date in the name or the TIFF date tag", "the day or year of the survey",
                "Put it into the name (aletsch_2018-09-13.tif, aletsch_1958.tif) or into glacier.json.");
        }

        var (west, south, east, north) = Bounds(source);
        var affine = source.Affine;
        using var driver = source.Dataset.GetDriver();
        return new DemInfo(
            source.File, driver.ShortName, source.Width, source.Height, source.Dataset.RasterCount, Gdal.GetDataTypeName(source.Band.DataType)!,
            Math.Sqrt((affine[1] * affine[1]) + (affine[4] * affine[4])), Math.Sqrt((affine[2] * affine[2]) + (affine[5] * affine[5])),
            source.Crs.Name, source.Crs.Epsg, source.Unit.Name, source.Epoch, statistics.Minimum, statistics.Maximum,
            1 - ((double)statistics.Valid / statistics.Total), west, south, east, north);
    }

    /// <summary>Reads a whole DEM: metres, projected, north-up, NaN where nothing is known.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="options">What the file does not say, and the system to read into.</param>
    /// <returns>
    /// The pixels as they are where the file is north-up in the target system already; otherwise resampled bilinearly onto a grid of the file's resolution.
    /// </returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">The rules of <see cref="Inspect"/> but <c>no-date</c>.</exception>
    public static Raster Read(string path, DemReadOptions? options = null)
    {
        using var source = DemSource.Open(path, options ?? new DemReadOptions());
        var raster = Guard(source, () =>
        {
            var crs = options?.TargetCrs ?? OwnOrUtm(source);
            return source.IsNorthUp && crs.SameAs(source.Crs) ? ReadPixels(source) : Warping.Warp(source, Warping.GridIn(source, crs));
        });
        var statistics = new ElevationStatistics();
        statistics.Add(raster.Values);
        statistics.Require(source.File);
        return raster;
    }

    /// <summary>Reads the part of a DEM that covers a grid, resampled onto it; memory is bounded by the grid, not by the file.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="grid">Grid to fill.</param>
    /// <param name="options">What the file does not say.</param>
    /// <param name="cubic">
    /// Cubic convolution where it would be bilinear: keeps the ridges and gullies that bilinear cuts and fills, which before a co-registration of alpine terrain
    /// is worth several decimetres of its vertical shift.
    /// </param>
    /// <returns>
    /// Metres on the grid, NaN where the file has nothing; bilinear, or the average where the grid's pixels are more than twice as large as the file's.
    /// </returns>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">The rules of <see cref="Inspect"/> but those on the date and the values.</exception>
    public static Raster ReadOnto(string path, Grid grid, DemReadOptions? options = null, bool cubic = false)
    {
        using var source = DemSource.Open(path, options ?? new DemReadOptions());
        return Guard(source, () => Warping.Warp(source, grid.Crs.Wkt.Length > 0 ? grid : grid with { Crs = source.Crs }, cubic));
    }

    private static ReferenceSystem OwnOrUtm(DemSource source)
    {
        if (source.Crs.IsProjectedInMetres)
        {
            return source.Crs;
        }

        var affine = source.Affine;
        var (column, row) = (source.Width / 2.0, source.Height / 2.0);
        var (longitude, latitude) = source.Crs.ToWgs84(
            affine[0] + (column * affine[1]) + (row * affine[2]), affine[3] + (column * affine[4]) + (row * affine[5]));
        return ReferenceSystem.UtmZoneOf(longitude, latitude);
    }

    private static Raster ReadPixels(DemSource source)
    {
        var affine = source.Affine;
        var raster = new Raster(source.Width, source.Height, new GeoTransform(affine[0], affine[3], affine[1], -affine[5]), source.Crs);
        ElevationStatistics.ForEachWindow(source, (row, rows) =>
            source.Decoder.Read(source.Band, 0, row, source.Width, rows, raster.Values.AsSpan(row * source.Width, rows * source.Width)));
        return raster;
    }

    private static (double West, double South, double East, double North) Bounds(DemSource source)
    {
        const int steps = 16;
        var x = new double[4 * steps];
        var y = new double[4 * steps];
        for (var i = 0; i < steps; i++)
        {
            var part = (double)i / steps;
            Span<(double Column, double Row)> edge = [(part, 0), (1, part), (1 - part, 1), (0, 1 - part)];
            for (var side = 0; side < 4; side++)
            {
                var (column, row) = (edge[side].Column * source.Width, edge[side].Row * source.Height);
                x[(side * steps) + i] = source.Affine[0] + (column * source.Affine[1]) + (row * source.Affine[2]);
                y[(side * steps) + i] = source.Affine[3] + (column * source.Affine[4]) + (row * source.Affine[5]);
            }
        }

        try
        {
            source.Crs.Convert(ReferenceSystem.Wgs84, x, y);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidInputException(
                source.File, "no-position", "corners that are no place on Earth in its reference system", "a position inside the reference system's area",
                $"Check the reference system and the corner coordinates. {e.Message}");
        }

        return (x.Min(), y.Min(), x.Max(), y.Max());
    }

    private static void Guard(DemSource source, Action read) => Guard(source, () =>
    {
        read();
        return true;
    });

    private static T Guard<T>(DemSource source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ApplicationException e)
        {
            throw DemSource.Damaged(source.File, e);
        }
    }
}
