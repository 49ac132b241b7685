using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Tests;
using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public class PanoramaSceneTests
{
    private static readonly Illumination s_noon = Illumination.Named("noon", 46);

    [Fact]
    public void The_skyline_of_the_rendered_density_is_that_of_the_survey_view()
    {
        var scene = SceneOfHills.Make();
        AssertSkyline(scene, SceneOfHills.Middle(scene, 20, 360, 180), 0.1);
    }

    [Fact]
    public void On_a_real_DEM_the_skyline_is_true_to_a_tenth_of_a_degree()
    {
        var dem = DemReader.Read(RealData.Path("aletsch", "Aletsch_2017.tif"));
        var (x, y) = dem.Transform.ToMap(dem.Width / 2.0, dem.Height / 2.0);
        var tile = SceneOfHills.Tile(dem) with { Grid = new Grid(96, 96, new GeoTransform(x - 960, y + 960, 20, 20), dem.Crs) };
        var scene = new PanoramaScene(tile, dem);
        AssertSkyline(scene, SceneOfHills.Middle(scene, 2, 512, 128), 0.1);
    }

    [Fact]
    public void Depth_is_within_a_hundredth_of_the_exact_crossing_and_NaN_in_the_sky()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 2, 256, 64);
        var view = scene.Render(camera, s_noon, new PanoramaOptions(RaysPerPixel: 1));
        var caster = new RayCaster(scene.Dem);
        var source = caster.From(camera.EyeX, camera.EyeY, camera.EyeZ);
        var ground = 0;
        for (var i = 0; i < view.Depth.Length; i++)
        {
            var (x, y, z) = camera.Ray((i % 256) + 0.5, (i / 256) + 0.5);
            var exact = caster.Distance(source, x, y, z);
            if (double.IsNaN(exact))
            {
                Assert.True(float.IsNaN(view.Depth[i]));
                continue;
            }

            ground++;
            Assert.InRange(view.Depth[i], 0.99 * exact, 1.01 * exact);
        }

        Assert.InRange(ground, 256 * 32, 256 * 60);
    }

    [Fact]
    public void A_perspective_frame_has_the_depth_of_the_survey_view()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 40, 96, 64) with { Projection = PanoramaProjection.Perspective, HeadingDegrees = 40, PitchDegrees = -5, FieldOfViewDegrees = 70 };
        var view = scene.Render(camera, s_noon, new PanoramaOptions(RaysPerPixel: 1));
        var (sine, cosine) = Math.SinCos(40 * Math.PI / 180);
        var survey = ViewRenderer.Render(scene.Dem, new Camera(
            camera.EyeX, camera.EyeY, camera.EyeZ, camera.EyeX + (1000 * sine), camera.EyeY + (1000 * cosine), camera.EyeZ + (1000 * Math.Tan(-5 * Math.PI / 180)), 70, 96, 64), null, new ViewOptions(1));
        for (var i = 0; i < view.Depth.Length; i++)
        {
            Assert.Equal(float.IsNaN(survey.Depth[i]), float.IsNaN(view.Depth[i]));
            if (!float.IsNaN(view.Depth[i]))
            {
                Assert.InRange(view.Depth[i] / survey.Depth[i], 0.99, 1.01);
            }
        }
    }

    [Fact]
    public void Projecting_a_pixels_point_gives_the_pixel_back()
    {
        var around = new PanoramaCamera(500, 700, 2000, 256, 128, 77);
        foreach (var camera in (PanoramaCamera[])[around, around with { Projection = PanoramaProjection.Perspective, PitchDegrees = 12, FieldOfViewDegrees = 100 }])
        {
            var (x, y, z) = camera.Ray(201.3, 55.6);
            const double Distance = 4000;
            var level = Distance * Distance * ((x * x) + (y * y));
            var (column, row, depth) = camera.Project(500 + (Distance * x), 700 + (Distance * y), 2000 + (Distance * z) + (Camera.DropOf(camera.Refraction) * level));
            Assert.Equal(201.3, column, 1e-6);
            Assert.Equal(55.6, row, 1e-6);
            Assert.Equal(Distance, depth, 1e-6);
        }
    }

    [Fact]
    public void White_ground_is_brighter_than_grey_and_the_sky_is_blue_above()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 30, 256, 128);
        var view = scene.Render(camera, s_noon);
        double white = 0, grey = 0;
        int whites = 0, greys = 0;
        for (var i = 0; i < view.Depth.Length; i++)
        {
            if (!(view.Depth[i] < 1200))
            {
                continue;
            }

            var (x, y, z) = camera.Ray((i % 256) + 0.5, (i / 256) + 0.5);
            var height = camera.EyeZ + (view.Depth[i] * z);
            if (!scene.Tile.Contains(camera.EyeX + (view.Depth[i] * x), camera.EyeY + (view.Depth[i] * y)))
            {
                continue;
            }

            (white, whites) = height > 2080 ? (white + view.Rgb[(3 * i) + 1], whites + 1) : (white, whites);
            (grey, greys) = height < 2020 ? (grey + view.Rgb[(3 * i) + 1], greys + 1) : (grey, greys);
        }

        Assert.True(whites > 100 && greys > 100, $"{whites} white, {greys} grey");
        Assert.True(white / whites > 1.6 * grey / greys, $"{white / whites:0} and {grey / greys:0}");
        // the zenith
        Assert.True(view.Rgb[2] > 1.3 * view.Rgb[0]);
    }

    [Fact]
    public void The_same_scene_gives_the_same_bytes_and_another_light_others()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 2, 64, 32);
        var first = scene.Render(camera, s_noon);
        Assert.Equal(first.Rgb, scene.Render(camera, s_noon).Rgb);
        Assert.NotEqual(first.Rgb, scene.Render(camera, Illumination.Named("evening", 46)).Rgb);
        var overcast = scene.Render(camera, Illumination.Named("overcast", 46));
        Assert.Equal(first.Depth, overcast.Depth);
        // under a closed cloud the zenith is nearly grey
        Assert.InRange((double)overcast.Rgb[2] / overcast.Rgb[0], 0.95, 1.15);
    }

    [Fact]
    public void A_reference_sky_lends_its_colours()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 2, 128, 64);
        var green = new byte[3 * 64 * 64];
        for (var i = 0; i < 64 * 64; i++)
        {
            (green[3 * i], green[(3 * i) + 1], green[(3 * i) + 2]) = ((byte)(60 + (i % 20)), (byte)(180 + (i % 30)), (byte)(90 + (i % 20)));
        }

        var view = scene.Render(camera, Illumination.Like("green", SkyHistogram.Of(green), 46), new PanoramaOptions(RaysPerPixel: 1));
        for (var i = 0; i < view.Depth.Length; i++)
        {
            if (float.IsNaN(view.Depth[i]))
            {
                Assert.InRange(view.Rgb[3 * i], 58, 84);
                Assert.InRange(view.Rgb[(3 * i) + 1], 176, 214);
                Assert.InRange(view.Rgb[(3 * i) + 2], 88, 114);
            }
        }
    }

    [Fact]
    public void Bad_places_are_named()
    {
        var scene = SceneOfHills.Make();
        var (x, y) = scene.Tile.Centre;
        Assert.Equal("camera-outside-tile", Assert.Throws<InvalidInputException>(() => scene.Stand(SceneOfHills.West, SceneOfHills.North, 2)).Rule);
        Assert.Equal("camera-below-ground", Assert.Throws<InvalidInputException>(() => scene.Stand(x, y, -3)).Rule);
        var low = new PanoramaCamera(x, y, scene.Stand(x, y, 5) - 8, 32, 16);
        Assert.Equal("camera-below-ground", Assert.Throws<InvalidInputException>(() => scene.Render(low, s_noon)).Rule);
        var tile = scene.Tile;
        Assert.Equal("no-georeference", Assert.Throws<InvalidInputException>(() => new PanoramaScene(tile with { IsPlaced = false }, scene.Dem)).Rule);
        var away = tile with { Grid = tile.Grid with { Transform = tile.Grid.Transform with { West = 0 } } };
        Assert.Equal("no-overlap", Assert.Throws<InvalidInputException>(() => new PanoramaScene(away, scene.Dem)).Rule);
        Assert.Throws<ArgumentException>(() => scene.Render(SceneOfHills.Middle(scene, 2, 32, 16), s_noon, new PanoramaOptions(BandSamples: 12)));
    }

    private static void AssertSkyline(PanoramaScene scene, PanoramaCamera camera, double tolerance)
    {
        var found = PanoramaSkyline.Angles(scene, camera);
        // the survey's skyline stands on even azimuths from north: every second of twice as many is a column's middle
        var exact = Skyline.Angles(scene.Dem, camera.EyeX, camera.EyeY, camera.EyeZ, 2 * camera.Width, nearestMetres: 0.1);
        for (var column = 0; column < camera.Width; column++)
        {
            var azimuth = camera.AzimuthDegrees(column + 0.5);
            var k = (int)Math.Round(azimuth / 360 * 2 * camera.Width) % (2 * camera.Width);
            Assert.Equal(exact[k], found[column], tolerance);
        }
    }
}
