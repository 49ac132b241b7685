using Glacier.Terrain;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Outlines.Scenes;

/// <summary>An open optical scene, with DEM and radar where given, read by rows. One thread at a time.</summary>
public sealed class OutlineScene : IOutlineSource, IDisposable
{
    // every n-th pixel so that about this many are looked at
    private const int SamplePixels = 250_000;

    // classes of the Sentinel-2 scene classification that hide the ground: nothing, defective, cloud of medium and high probability, cirrus
    private static readonly float[] s_hidden = [0, 1, 8, 9, 10];

    private readonly WindowedImage _image;
    private readonly BandAssignment _bands;
    private readonly ReflectanceScale _scale;
    private readonly List<string> _warnings;
    private readonly double _medianElevation;
    private readonly WindowedImage? _sar;
    private readonly bool _zeroIsNothing;

    private OutlineScene(WindowedImage image, BandAssignment bands, Raster? dem, WindowedImage? sar, List<string> warnings)
    {
        (_image, _bands, _sar, _warnings) = (image, bands, sar, warnings);
        var sample = Sample();
        _scale = ReflectanceScale.Of(File, sample.SelectMany(values => values).ToArray(), image.IsEightBit, image.Scaling(bands.Bands["B4"]));
        _zeroIsNothing = !image.DeclaresNoData;
        if (dem is not null)
        {
            Dem = dem;
            var known = dem.Values.Where((z, i) => i % 7 == 0 && float.IsFinite(z)).Order().ToArray();
            _medianElevation = known.Length == 0 ? 0 : known[known.Length / 2];
        }

        if (bands.IsAssumed)
        {
            warnings.Add($"{File}: bands without names were taken as {string.Join(", ", bands.Bands.Keys)}; --bands states them");
        }

        if (_scale.Unit == "8 bits")
        {
            warnings.Add($"{File}: 8-bit display values were taken as reflectance of 0 to 1; thresholds and calibration are of reflectance");
        }
    }

    /// <summary>Name of the scene's file.</summary>
    public string File => _image.Info.File;

    /// <inheritdoc/>
    public Grid Grid => _image.Info.Grid;

    /// <summary>Day of the scene, where its name or its tag says it.</summary>
    public Epoch? Epoch => _image.Info.Epoch;

    /// <summary>Elevations on the scene's grid; null without a DEM.</summary>
    public Raster? Dem { get; }

    /// <summary>What the file's values are.</summary>
    public ReflectanceScale Scale => _scale;

    /// <summary>Channels that the scene can give.</summary>
    public IReadOnlyList<string> Channels =>
    [
        .. OutlineChannels.Optical6.Where(_bands.Bands.ContainsKey), .. Dem is null ? [] : OutlineChannels.Dem,
        .. _sar is null ? [] : OutlineChannels.Sar.Take(_sar.Info.Bands.Count),
    ];

    /// <summary>What had to be assumed.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Opens a scene.</summary>
    /// <param name="path">Optical image: GeoTIFF, JPEG 2000, Erdas Imagine.</param>
    /// <param name="bands">Names of its bands in order; null: see <see cref="BandAssignment.Of"/>.</param>
    /// <param name="dem">Elevation raster; null: none.</param>
    /// <param name="sar">Radar on any grid: co-polarised and cross-polarised backscatter in dB and, third, coherence; null: none.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidInputException">
    /// Rules of <see cref="ImageReader.Inspect"/>, <see cref="BandAssignment.Of"/>, <see cref="ReflectanceScale.Of"/> and of DEMs; <c>no-crs</c>; <c>not-metric</c>;
    /// <c>no-overlap</c>: the DEM or radar image is of another place; <c>other-grid</c>: the radar image is not on the scene's grid; <c>all-cloud</c>.
    /// </exception>
    public static OutlineScene Open(string path, IReadOnlyList<string>? bands = null, string? dem = null, string? sar = null)
    {
        var image = WindowedImage.Open(path);
        WindowedImage? radar = null;
        try
        {
            var info = image.Info;
            RequirePlace(info);
            var assignment = BandAssignment.Of(info, bands);
            var warnings = new List<string>();
            var elevations = dem is null ? null : Elevations(dem, info.Grid, warnings);
            radar = sar is null ? null : Radar(sar, info.Grid);
            var scene = new OutlineScene(image, assignment, elevations, radar, warnings);
            scene.RequireGround();
            return scene;
        }
        catch
        {
            image.Dispose();
            radar?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public float[]? Read(string channel, int row, int rows)
    {
        if (OutlineChannels.IsOptical(channel))
        {
            return _bands.Bands.TryGetValue(channel, out var band) ? Reflectance(band, row, rows) : null;
        }

        var (from, count) = (row * Grid.Width, rows * Grid.Width);
        switch (channel)
        {
            case "elevation":
                return Dem is null ? null : Array.ConvertAll(Dem.Values.AsSpan(from, count).ToArray(), z => z - (float)_medianElevation);
            case "slope":
                return Dem is null ? null : Slope(Dem, row, rows);
            default:
                var number = OutlineChannels.Sar.ToList().IndexOf(channel) + 1;
                if (_sar is null || number < 1 || number > _sar.Info.Bands.Count)
                {
                    return null;
                }

                var values = new float[count];
                _sar.Read(number, 0, row, Grid.Width, rows, values);
                return values;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _image.Dispose();
        _sar?.Dispose();
    }

    private static void RequirePlace(ImageInfo info)
    {
        if (!info.IsPlaced || info.Grid.Crs.Wkt.Length == 0)
        {
            throw new InvalidInputException(
                info.File, "no-crs", info.IsPlaced ? "no coordinate reference system" : "an image without a place", "a georeferenced scene",
                "State its place: gdal_translate -a_srs EPSG:CODE (and -a_ullr …) IN OUT.tif.");
        }

        if (!info.IsMetricNorthUp)
        {
            throw new InvalidInputException(
                info.File, "not-metric", $"degrees or a rotated grid ({info.Grid.Crs.Name})", "a north-up grid in a projected system in metres", "Warp it: gdalwarp -t_srs EPSG:326ZZ -r cubic IN OUT.tif.");
        }
    }

    private static Raster Elevations(string path, Grid grid, List<string> warnings)
    {
        var dem = DemReader.ReadOnto(path, grid, new DemReadOptions(RequireEpoch: false));
        var known = dem.Values.LongCount(float.IsFinite);
        if (known == 0)
        {
            throw new InvalidInputException(
                Path.GetFileName(path), "no-overlap", "no elevation within the scene", "a DEM of the scene's place", "Check the DEM's reference system and corners, or leave --dem out.");
        }

        if (known < 0.9 * dem.Values.Length)
        {
            warnings.Add(FormattableString.Invariant($"{Path.GetFileName(path)}: the DEM covers {100.0 * known / dem.Values.Length:0} % of the scene"));
        }

        return dem;
    }

    private static WindowedImage Radar(string path, Grid grid)
    {
        var image = WindowedImage.Open(path);
        var (own, t, o) = (image.Info.Grid, image.Info.Grid.Transform, grid.Transform);
        var same = own.Width == grid.Width && own.Height == grid.Height && Math.Abs(t.West - o.West) < 0.01 * o.PixelWidth && Math.Abs(t.North - o.North) < 0.01 * o.PixelWidth
            && Math.Abs(t.PixelWidth - o.PixelWidth) < 1e-6 * o.PixelWidth && (own.Crs.Wkt.Length == 0 || own.Crs.SameAs(grid.Crs));
        if (!same || image.Info.Bands.Count > OutlineChannels.Sar.Count)
        {
            image.Dispose();
            throw new InvalidInputException(
                image.Info.File, "other-grid", $"{own.Width} × {own.Height} pixels, {image.Info.Bands.Count} bands", $"{grid.Width} × {grid.Height} pixels on the scene's grid, 1 to 3 bands",
                "Warp it onto the scene: gdalwarp -t_srs … -te … -ts … -r bilinear IN OUT.tif.");
        }

        return image;
    }

    // by rows, as the gradient of a whole scene would take as much memory again
    private static float[] Slope(Raster dem, int row, int rows)
    {
        var slope = new float[rows * dem.Width];
        Parallel.For(0, rows, r =>
        {
            for (var column = 0; column < dem.Width; column++)
            {
                var (east, north) = TerrainGradient.At(dem, column, row + r);
                slope[(r * dem.Width) + column] = (float)(Math.Atan(Math.Sqrt((east * east) + (north * north))) * (180 / Math.PI));
            }
        });
        return slope;
    }

    private float[] Reflectance(int band, int row, int rows)
    {
        var values = new float[rows * Grid.Width];
        _image.Read(band, 0, row, Grid.Width, rows, values);
        var (factor, offset) = ((float)_scale.Factor, (float)_scale.Offset);
        for (var i = 0; i < values.Length; i++)
        {
            // zero in a file that declares no nodata value is its frame
            values[i] = _zeroIsNothing && values[i] == 0 ? float.NaN : (values[i] * factor) + offset;
        }

        if (_bands.Bands.TryGetValue(BandAssignment.Classification, out var classification))
        {
            var classes = new float[values.Length];
            _image.Read(classification, 0, row, Grid.Width, rows, classes, keepNoData: true);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = s_hidden.Contains(classes[i]) ? float.NaN : values[i];
            }
        }

        return values;
    }

    private float[][] Sample()
    {
        var step = Math.Max(1, (int)Math.Sqrt((double)Grid.Width * Grid.Height / SamplePixels));
        var (width, height) = (Grid.Width / step, Grid.Height / step);
        return [.. OutlineChannels.Optical4.Select(channel =>
        {
            var values = new float[width * height];
            _image.Read(_bands.Bands[channel], 0, 0, width, height, values, step);
            return values;
        })];
    }

    // opaque cloud is bright and, unlike snow and ice, no darker in the near infrared than in red
    private void RequireGround()
    {
        const double LeastBright = 0.25, GreyRatio = 1.06, MostOfIt = 0.95;
        var (red, nir, blue) = (Physical("B4"), Physical("B8"), Physical("B2"));
        var (known, cloud) = (0, 0);
        for (var i = 0; i < red.Length; i++)
        {
            if (float.IsFinite(red[i] + nir[i] + blue[i]))
            {
                known++;
                cloud += blue[i] > LeastBright && Math.Abs((blue[i] / Math.Max(red[i], 1e-3f)) - 1) < 0.25 && red[i] < GreyRatio * nir[i] ? 1 : 0;
            }
        }

        if (known == 0 || cloud > MostOfIt * known)
        {
            throw new InvalidInputException(
                File, "all-cloud", known == 0 ? "not one pixel free of cloud" : $"{100.0 * cloud / known:0} % of the scene bright and grey as cloud", "a scene that shows the ground", "Choose a clear scene.");
        }

        float[] Physical(string channel)
        {
            var rows = Math.Min(Grid.Height, 64);
            var parts = new List<float>();
            for (var part = 0; part < 4; part++)
            {
                parts.AddRange(Reflectance(_bands.Bands[channel], (Grid.Height - rows) * part / 3, rows));
            }

            return [.. parts];
        }
    }
}
