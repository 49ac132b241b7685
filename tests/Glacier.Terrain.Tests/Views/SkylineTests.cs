using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Views;

public sealed class SkylineTests
{
    [Fact]
    public void A_cone_seen_from_beside_it_subtends_its_summit()
    {
        var dem = Scenes.Dem(201, 201, (x, y) => 500 - (0.5 * Math.Sqrt(Math.Pow(x - 1000, 2) + Math.Pow(y - 1000, 2))));
        var angles = Skyline.Angles(dem, 200, 1000, 150, 360, null);
        Assert.Equal(Math.Atan2(350, 800) * 180 / Math.PI, angles[90], 1e-3);
    }

    [Fact]
    public void A_plain_is_bounded_by_the_dip_of_its_horizon()
    {
        var dem = Scenes.Dem(600, 600, (_, _) => 0, 200);
        var angles = Skyline.Angles(dem, 60_000, 60_000, 50, 16);
        var dip = -Math.Atan(2 * Math.Sqrt(50 * Camera.DropOf(Camera.StandardRefraction))) * 180 / Math.PI;
        Assert.All(angles, angle => Assert.Equal(dip, angle, 1e-6));
    }

    [Fact]
    public void A_wall_stands_at_the_angle_of_its_crest()
    {
        var dem = Scenes.Dem(60, 60, (_, y) => y >= 400 ? 100 : 0);
        var angles = Skyline.Angles(dem, 300, 100, 20, 8, null);
        Assert.Equal(Math.Atan2(80, 300) * 180 / Math.PI, angles[0], 1e-4);
        Assert.True(angles[4] < 0);
    }

    [Fact]
    public void Equals_a_horizon_by_brute_force()
    {
        var dem = Scenes.Rough();
        const int azimuths = 24;
        var angles = Skyline.Angles(dem, 400, 390, 120, azimuths);
        for (var i = 0; i < azimuths; i++)
        {
            // every 5 mm along the azimuth, angles between vectors on the sphere rather than tangents
            var best = double.NegativeInfinity;
            for (var s = 1.0; s < 1200; s += 0.005)
            {
                var ground = dem.Sample(400 + (s * Math.Sin(i * Math.PI / 12)), 390 + (s * Math.Cos(i * Math.PI / 12)));
                if (!float.IsNaN(ground))
                {
                    best = Math.Max(best, Math.Atan2(ground - 120 - (s * s * 0.87 / 12_742_000), s));
                }
            }

            Assert.Equal(best * 180 / Math.PI, angles[i], 0.002);
        }
    }

    [Fact]
    public void The_views_skyline_is_the_horizon_within_a_pixel()
    {
        var dem = Scenes.Rough();
        var camera = Scenes.Over(dem, width: 200, height: 150);
        var view = ViewRenderer.Render(dem, camera);
        for (var column = 0; column < 200; column++)
        {
            if (float.IsNaN(view.Skyline[column]) || view.Skyline[column] == 0)
            {
                continue;
            }

            // the horizon along the bearing of the ray that the skyline gives, by brute force
            var (x, y, z) = camera.Ray(column + 0.5, view.Skyline[column]);
            var level = Math.Sqrt((x * x) + (y * y));
            var best = double.NegativeInfinity;
            for (var s = 1.0; s < 1200; s += 0.5)
            {
                var ground = dem.Sample(camera.EyeX + (s * x / level), camera.EyeY + (s * y / level));
                best = float.IsNaN(ground) ? best : Math.Max(best, (ground - camera.EyeZ - (camera.Drop * s * s)) / s);
            }

            var pixel = 2 * Math.Tan(30 * Math.PI / 180) / 200;
            Assert.InRange(Math.Abs(Math.Atan(best) - Math.Atan(z / level)), 0, 0.5 * pixel);
        }
    }
}
