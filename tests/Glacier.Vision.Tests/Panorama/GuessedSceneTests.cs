using System.Numerics;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests.Onnx;
using Glacier.Vision.Onnx;
using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public sealed class GuessedSceneTests : IDisposable
{
    private const double Metres = 800;

    private readonly string _folder = Directory.CreateTempSubdirectory("tiny-panorama-").FullName;
    private readonly ModelCatalogue _models;
    private readonly SkyHistogram _noon = Illumination.Named("noon", 46).Sky();

    public GuessedSceneTests()
    {
        TinyPanorama.Write(_folder);
        _models = new ModelCatalogue(_folder);
    }

    public void Dispose()
    {
        _models.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_wall_on_the_tile_stands_in_the_panorama_where_it_is_and_as_high()
    {
        // the northernmost quarter is red: a step of an eighth of the side, 100 m, at 200 m from the middle
        var scene = GuessedScene.Of(Tile((_, row) => row < 64), PanoramaNetworks.From(_models));
        Assert.Empty(scene.Warnings);
        var (x, y) = scene.Tile.Centre;
        Assert.Equal(0, scene.Dem.Sample(x, y), 1e-3f);
        Assert.Equal(100, scene.Dem.Sample(x, y + 300), 15f);
        var camera = new PanoramaCamera(x, y, scene.Stand(x, y, 2), 256, 64, Refraction: null);
        var view = scene.Render(camera, _noon);
        var skyline = scene.Skyline(camera);

        // north in the middle column: atan(98 / 200); south the level ground's own edge
        Assert.InRange(skyline[128], 20, 32);
        Assert.InRange(skyline[0], -8, 2);

        // along the ray through a row half way up the wall
        var row = (int)((90 - 12) / camera.DegreesPerRow);
        Assert.Equal(200, view.Depth[(row * 256) + 128], 30f);
        Assert.True(float.IsNaN(view.Depth[128]));

        // the sky is grey, the ground on the wall red
        Assert.Equal(view.Rgb[3 * 128], view.Rgb[(3 * 128) + 1]);
        var below = scene.Render(camera with { EyeY = y + 300, EyeZ = scene.Stand(x, y + 300, 20) }, _noon).Rgb.AsSpan(3 * ((62 * 256) + 128), 3);
        Assert.True(below[0] > 2 * below[1], $"{below[0]} and {below[1]}");
    }

    [Fact]
    public void The_computed_relief_stands_on_the_same_ground_and_says_that_it_is_a_guess()
    {
        var guessed = GuessedScene.Of(Tile((_, row) => row < 64), PanoramaNetworks.From(_models));
        var scene = guessed.Relief();
        var (x, y) = scene.Tile.Centre;
        var camera = new PanoramaCamera(x, y, scene.Stand(x, y, 2), 128, 32, Refraction: null);
        var view = scene.Render(camera, Illumination.Named("noon", 46, 0));
        // half way up the wall, 200 m to the north
        var row = (int)((90 - 12) / camera.DegreesPerRow);
        Assert.Equal(200, view.Depth[(row * 128) + 64], 30f);
        Assert.Equal(guessed.Guesser, scene.Guesser);
        Assert.NotNull(scene.Guesser);
        var folder = Directory.CreateTempSubdirectory("relief-").FullName;
        try
        {
            PanoramaFiles.Write(folder, scene, view, Illumination.Named("noon", 46, 0), new PanoramaOptions());
            Assert.Contains("\"geometry guessed by ", File.ReadAllText(Path.Combine(folder, PanoramaFiles.Description)), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Nearer_to_the_wall_it_looks_higher_and_from_the_top_lower()
    {
        var scene = GuessedScene.Of(Tile((_, row) => row < 64), PanoramaNetworks.From(_models));
        var (x, y) = scene.Tile.Centre;
        double North(double there) => scene.Skyline(new PanoramaCamera(x, there, scene.Stand(x, there, 2), 256, 64, Refraction: null))[128];
        Assert.True(North(y + 100) > North(y) + 10, $"{North(y + 100):0.0} and {North(y):0.0}");
        Assert.InRange(North(y + 300), -45, 10);
        Assert.Equal(scene.Dem.Sample(x, y + 300) + 2, scene.Stand(x, y + 300, 2), 1e-3);
    }

    [Fact]
    public void A_brighter_sky_gives_a_brighter_picture()
    {
        var scene = GuessedScene.Of(Tile((_, _) => false), PanoramaNetworks.From(_models));
        var (x, y) = scene.Tile.Centre;
        var camera = new PanoramaCamera(x, y, scene.Stand(x, y, 2), 64, 32, Refraction: null);
        var white = SkyHistogram.Of([.. Enumerable.Repeat((byte)250, 300)]);
        var dark = SkyHistogram.Of([.. Enumerable.Repeat((byte)10, 297), 250, 250, 250]);
        Assert.Equal(2, scene.Render(camera, white).Rgb[0] - scene.Render(camera, dark).Rgb[0], 1.0);
    }

    [Fact]
    public void A_frame_of_any_size_is_the_middle_of_a_larger_one_and_a_panorama_of_odd_sides_is_refused()
    {
        var scene = GuessedScene.Of(Tile((column, _) => column > 128), PanoramaNetworks.From(_models));
        var (x, y) = scene.Tile.Centre;
        var frame = new PanoramaCamera(x, y, scene.Stand(x, y, 30), 96, 64, 70, -5, PanoramaProjection.Perspective, 80, null);
        var whole = scene.Render(frame, _noon);
        var part = scene.Render(
            frame with { Width = 90, Height = 54, FieldOfViewDegrees = Math.Atan(Math.Tan(40 * Math.PI / 180) * 90 / 96) * 360 / Math.PI }, _noon);
        for (var i = 0; i < part.Depth.Length; i++)
        {
            var there = (((i / 90) + 5) * 96) + (i % 90) + 3;
            Assert.Equal(whole.Depth[there], part.Depth[i], 0.5f);
            Assert.Equal(whole.Rgb[3 * there], part.Rgb[3 * i], 2.0);
        }

        var odd = new PanoramaCamera(x, y, scene.Stand(x, y, 2), 100, 50);
        Assert.Equal("network-size", Assert.Throws<InvalidInputException>(() => scene.Render(odd, _noon)).Rule);
    }

    [Fact]
    public void Paths_and_places_follow_the_guessed_ground_and_keep_their_rules()
    {
        var scene = GuessedScene.Of(Tile((_, row) => row < 64), PanoramaNetworks.From(_models));
        var (x, y) = scene.Tile.Centre;
        Assert.Equal("camera-outside-tile", Assert.Throws<InvalidInputException>(() => scene.Stand(x + Metres, y, 2)).Rule);
        Assert.Equal("camera-below-ground", Assert.Throws<InvalidInputException>(() => scene.Stand(x, y, -1)).Rule);
        Assert.Equal("path-leaves-tile", Assert.Throws<InvalidInputException>(() => new FlightPath("mine", [(x, y), (x + Metres, y)]).On(scene)).Rule);
        foreach (var camera in FlightPath.Of("straight", scene).Cameras(scene, 20, 8, 64, 48))
        {
            Assert.True(camera.EyeZ >= scene.Dem.Sample(camera.EyeX, camera.EyeY) + 9);
            Assert.Contains(scene.Render(camera with { Refraction = null }, _noon).Depth, float.IsFinite);
        }
    }

    [Fact]
    public void A_tile_without_a_place_is_taken_for_one_of_the_training()
    {
        var tile = Tile((_, row) => row < 64) with { IsPlaced = false };
        var scene = GuessedScene.Of(tile with { Grid = new Grid(256, 256, new GeoTransform(0, 256, 1, 1), ReferenceSystem.Unknown) }, PanoramaNetworks.From(_models));
        Assert.Equal(900, scene.Tile.Side, 1e-6);
        Assert.Contains("900 m", Assert.Single(scene.Warnings), StringComparison.Ordinal);
        Assert.Contains("less sure", Assert.Single(GuessedScene.Of(Tile((_, _) => false, 30), PanoramaNetworks.From(_models)).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_ground_can_be_painted_and_keeps_its_depth()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 2, 128, 32);
        var (painted, computed) = (scene.Paint(camera, PanoramaNetworks.From(_models), _noon), scene.Render(camera, Illumination.Named("noon", 46), new PanoramaOptions(RaysPerPixel: 1)));
        for (var i = 0; i < painted.Depth.Length; i++)
            Assert.Equal(computed.Depth[i], painted.Depth[i], 1e-3f);

        // the network of the test paints ground in the tile's own display values, brightened by the sky's mean bin
        var below = 3 * ((31 * 128) + 64);
        var (x, y, z) = camera.Ray(64.5, 31.5);
        var colour = scene.Dem.Sample(camera.EyeX + (painted.Depth[below / 3] * x), camera.EyeY + (painted.Depth[below / 3] * y)) > 2050 ? 0.75f : 0.20f;
        Assert.Equal(255 * (Srgb.Display(colour) + (_noon.Shares().Sum() / 270)), painted.Rgb[below], 12.0);
        Assert.True(z < 0);
        Assert.Equal("network-size", Assert.Throws<InvalidInputException>(() => scene.Paint(camera with { Width = 100 }, PanoramaNetworks.From(_models), _noon)).Rule);
    }

    [Fact]
    public void A_network_that_is_not_there_is_named_and_so_is_a_card_without_its_space()
    {
        var card = ModelCard.Read(Path.Combine(_folder, "panorama-density.json"));
        (card with { Panorama = null }).Write(Path.Combine(_folder, "panorama-density.json"));
        using var other = new ModelCatalogue(_folder);
        Assert.Equal("model-card-unreadable", Assert.Throws<InvalidInputException>(() => PanoramaNetworks.From(other)).Rule);
        File.Delete(Path.Combine(_folder, "panorama-render.onnx"));
        var missing = Assert.Throws<InvalidInputException>(() => PanoramaNetworks.From(other));
        Assert.Equal("no-density-network", missing.Rule);
        Assert.Contains("panorama-render", missing.Message, StringComparison.Ordinal);
    }

    // red where the test says so, black elsewhere
    private static TilePicture Tile(Func<int, int, bool> isRed, double pixel = Metres / 256) => new(
        "tiny.tif", new Grid(256, 256, new GeoTransform(500_000, 5_100_000, pixel, pixel), ReferenceSystem.FromEpsg(32632)), true,
        [.. Enumerable.Range(0, 256 * 256).Select(i => isRed(i % 256, i / 256) ? new Vector3(1, 0, 0) : Vector3.Zero)], []);
}
