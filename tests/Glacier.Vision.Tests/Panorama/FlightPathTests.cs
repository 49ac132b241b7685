using Glacier.Terrain;
using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public sealed class FlightPathTests : IDisposable
{
    private readonly PanoramaScene _scene = SceneOfHills.Make();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("straight")]
    [InlineData("orbit")]
    [InlineData("centre")]
    public void Paths_stay_on_the_tile_and_cameras_above_the_ground(string name)
    {
        var path = FlightPath.Of(name, _scene);
        Assert.All(path.Points, point => Assert.True(_scene.Tile.Contains(point.X, point.Y)));
        var cameras = path.Cameras(_scene, 40, 20, 64, 36);
        Assert.Equal(20, cameras.Count);
        Assert.All(cameras, camera => Assert.True(camera.EyeZ >= _scene.Dem.Sample(camera.EyeX, camera.EyeY) + 19));
    }

    [Fact]
    public void An_orbit_looks_at_the_middle_all_the_way_round()
    {
        var (cx, cy) = _scene.Tile.Centre;
        Assert.All(FlightPath.Of("orbit", _scene).Cameras(_scene, 80, 12, 64, 36), camera =>
        {
            var (x, y, _) = camera.Ray(32, 18);
            var (dx, dy) = (cx - camera.EyeX, cy - camera.EyeY);
            Assert.Equal(1, ((x * dx) + (y * dy)) / Math.Sqrt(((x * x) + (y * y)) * ((dx * dx) + (dy * dy))), 1e-6);
        });
    }

    [Fact]
    public void A_file_of_points_is_flown_from_its_first_to_its_last()
    {
        var (x, y) = _scene.Tile.Centre;
        File.WriteAllText(_file, FormattableString.Invariant($"{{\"points\": [[{x - 300}, {y}], [{x + 300}, {y + 100}]]}}"));
        var cameras = FlightPath.Of(_file, _scene).Cameras(_scene, 30, 5, 32, 18);
        Assert.Equal(x - 300, cameras[0].EyeX, 1e-6);
        Assert.Equal(x + 300, cameras[^1].EyeX, 1e-6);
        Assert.Equal(y + 100, cameras[^1].EyeY, 1e-6);
    }

    [Theory]
    [InlineData("[[0, 0], [100, 100]]", "path-leaves-tile")]
    [InlineData("[[1, 1]]", "not-a-path")]
    [InlineData("[[1, 1], [1, 1]]", "not-a-path")]
    [InlineData("[[1], [2]]", "not-a-path")]
    [InlineData("{\"way\": 3}", "not-a-path")]
    [InlineData("no JSON", "not-a-path")]
    public void A_bad_path_is_named(string text, string rule)
    {
        File.WriteAllText(_file, text);
        Assert.Equal(rule, Assert.Throws<InvalidInputException>(() => FlightPath.Of(_file, _scene)).Rule);
        Assert.Equal("not-a-path", Assert.Throws<InvalidInputException>(() => FlightPath.Of("spiral", _scene)).Rule);
    }

    [Fact]
    public void Frames_of_one_ground_agree_after_warping_better_than_frames_whose_ground_changes()
    {
        var cameras = FlightPath.Of("straight", _scene).Cameras(_scene, 40, 60, 160, 90);
        var light = Illumination.Named("noon", 46);
        var first = _scene.Render(cameras[30], light);
        var second = _scene.Render(cameras[31], light);
        var other = _scene.Render(cameras[31], light, new PanoramaOptions(Seed: 99));
        var (same, seen) = FrameConsistency.Warped(first, second);
        var (changed, _) = FrameConsistency.Warped(first, other);
        TestContext.Current.TestOutputHelper?.WriteLine($"seen in both {seen:0.000}: one ground {same:0.000}, changing ground {changed:0.000}");
        Assert.True(seen > 0.4, $"{seen:0.00}");
        Assert.True(same < 0.8 * changed, $"{same:0.00} and {changed:0.00}");
        Assert.Equal(0, FrameConsistency.Warped(first, first).Difference, 1e-6);
    }
}
