using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

public sealed class ViewRendererTests
{
    [Fact]
    public void Hits_lie_on_the_bilinear_surface_and_on_their_ray()
    {
        var dem = Scenes.Rough();
        var camera = Scenes.Over(dem);
        var view = ViewRenderer.Render(dem, camera);
        var hits = 0;
        for (var pixel = 0; pixel < view.Depth.Length; pixel++)
        {
            if (float.IsNaN(view.Depth[pixel]))
            {
                continue;
            }

            hits++;
            double x = view.Position[3 * pixel], y = view.Position[(3 * pixel) + 1], z = view.Position[(3 * pixel) + 2];
            Assert.Equal(dem.Sample(camera.EyeX + x, camera.EyeY + y), camera.EyeZ + z, 1e-3);
            var (column, row, depth) = camera.Project(camera.EyeX + x, camera.EyeY + y, camera.EyeZ + z);
            Assert.Equal((pixel % camera.Width) + 0.5, column, 1e-2);
            Assert.Equal((pixel / camera.Width) + 0.5, row, 1e-2);
            Assert.Equal(view.Depth[pixel], depth, 1e-2);
        }

        Assert.InRange(hits, 1000, view.Depth.Length - 500);
    }

    [Fact]
    public void Nothing_stands_between_the_eye_and_a_hit()
    {
        var dem = Scenes.Rough();
        var camera = Scenes.Over(dem, null);
        var view = ViewRenderer.Render(dem, camera);
        for (var pixel = 0; pixel < view.Depth.Length; pixel += 7)
        {
            var (x, y, z) = camera.Ray((pixel % camera.Width) + 0.5, (pixel / camera.Width) + 0.5);
            var end = float.IsNaN(view.Depth[pixel]) ? 1500 : view.Depth[pixel] - 0.01;
            for (var s = 0.0; s < end; s += 0.5)
            {
                var ground = dem.Sample(camera.EyeX + (s * x), camera.EyeY + (s * y));
                Assert.False(camera.EyeZ + (s * z) < ground - 1e-3, $"pixel {pixel}: the ray is below ground at {s} m, before {end} m");
            }
        }
    }

    [Fact]
    public void A_plane_is_seen_at_the_depth_of_its_equation()
    {
        var dem = Scenes.Dem(100, 100, (x, y) => (0.2 * x) - (0.1 * y) + 50);
        var camera = new Camera(500, 100, 220, 500, 600, 60, 50, 64, 48, null);
        var view = ViewRenderer.Render(dem, camera);
        var hits = 0;
        for (var pixel = 0; pixel < view.Depth.Length; pixel++)
        {
            if (float.IsNaN(view.Depth[pixel]))
            {
                continue;
            }

            hits++;
            var (x, y, z) = camera.Ray((pixel % 64) + 0.5, (pixel / 64) + 0.5);
            var expected = (220 - ((0.2 * 500) - (0.1 * 100) + 50)) / ((0.2 * x) - (0.1 * y) - z);
            Assert.Equal(expected, view.Depth[pixel], 1e-3 * expected);
            var length = Math.Sqrt(1 + 0.04 + 0.01);
            Assert.Equal(-0.2 / length, view.Normal[3 * pixel], 1e-4);
            Assert.Equal(0.1 / length, view.Normal[(3 * pixel) + 1], 1e-4);
            Assert.Equal(1 / length, view.Normal[(3 * pixel) + 2], 1e-4);
        }

        Assert.True(hits > 1000);
    }

    [Fact]
    public void Curvature_hides_a_plain_beyond_the_dip_of_the_horizon()
    {
        var dem = Scenes.Dem(400, 400, (_, _) => 0, 200);
        var camera = new Camera(40_000, 1000, 100, 40_000, 30_000, 100, 10, 32, 4001);
        var view = ViewRenderer.Render(dem, camera with { Width = 3, Height = 3001, FieldOfViewDegrees = 1 });
        // the dip of the horizon seen from height h: tan = −2 √(h drop)
        var dip = -2 * Math.Sqrt(100 * camera.Drop);
        var pixelSize = 2 * Math.Tan(0.5 * Math.PI / 180) / 3;
        Assert.Equal((3001 / 2.0) - (dip / pixelSize), view.Skyline[1], 0.02);
    }

    [Fact]
    public void A_wall_rises_at_its_foot_and_ends_at_its_crest()
    {
        var dem = Scenes.Dem(60, 60, (_, y) => y >= 400 ? 100 : 0);
        var camera = new Camera(300, 100, 20, 300, 400, 20, 60, 65, 65, null);
        var view = ViewRenderer.Render(dem, camera);
        // the crest stands 300 m away and 80 m above the eye
        var pixelSize = 2 * Math.Tan(30 * Math.PI / 180) / 65;
        Assert.Equal(32.5 - (80 / 300.0 / pixelSize), view.Skyline[32], 0.02);
        var foot = view.Position[(3 * ((60 * 65) + 32)) + 2];
        Assert.Equal(-20, foot, 1e-3);
    }

    [Fact]
    public void Holes_let_rays_through()
    {
        var whole = Scenes.Dem(60, 60, (_, _) => 0);
        var camera = new Camera(300, 100, 50, 300, 300, 0, 40, 33, 33, null);
        Assert.False(float.IsNaN(ViewRenderer.Render(whole, camera).Depth[(16 * 33) + 16]));
        whole[30, 29] = float.NaN;
        var view = ViewRenderer.Render(whole, camera);
        Assert.True(float.IsNaN(view.Depth[(16 * 33) + 16]));
        Assert.False(float.IsNaN(view.Depth[(32 * 33) + 16]));
    }

    [Fact]
    public void Ice_is_that_of_the_nearest_pixel()
    {
        var dem = Scenes.Dem(60, 60, (_, _) => 0);
        var ice = new bool[3600];
        ice[(29 * 60) + 30] = true;
        var view = ViewRenderer.Render(dem, new Camera(300, 100, 50, 300, 300, 0, 40, 33, 33, null), ice);
        for (var pixel = 0; pixel < view.Ice.Length; pixel++)
        {
            var near = Math.Abs(300 + view.Position[3 * pixel] - 300) < 4.99 && Math.Abs(100 + view.Position[(3 * pixel) + 1] - 300) < 4.99;
            var far = !(Math.Abs(view.Position[3 * pixel]) < 5.01 && Math.Abs(view.Position[(3 * pixel) + 1] - 200) < 5.01);
            Assert.True(near ? view.Ice[pixel] : !far || !view.Ice[pixel]);
        }

        Assert.Contains(true, view.Ice);
    }

    [Fact]
    public void Eyes_below_ground_or_outside_are_refused()
    {
        var dem = Scenes.Dem(60, 60, (_, _) => 100);
        var camera = new Camera(300, 100, 90, 300, 300, 0, 40, 33, 33);
        Assert.Contains("below the ground", Assert.Throws<ArgumentException>(() => ViewRenderer.Render(dem, camera)).Message, StringComparison.Ordinal);
        Assert.Contains("outside", Assert.Throws<ArgumentException>(() => ViewRenderer.Render(dem, camera with { EyeX = -1000 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ViewRenderer.Render(dem, camera with { EyeZ = 200 }, new bool[7]));
        Assert.Throws<ArgumentException>(() => ViewRenderer.Render(dem, camera with { EyeZ = double.NaN }));
    }

    [Theory]
    [InlineData(12.25, 60.5)]
    [InlineData(95, 1)]
    public void Project_undoes_ray(double column, double row)
    {
        var camera = new Camera(10, 20, 300, 500, 900, 100, 55, 96, 72, null);
        var (x, y, z) = camera.Ray(column, row);
        var (c, r, depth) = camera.Project(10 + (750 * x), 20 + (750 * y), 300 + (750 * z));
        Assert.Equal(column, c, 1e-9);
        Assert.Equal(row, r, 1e-9);
        Assert.Equal(750, depth, 1e-9);
    }
}
