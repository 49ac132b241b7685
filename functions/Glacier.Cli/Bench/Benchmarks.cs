using System.Diagnostics;
using System.Numerics;
using Glacier.Cli.Output;
using Glacier.Terrain.Coregistration;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Simulation;
using Glacier.Terrain.Views;
using Glacier.Vision.Onnx;
using Glacier.Vision.Panorama;
using Glacier.Vision.Scenery;
using OSGeo.GDAL;

namespace Glacier.Cli.Bench;

/// <summary>The rows of <c>glacier bench</c>.</summary>
internal static class Benchmarks
{
    private const int FileSize = 10_000;
    private const int Lines = 1000;
    private const int Samples = 1024;

    /// <summary>All rows, in the order shown.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("profiles", "1,000 random profiles × 1,024 samples, tiled deflated 10,000² float32 GeoTIFF", "1.2 s, 500 MB", Profiles),
        new("view", "view geometry 1024 × 768, 4 samples per pixel, 2048² DEM", "1 s", View),
        new("scenery", "survey picture 1024 × 768, 4 samples per pixel, 2048² DEM", "", Scenery),
        new("photo-256", "picture in style photo, 256 × 256, every pixel painted by the network, from view and survey picture", "1.5 s", _ => Photo(256, 256, 1)),
        new("photo", "picture in style photo, 1280 × 720, as the pipeline makes it, from view and survey picture", "", _ => Photo(1280, 720, null)),
        new("volume", "volume rendering, 128 × 512 rays × 100 samples through a density field 256 × 256 × 65, no ray ends early", "40 M samples/s", _ => Volume()),
        new("panorama", "panorama 128 × 512 from tile and DEM, 8 rays per pixel, depth and light included", "2 s", _ => Panorama()),
        new("panorama-network", "panorama 128 × 512 of a tile alone: densities, volume, paint, depth and skyline, networks loaded", "2 s", _ => Guess()),
        new("align", "co-registration of two 2048² DEMs", "2 s", Align),
        new("change", "change map of two 10,000² DEMs, read, subtracted, written as COG", "disk speed", Change),
        new("simulate", "simulated glacier 256², 1950..2020:10, spin-up included", "20 s", Simulate),
    ];

    /// <summary>The large file of the profiles row; made once.</summary>
    public static string ProfileFile(string folder) => LargeFile(folder, "profiles.tif", 0);

    private static Func<Func<double, string>> Profiles(string folder)
    {
        var file = ProfileFile(folder);
        var random = new Random(1);
        var side = FileSize * 10.0;
        double Along(double origin) => origin + 10 + (random.NextDouble() * (side - 20));
        var lines = Enumerable.Range(0, Lines)
            .Select(_ => (IReadOnlyList<(double X, double Y)>)[(Along(600_000), Along(5_200_000 - side)), (Along(600_000), Along(5_200_000 - side))])
            .ToList();
        return () =>
        {
            using var dem = new TiledDem(file);
            var profiles = Terrain.Contours.Profiles.AlongMany(dem, lines, Samples);
            return seconds => Report.Number(profiles.Count * Samples / seconds / 1e6, 1) + " M samples/s";
        };
    }

    private static Func<Func<double, string>> View(string folder)
    {
        var (dem, camera) = Scene();
        return () =>
        {
            var view = ViewRenderer.Render(dem, camera, null, new ViewOptions(4));
            return seconds => Report.Number(view.Depth.Length * 4 / seconds / 1e6, 1) + " M rays/s";
        };
    }

    private static Func<Func<double, string>> Scenery(string folder)
    {
        var (dem, camera) = Scene();
        var options = SurveyStyleOptions.For(camera) with { SamplesPerPixel = 4 };
        var ice = dem.Values.Select(z => z > 1400).ToArray();
        return () =>
        {
            var picture = SurveyStyle.Render(dem, ice, camera, options);
            return seconds => Report.Number(picture.Length / 3 * 4 / seconds / 1e6, 1) + " M rays/s";
        };
    }

    private static Func<Func<double, string>> Photo(int width, int height, int? reduction)
    {
        var (dem, camera) = Scene();
        camera = camera with { Width = width, Height = height };
        var ice = Array.ConvertAll(dem.Values, z => z > 1400);
        var view = ViewRenderer.Render(dem, camera, ice);
        var survey = SurveyStyle.Render(dem, ice, camera, SurveyStyleOptions.For(camera));
        var cover = IceCover.Of(view, dem.Grid, ice);
        var models = ModelCatalogue.OfProgram();
        var model = new SceneryModel(models.Get(SceneryModel.Bundled));
        return () =>
        {
            var picture = PhotoStyle.Render(view, survey, cover, model, new PhotoStyleOptions(Reduction: reduction));
            return seconds => $"{Report.Number(picture.Length / 3 / seconds / 1e6, 2)} M pixels/s on {model.Device}";
        };
    }

    private static Func<Func<double, string>> Volume()
    {
        var random = new Random(4);
        var densities = new float[256 * 256 * 65];
        var colours = new float[256 * 256 * 3];
        foreach (ref var density in densities.AsSpan())
        {
            density = random.NextSingle() * 0.05f;
        }

        foreach (ref var colour in colours.AsSpan())
        {
            colour = random.NextSingle();
        }

        // the paper's: a tile of 30 m, densities to 8 m, the eye 2 m above the middle, rays of 1.469 of half a side
        var field = new DensityField(densities, colours, 256, 256, 65, 30, 8);
        var camera = new PanoramaCamera(0, 0, 2, 512, 128);
        return () =>
        {
            var picture = VolumeRenderer.Render(field, camera, new VolumeOptions(100, 1.469 * 15));
            return seconds => Report.Number(picture.Opacity.Length * 100 / seconds / 1e6, 1) + " M samples/s";
        };
    }

    private static Func<Func<double, string>> Panorama()
    {
        var dem = BenchTerrain.Make(1024, 25);
        var transform = new GeoTransform(dem.Transform.West + (384 * 25), dem.Transform.North - (384 * 25), 10, 10);
        var colours = new Vector3[640 * 640];
        for (var i = 0; i < colours.Length; i++)
        {
            var (x, y) = transform.ToMap((i % 640) + 0.5, (i / 640) + 0.5);
            colours[i] = dem.Sample(x, y) > 1400 ? new Vector3(0.75f) : new Vector3(0.2f);
        }

        var scene = new PanoramaScene(new TilePicture("bench", new Grid(640, 640, transform, dem.Crs), true, colours, []), dem);
        var (atX, atY) = scene.Tile.Centre;
        var camera = new PanoramaCamera(atX, atY, scene.Stand(atX, atY, 2), 512, 128);
        return () =>
        {
            var view = scene.Render(camera, Illumination.Named("noon", 46), new PanoramaOptions(RaysPerPixel: 8));
            return seconds => $"skyline within {Report.Number(SkylineError(scene, camera), 4)}°, depth within {Report.Number(100 * DepthError(view, dem), 3)} %";
        };
    }

    private static Func<Func<double, string>> Guess()
    {
        var networks = PanoramaNetworks.From(ModelCatalogue.OfProgram());
        var random = new Random(1);
        var colours = Enumerable.Range(0, 256 * 256).Select(_ => new Vector3(0.2f + (0.6f * random.NextSingle()))).ToArray();
        var tile = new TilePicture("bench", new Grid(256, 256, new GeoTransform(0, 900, 900 / 256.0, 900 / 256.0), ReferenceSystem.Unknown), true, colours, []);
        var sky = Illumination.Named("noon", 46).Sky();
        return () =>
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var scene = GuessedScene.Of(tile, networks);
            var (x, y) = tile.Centre;
            var camera = new PanoramaCamera(x, y, scene.Stand(x, y, 2), 512, 128, Refraction: null);
            var ground = scene.Render(camera, sky).Depth.Count(float.IsFinite) + scene.Skyline(camera).Count(double.IsFinite);
            process.Refresh();
            var spent = (process.TotalProcessorTime - before).TotalSeconds;
            return _ => $"{Report.Number(spent, 2)} processor seconds{(ground > 0 ? "" : ", no ground")}";
        };
    }

    // against the survey view's exact skyline, whose even azimuths from north meet every second column border and middle
    private static double SkylineError(PanoramaScene scene, PanoramaCamera camera)
    {
        var exact = Skyline.Angles(scene.Dem, camera.EyeX, camera.EyeY, camera.EyeZ, 2 * camera.Width, nearestMetres: 0.1);
        return PanoramaSkyline.Angles(scene, camera)
            .Select((angle, column) => Math.Abs(angle - exact[(int)Math.Round(camera.AzimuthDegrees(column + 0.5) / 360 * 2 * camera.Width) % exact.Length])).Max();
    }

    private static double DepthError(PanoramaView view, Raster dem)
    {
        var camera = view.Camera;
        var caster = new RayCaster(dem);
        var source = caster.From(camera.EyeX, camera.EyeY, camera.EyeZ);
        var worst = 0.0;
        for (var i = 0; i < view.Depth.Length; i++)
        {
            var (x, y, z) = camera.Ray((i % camera.Width) + 0.5, (i / camera.Width) + 0.5);
            var exact = caster.Distance(source, x, y, z);
            worst = double.IsNaN(exact) ? worst : Math.Max(worst, Math.Abs((view.Depth[i] / exact) - 1));
        }

        return worst;
    }

    private static Func<Func<double, string>> Align(string folder)
    {
        var reference = BenchTerrain.Make(2048, 30);
        var moved = BenchTerrain.Make(2048, 30, 37, -22, 4);
        return () =>
        {
            var stable = StableGround.Mask(reference, moved, new bool[reference.Values.Length]);
            var result = NuthKaab.Align(reference, moved, stable);
            return seconds => $"found {Report.Number(result.Dx, 2)}, {Report.Number(result.Dy, 2)}, {Report.Number(result.Dz, 2)} m of −37, 22, −4";
        };
    }

    private static Func<Func<double, string>> Change(string folder)
    {
        var first = LargeFile(folder, "profiles.tif", 0);
        var second = LargeFile(folder, "later.tif", -8);
        var output = Path.Combine(folder, "dh.tif");
        return () =>
        {
            var early = DemReader.Read(first);
            var late = DemReader.ReadOnto(second, early.Grid);
            var change = late.Values;
            var before = early.Values;
            Parallel.For(0, early.Height, row =>
            {
                for (var i = row * early.Width; i < (row + 1) * early.Width; i++)
                {
                    change[i] -= before[i];
                }
            });
            Cog.Write(output, late);
            return seconds => Report.Number(change.Length * 2 * sizeof(float) / seconds / 1e6, 0) + " MB/s of elevations";
        };
    }

    private static Func<Func<double, string>> Simulate(string folder) => () =>
    {
        var glacier = GlacierSimulation.Run(new SimulationOptions(YearRange.Parse("1950..2020:10")));
        return seconds => $"{glacier.Years.Count} years, mass residual {glacier.Years.Max(year => Math.Abs(year.Ledger.RelativeResidual)):E1}";
    };

    private static (Raster Dem, Camera Camera) Scene()
    {
        var dem = BenchTerrain.Make(2048, 25);
        var (x, y) = dem.Transform.ToMap(1024.5, 1900.5);
        var (targetX, targetY) = dem.Transform.ToMap(1024.5, 900.5);
        return (dem, new Camera(x, y, dem.Sample(x, y) + 300, targetX, targetY, dem.Sample(targetX, targetY), 55, 1024, 768));
    }

    private static string LargeFile(string folder, string name, double raise)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            return path;
        }

        MaxRev.Gdal.Core.GdalBase.ConfigureAll();
        var arriving = path + ".part";
        using (var driver = Gdal.GetDriverByName("GTiff")!)
        using (var file = driver.Create(arriving, FileSize, FileSize, 1, DataType.GDT_Float32, ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=3", "BLOCKXSIZE=256", "BLOCKYSIZE=256"])!)
        {
            file.SetGeoTransform([600_000, 10, 0, 5_200_000, 0, -10]);
            file.SetProjection(ReferenceSystem.FromEpsg(32632).Wkt);
            using var band = file.GetRasterBand(1)!;
            const int Rows = 256;
            var strip = new float[Rows * FileSize];
            for (var top = 0; top < FileSize; top += Rows)
            {
                var (from, count) = (top, Math.Min(Rows, FileSize - top));
                Parallel.For(0, count, row => BenchTerrain.FillRow(strip.AsSpan(row * FileSize, FileSize), from + row, 10, raise: raise));
                band.WriteRaster(0, top, FileSize, count, strip, FileSize, count, 0, 0);
            }
        }

        File.Move(arriving, path);
        return path;
    }
}
