using Glacier.Terrain.Views;
using Glacier.Vision.Scenery3d;
using Glacier.Vision.Tests.Panorama;

namespace Glacier.Vision.Tests.Scenery3d;

public sealed class WorldFrameTests
{
    private const double East = SceneOfHills.West + (SceneOfHills.Size * SceneOfHills.Cell / 2);
    private const double North = SceneOfHills.North - (SceneOfHills.Size * SceneOfHills.Cell / 2);

    private static readonly TerrainWorld s_world = new(SceneOfHills.Dem(), [.. Enumerable.Range(0, SceneOfHills.Size * SceneOfHills.Size).Select(i => i % SceneOfHills.Size > 80)], new WorldLight(140, 40, 2100));
    private static readonly Camera s_camera = new(East, North - 1500, 2700, East, North + 800, 2300, 50, 96, 64);

    [Fact]
    public void A_ray_is_sampled_from_the_air_through_the_ground_and_one_to_the_sky_not_at_all()
    {
        var (frame, rays) = (WorldFrame.Of(s_world, s_camera, new WorldSampling()), 24 * 16);
        var view = ViewRenderer.Render(s_world.Dem, s_camera with { Width = 24, Height = 16 }, null, new ViewOptions(1));
        var hits = 0;
        for (var ray = 0; ray < rays; ray++)
        {
            var steps = Enumerable.Range(0, frame.Samples).Select(sample => frame.Steps[(sample * rays) + ray]).ToArray();
            if (float.IsNaN(view.Depth[ray]))
            {
                Assert.All(steps, step => Assert.Equal(0, step));
                continue;
            }

            hits++;
            Assert.All(steps, step => Assert.True(step > 0));
            var heights = Enumerable.Range(0, frame.Samples).Select(sample => frame.Heights[(sample * rays) + ray]).ToArray();

            // the point hit lies between the two middle samples
            Assert.All(heights[..(frame.Samples / 2)], height => Assert.True(height >= 0));
            Assert.All(heights[(frame.Samples / 2)..], height => Assert.True(height <= 0));
            var (u, v) = s_world.Place(s_camera.EyeX + view.Position[3 * ray], s_camera.EyeY + view.Position[(3 * ray) + 1]);
            var (before, after) = (2 * (((frame.Samples / 2) - 1) * rays + ray), 2 * ((frame.Samples / 2 * rays) + ray));
            Assert.Equal(u, (frame.Places[before] + frame.Places[after]) / 2, 1e-4f);
            Assert.Equal(v, (frame.Places[before + 1] + frame.Places[after + 1]) / 2, 1e-4f);
        }

        Assert.InRange(hits, rays / 4, rays - 10);
    }

    [Fact]
    public void What_is_told_of_a_place_on_the_ground_is_the_same_from_another_eye()
    {
        // the second eye a little to the side: pixels of equal extent
        var (one, other) = (s_camera, s_camera with { EyeX = s_camera.EyeX + 150, TargetX = s_camera.TargetX + 150 });
        var (first, second) = (WorldFrame.Of(s_world, one, new WorldSampling()), WorldFrame.Of(s_world, other, new WorldSampling()));
        var (seen, from) = (ViewRenderer.Render(s_world.Dem, one), ViewRenderer.Render(s_world.Dem, other));
        var (area, compared) = (96 * 64, 0);
        var differences = new double[WorldFrame.GuidanceNames.Count];
        var spreads = new double[WorldFrame.GuidanceNames.Count];
        for (var i = 0; i < area; i++)
        {
            if (float.IsNaN(seen.Depth[i]))
            {
                continue;
            }

            var (column, row, depth) = other.Project(one.EyeX + seen.Position[3 * i], one.EyeY + seen.Position[(3 * i) + 1], one.EyeZ + seen.Position[(3 * i) + 2]);
            if (!(column >= 0 && row >= 0 && column < 96 && row < 64))
            {
                continue;
            }

            var j = ((int)row * 96) + (int)column;
            if (!(Math.Abs(from.Depth[j] - depth) < 0.01 * depth))
            {
                continue;
            }

            compared++;
            for (var map = 0; map < differences.Length; map++)
            {
                differences[map] += Math.Abs(first.Guidance[(map * area) + i] - second.Guidance[(map * area) + j]);
                spreads[map] += Math.Abs(first.Guidance[(map * area) + i] - first.Guidance[(map * area) + (i ^ 31)]);
            }
        }

        Assert.True(compared > 1000, $"{compared} pixels seen by both");
        foreach (var name in new[] { "light", "ice", "up", "snow", "texture" })
        {
            var map = WorldFrame.GuidanceNames.ToList().IndexOf(name);
            Assert.True(differences[map] < 0.6 * spreads[map], $"{name}: {differences[map] / compared} from another eye, {spreads[map] / compared} elsewhere in the picture");
        }
    }

    [Fact]
    public void The_noise_of_the_ground_stays_where_it_is_while_the_surface_sinks()
    {
        const float Melt = 40;
        var sunk = s_world.Dem.With([.. s_world.Dem.Values.Select(z => z - Melt)]);
        var lower = s_camera with { EyeZ = s_camera.EyeZ - Melt, TargetZ = s_camera.TargetZ - Melt };
        var before = Noise(s_world, s_camera);

        // not to the bit: rays meet the lower surface at places that differ by rounding
        var hung = Apart(before, Noise(new TerrainWorld(sunk, s_world.Ice, s_world.Light, pattern: s_world.Dem.Values), lower));
        var sinking = Apart(before, Noise(new TerrainWorld(sunk, s_world.Ice, s_world.Light), lower));
        Assert.True(hung < 0.02 && sinking > 5 * hung, $"{hung} where it hangs on the former surface, {sinking} where it does not");

        static float[] Noise(TerrainWorld world, Camera camera) => WorldFrame.Of(world, camera, new WorldSampling()).Guidance[(7 * 96 * 64)..];

        static double Apart(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();
    }

    [Fact]
    public void A_passing_margin_is_told_by_its_fraction_of_ice()
    {
        var fraction = Enumerable.Repeat(0.25f, s_world.Ice.Length).ToArray();
        var world = new TerrainWorld(s_world.Dem, s_world.Ice, s_world.Light, fraction);
        var (frame, area, ice) = (WorldFrame.Of(world, s_camera, new WorldSampling()), 96 * 64, WorldFrame.GuidanceNames.ToList().IndexOf("ice"));
        Assert.All(Enumerable.Range(0, area).Where(i => frame.Guidance[i] == 1), i => Assert.Equal(0.25f, frame.Guidance[(ice * area) + i], 1e-5f));
        var maps = world.LayoutMaps(32);
        Assert.Contains(0.25f, maps.Skip(TerrainWorld.LayoutNames.ToList().IndexOf("ice") * 32 * 32).Take(32 * 32));
        Assert.Throws<ArgumentException>(() => new TerrainWorld(s_world.Dem, s_world.Ice, s_world.Light, new float[3]));
    }

    [Fact]
    public void There_are_no_clouds_below_the_horizon()
    {
        var down = s_camera with { TargetZ = s_camera.EyeZ - 800 };
        var (sky, area) = (WorldFrame.Of(s_world, down, new WorldSampling()).Sky, 24 * 16);
        var below = Enumerable.Range(0, area).Where(i => sky[i] < 0).ToArray();
        Assert.NotEmpty(below);
        Assert.All(below, i => Assert.Equal((0, 0), (sky[(4 * area) + i], sky[(5 * area) + i])));
    }

    [Fact]
    public void The_sky_is_told_by_direction_alone_and_closes_around_the_horizon()
    {
        var around = s_camera with { TargetX = s_camera.EyeX, TargetY = s_camera.EyeY + 1000, TargetZ = s_camera.EyeZ };
        var elsewhere = around with { EyeX = around.EyeX + 400, TargetX = around.TargetX + 400 };
        Assert.Equal(WorldFrame.Of(s_world, around, new WorldSampling()).Sky, WorldFrame.Of(s_world, elsewhere, new WorldSampling()).Sky);
        Assert.All(WorldFrame.Of(s_world, around, new WorldSampling()).Sky, value => Assert.InRange(value, -3f, 3f));
    }

    [Fact]
    public void Free_samples_know_nothing_of_the_ground()
    {
        var sampling = new WorldSampling(16, Free: true);
        var frame = WorldFrame.Of(s_world, s_camera, sampling);
        var flat = new TerrainWorld(s_world.Dem.With([.. s_world.Dem.Values.Select(_ => 1500f)]), null, s_world.Light);
        Assert.Equal(frame.Heights, WorldFrame.Of(flat, s_camera, sampling).Heights);
        Assert.All(frame.Steps, step => Assert.True(step > 0));
    }

    [Fact]
    public void A_camera_below_ground_or_of_an_odd_size_is_refused()
    {
        Assert.Contains("below the ground", Assert.Throws<ArgumentException>(() => WorldFrame.Of(s_world, s_camera with { EyeZ = 100 }, new WorldSampling())).Message, StringComparison.Ordinal);
        Assert.Contains("multiples of 4", Assert.Throws<ArgumentException>(() => WorldFrame.Of(s_world, s_camera with { Width = 98 }, new WorldSampling())).Message, StringComparison.Ordinal);
    }
}
