using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests.Onnx;
using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Cli.Tests.Commands;

public sealed class PanoramaCommandTests : IDisposable
{
    private const double Middle = WorkFolder.West + (WorkFolder.Pixel * WorkFolder.Size / 2);
    private const double MiddleY = WorkFolder.North - (WorkFolder.Pixel * WorkFolder.Size / 2);

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_tile_and_a_DEM_give_a_labelled_panorama_with_the_skyline_and_depth_of_the_DEM()
    {
        var (tile, dem, folder) = (Tile("tile.tif"), _work.Dem("dem.tif"), _work.File("out"));
        var answer = GlacierProcess.Run("panorama", tile, "--dem", dem, "--height", "30", "--size", "128x64", "--out", folder, "--json");
        Assert.Equal("geometry from DEM", answer.Json.GetProperty("model").GetString());
        Assert.Equal(["depth.tif", "panorama.json", "panorama.png"], Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var png = File.ReadAllBytes(Path.Combine(folder, "panorama.png"));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(64, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Contains("synthetic image", Encoding.Latin1.GetString(png), StringComparison.Ordinal);

        var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "panorama.json"))).RootElement;
        Assert.Equal("geometry from DEM", facts.GetProperty("model").GetString());
        Assert.Equal("noon", facts.GetProperty("illumination").GetProperty("name").GetString());
        var eye = facts.GetProperty("camera").GetProperty("eye_m").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var skyline = facts.GetProperty("skyline_degrees").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var azimuths = facts.GetProperty("column_azimuth_degrees").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var raster = DemReader.Read(dem);
        var exact = Skyline.Angles(raster, eye[0], eye[1], eye[2], 256, nearestMetres: 0.1);
        for (var column = 0; column < 128; column++)
        {
            Assert.Equal(exact[(int)Math.Round(azimuths[column] / 360 * 256) % 256], skyline[column], 0.1);
        }

        // along every ray the depth ends on the ground
        var (width, height, _, depth) = WorkFolder.Pixels(Path.Combine(folder, "depth.tif"));
        Assert.Equal((128, 64), (width, height));
        for (var i = 0; i < depth.Length; i += 5)
        {
            var (rise, level) = Math.SinCos((0.5 - (((i / 128) + 0.5) / 64)) * Math.PI);
            Assert.Equal(float.IsNaN(depth[i]), rise / level > Math.Tan(skyline[i % 128] * Math.PI / 180));
            if (float.IsFinite(depth[i]))
            {
                var (sine, cosine) = Math.SinCos(azimuths[i % 128] * Math.PI / 180);
                var ground = raster.Sample(eye[0] + (depth[i] * level * sine), eye[1] + (depth[i] * level * cosine));
                Assert.Equal(ground, eye[2] + (depth[i] * rise), 0.5 + (0.01 * depth[i]));
            }
        }
    }

    [Fact]
    public void A_path_adds_two_videos()
    {
        var folder = _work.File("flight");
        var answer = GlacierProcess.Run(
            "panorama", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--size", "64x32", "--path", "straight", "--frames", "3", "--flight-size", "64x36", "--illumination", "evening", "--out", folder);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        foreach (var name in (string[])["flight.mp4", "flight_depth.mp4"])
        {
            Assert.Equal("ftyp", Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(folder, name)).AsSpan(4, 4)));
        }
    }

    [Fact]
    public void Without_a_DEM_the_missing_network_is_named_and_nothing_is_written()
    {
        var folder = _work.File("nothing");
        var answer = GlacierProcess.RunAt(_work.File("empty"), "panorama", Tile("tile.tif"), "--size", "64x32", "--out", folder);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("panorama-density.onnx: no-density-network: found ", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("--dem", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Without_a_DEM_the_network_guesses_the_ground_and_known_or_guessed_it_may_be_painted()
    {
        TinyPanorama.Write(Path.Combine(_work.File("root"), "models"));
        var guessed = _work.File("guessed");
        var answer = GlacierProcess.RunAt(
            _work.File("root"), "panorama", Tile("tile.tif"), "--size", "128x64", "--height", "80", "--path", "straight", "--frames", "3", "--flight-size", "72x40", "--out", guessed, "--json");
        Assert.StartsWith("geometry guessed by panorama-density ", answer.Json.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["depth.tif", "flight.mp4", "flight_depth.mp4", "panorama.json", "panorama.png"], Directory.GetFiles(guessed).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(guessed, "panorama.json"))).RootElement;
        Assert.Equal(80, facts.GetProperty("camera").GetProperty("above_ground_m").GetDouble(), 1e-3);
        Assert.Equal("noon", facts.GetProperty("illumination").GetProperty("name").GetString());
        var (_, _, _, depth) = WorkFolder.Pixels(Path.Combine(guessed, "depth.tif"));
        Assert.Contains(depth, float.IsNaN);
        Assert.Contains(depth, float.IsFinite);

        answer = GlacierProcess.RunAt(_work.File("root"), "panorama", Tile("tile.tif"), "--paint", "network", "--size", "128x64", "--out", _work.File("all-networks"), "--json");
        Assert.Contains(", painted by panorama-render ", answer.Json.GetProperty("model").GetString(), StringComparison.Ordinal);

        var painted = _work.File("painted");
        answer = GlacierProcess.RunAt(_work.File("root"), "panorama", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--paint", "network", "--size", "128x64", "--out", painted, "--json");
        Assert.StartsWith("geometry from DEM, painted by panorama-render ", answer.Json.GetProperty("model").GetString(), StringComparison.Ordinal);

        // a tile without a place will do here
        answer = GlacierProcess.RunAt(_work.File("root"), "panorama", Tile("placeless.tif", placed: false), "--size", "64x32", "--out", _work.File("placeless"), "--json");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("no place and size", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile-not-square", 80, "--height", "2")]
    [InlineData("camera-outside-tile", 64, "--at", "600000,5300000")]
    [InlineData("camera-below-ground", 64, "--height", "-2")]
    [InlineData("network-size", 64, "--size", "100x50")]
    [InlineData("no-such-illumination", 64, "--illumination", "dawn")]
    public void What_the_networks_cannot_do_is_named_and_nothing_is_written(string rule, int width, string option, string value)
    {
        TinyPanorama.Write(Path.Combine(_work.File("root"), "models"));
        var folder = _work.File("nothing");
        var answer = GlacierProcess.RunAt(_work.File("root"), "panorama", Tile("tile.tif", width), "--paint", "network", option, value, "--out", folder);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($" {rule}: found ", answer.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Painting_needs_to_be_one_of_two() =>
        Assert.Equal(2, GlacierProcess.Run("panorama", Tile("tile.tif"), "--paint", "oil", "--dem", _work.Dem("dem.tif"), "--out", _work.File("x")).ExitCode);

    [Fact]
    public void A_tile_that_is_not_square_is_named() => Refused("tile-not-square", Tile("tile.tif", width: 80), "--dem", _work.Dem("dem.tif"));

    [Fact]
    public void A_tile_with_too_few_bands_is_named() => Refused("wrong-bands", Tile("tile.tif", bands: 2), "--dem", _work.Dem("dem.tif"));

    [Fact]
    public void A_tile_whose_bands_nobody_names_is_named() => Refused("which-bands", Tile("tile.tif", bands: 5), "--dem", _work.Dem("dem.tif"));

    [Fact]
    public void A_tile_without_a_place_is_named() => Refused("no-georeference", Tile("tile.tif", placed: false), "--dem", _work.Dem("dem.tif"));

    [Fact]
    public void A_tile_of_another_place_than_the_DEM_is_named() => Refused("no-overlap", Tile("tile.tif", west: WorkFolder.West + 50_000), "--dem", _work.Dem("dem.tif"));

    [Fact]
    public void A_camera_off_the_tile_is_named() => Refused("camera-outside-tile", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--at", "600000,5300000");

    [Fact]
    public void A_camera_below_the_ground_is_named() => Refused("camera-below-ground", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--height", "-2");

    [Fact]
    public void A_path_that_leaves_the_tile_is_named()
    {
        var path = _work.File("path.json");
        File.WriteAllText(path, FormattableString.Invariant($"[[{Middle}, {MiddleY}], [{Middle + 90_000}, {MiddleY}]]"));
        Refused("path-leaves-tile", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--path", path);
    }

    [Fact]
    public void A_picture_without_a_sky_is_named()
    {
        var black = _work.File("black.png");
        using (var memory = Gdal.GetDriverByName("MEM")!)
        using (var picture = memory.Create("", 64, 64, 3, DataType.GDT_Byte, [])!)
        using (var png = Gdal.GetDriverByName("PNG")!)
        using (png.CreateCopy(black, picture, 0, [], null, null))
        {
        }

        Refused("no-sky", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--illumination", black);
    }

    [Fact]
    public void An_illumination_of_no_known_name_is_named() => Refused("no-such-illumination", Tile("tile.tif"), "--dem", _work.Dem("dem.tif"), "--illumination", "dawn");

    private string Refused(string rule, params string[] arguments)
    {
        var folder = _work.File("nothing");
        var answer = GlacierProcess.Run(["panorama", .. arguments, "--out", folder]);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($" {rule}: found ", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("expected", answer.Errors, StringComparison.Ordinal);
        Assert.Single(answer.ErrorLines);
        Assert.Empty(Directory.GetFiles(folder));
        return answer.Errors;
    }

    // bright above, dark below, as the DEM of the work folder rises and falls
    private string Tile(string name, int width = 64, int bands = 3, bool placed = true, double west = WorkFolder.West)
    {
        var path = _work.File(name);
        using var driver = Gdal.GetDriverByName("GTiff")!;
        using var file = driver.Create(path, width, WorkFolder.Size, bands, DataType.GDT_UInt16, [])!;
        if (placed)
        {
            file.SetGeoTransform([west, WorkFolder.Pixel, 0, WorkFolder.North, 0, -WorkFolder.Pixel]);
            using var system = new SpatialReference("");
            system.ImportFromEPSG(32632);
            file.SetSpatialRef(system);
        }

        var values = new float[width * WorkFolder.Size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = WorkFolder.Mountains(i % width, i / width) > 2100 ? 7500 : 1800;
        }

        for (var b = 1; b <= bands; b++)
        {
            using var band = file.GetRasterBand(b)!;
            band.WriteRaster(0, 0, width, WorkFolder.Size, values, width, WorkFolder.Size, 0, 0);
        }

        return path;
    }
}
