using Glacier.Terrain.Flight;

namespace Glacier.Terrain.Tests.Flight;

public sealed class FlightPathFileTests : IDisposable
{
    private static readonly FlightOptions _small = new(Width: 160, Height: 90, AboveGround: 80);

    private readonly string _folder = Directory.CreateTempSubdirectory("path-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("orbit")]
    [InlineData("flyover")]
    public void The_cameras_that_a_flight_writes_give_the_same_flight(string name)
    {
        var series = MeltingValley.Series();
        var frames = FlightPlanner.Plan(name, series, _small with { Frames = 37 });
        var path = FlightPathFile.Read(Written(FlightPathFile.Write(frames, name, "EPSG:2056")));
        Assert.Equal((160, 90, 55), (path.Width, path.Height, path.FieldOfViewDegrees));
        Assert.Equal(frames, FlightPlanner.Plan(path, series, _small));
    }

    [Fact]
    public void A_flight_goes_through_its_key_frames_and_stays_smooth_between_them()
    {
        var series = MeltingValley.Series();
        var path = FlightPathFile.Read(Written("""
            // comments and a last comma do no harm
            { "keys": [
              { "eye": [2000, 300], "target": [2000, 2500], "year": 1900 },
              { "eye": [1700, 1200], "aboveGround": 200, "target": [2000, 3500] },
              { "eye": [2300, 2400, 2600], "target": [2000, 4200, 2300], "year": 2000 },
              { "eye": [2000, 3300], "target": [2100, 5200] },
            ] }
            """));
        var frames = FlightPlanner.Plan(path, series, _small with { Frames = 4 });
        Assert.Equal(series.Highest.Sample(2000, 300) + 80.0, frames[0].Camera.EyeZ, 1e-6);
        Assert.Equal(series.Highest.Sample(1700, 1200) + 200.0, frames[1].Camera.EyeZ, 1e-6);
        Assert.Equal((2300, 2400, 2600, 2300), (frames[2].Camera.EyeX, frames[2].Camera.EyeY, frames[2].Camera.EyeZ, frames[2].Camera.TargetZ));
        Assert.Equal([series.Years[0], (series.Years[0] + series.Years[^1]) / 2, series.Years[^1], series.Years[^1]], frames.Select(frame => frame.Year));

        var many = FlightPlanner.Plan(path, series, _small with { Frames = 200 });
        foreach (var key in frames)
        {
            Assert.True(many.Min(frame => Math.Abs(frame.Camera.EyeX - key.Camera.EyeX) + Math.Abs(frame.Camera.EyeY - key.Camera.EyeY)) < 25, $"key frame {key.Index}");
        }

        var steps = many.Zip(many.Skip(1), (a, b) => b.Camera.EyeX - a.Camera.EyeX).ToArray();
        Assert.True(steps.Zip(steps.Skip(1), (a, b) => Math.Abs(b - a)).Max() < 0.15 * steps.Max(Math.Abs));
    }

    [Theory]
    [InlineData("[{\"eye\": [1, 2, 3], \"target\": [4, 5]}, {\"eye\": [1, NaN, 3], \"target\": [4, 5]}]", "key frame 1")]
    [InlineData("[{\"eye\": [1, 2, 1e999], \"target\": [4, 5]}, {\"eye\": [1, 2, 3], \"target\": [4, 5]}]", "key frame 0")]
    [InlineData("[{\"eye\": [1, 2, 3], \"target\": [4, 5]}, {\"eye\": [1, 2, 3], \"target\": [4, 5]}, {\"eye\": [1, 2, 3]}]", "key frame 2 (counted from 0) has no target")]
    [InlineData("[{\"eye\": [1, 2, 3], \"target\": [4, 5], \"year\": \"1957\"}, {\"eye\": [1, 2, 3], \"target\": [4, 5]}]", "key frame 0 (counted from 0): year")]
    [InlineData("[{\"eye\": [1, 2, 3], \"aboveGround\": 5, \"target\": [4, 5]}, {\"eye\": [1, 2, 3], \"target\": [4, 5]}]", "both an elevation and aboveGround")]
    [InlineData("[{\"eye\": [1, 2, 3], \"target\": [4, 5]}]", "1 key frames")]
    [InlineData("[{\"eye\": [1, 2, 3], ", "not-a-path")]
    [InlineData("{\"keys\": 5}", "no list of key frames")]
    [InlineData("", "not-a-path")]
    public void A_malformed_file_is_refused_with_the_key_frame_and_what_is_wrong(string text, string says)
    {
        var refused = Assert.Throws<InvalidInputException>(() => FlightPathFile.Read(Written(text)));
        Assert.Equal("not-a-path", refused.Rule);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_camera_that_cannot_see_is_refused_with_its_frame()
    {
        var series = MeltingValley.Series();
        string Rule(string keys, out string message, SurfaceSeries? over = null)
        {
            over ??= series;
            var refused = Assert.Throws<InvalidInputException>(() => FlightCheck.Demand("p", FlightPlanner.Plan(FlightPathFile.Read(Written(keys)), over, _small with { Frames = 11 }), over));
            message = refused.Message;
            return refused.Rule;
        }

        Assert.Equal("camera-below-ground", Rule("""[{"eye": [2000, 300, 2500], "target": [2000, 2500]}, {"eye": [2000, 5000, 1500], "target": [2000, 5300]}]""", out var message));
        Assert.Contains("frame ", message, StringComparison.Ordinal);
        Assert.Contains("Raise the key frames around it by more than", message, StringComparison.Ordinal);
        Assert.Equal("camera-outside-dem", Rule("""[{"eye": [2000, 300, 2500], "target": [2000, 2500]}, {"eye": [9000, 300, 9000], "target": [2000, 2500]}]""", out message));
        Assert.Contains("frame ", message, StringComparison.Ordinal);
        Assert.Equal("path-leaves-dem", Rule("""[{"eye": [2000, 300], "target": [2000, 2500]}, {"eye": [9000, 300], "target": [2000, 2500]}]""", out message));
        Assert.Contains("key frame 1", message, StringComparison.Ordinal);
        Assert.Equal("nothing-in-view", Rule("""[{"eye": [2000, 300, 2500], "target": [2000, 2500, 9000]}, {"eye": [2000, 400, 2500], "target": [2000, 2500, 9000]}]""", out message));
        Assert.Equal("year-outside-series", Rule("""[{"eye": [2000, 300, 2500], "target": [2000, 2500], "year": 1700}, {"eye": [2000, 400, 2500], "target": [2000, 2500], "year": 1710}]""", out message));
        Assert.Equal("not-a-camera", Rule("""[{"eye": [2000, 300, 2500], "target": [2000, 300, 2500]}, {"eye": [2000, 400, 2500], "target": [2000, 400, 2500]}]""", out message));

        var holed = MeltingValley.Series((_, dem) =>
        {
            for (var row = 50; row < 62; row++)
            {
                dem.Row(row)[32..48].Fill(float.NaN);
            }
        });
        Assert.Equal("void-in-view", Rule("""[{"eye": [2000, 1400, 2900], "target": [2000, 2700, 1900]}, {"eye": [2000, 1500, 2900], "target": [2000, 2700, 1900]}]""", out message, holed));
        Assert.Contains("frame 0", message, StringComparison.Ordinal);
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".json");
        File.WriteAllText(path, text);
        return path;
    }
}
