using Glacier.Terrain.Flight;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Tests.Flight;

public class FlightPlannerTests
{
    private static readonly FlightOptions _small = new(Frames: 120, Width: 160, Height: 90, AboveGround: 80);

    public static TheoryData<string> Paths => [.. FlightPlanner.Names];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_camera_keeps_its_height_over_the_ground_of_every_year_and_sees_ice(string path)
    {
        var series = MeltingValley.Series();
        var frames = FlightPlanner.Plan(path, series, _small);
        FlightCheck.Demand(path, frames, series);
        Assert.Equal(120, frames.Count);
        var seen = 0;
        foreach (var frame in frames)
        {
            foreach (var survey in series.Surveys)
            {
                var clearance = frame.Camera.EyeZ - survey.Dem.Sample(frame.Camera.EyeX, frame.Camera.EyeY);
                Assert.True(clearance > 0.9 * 80, $"{path}, frame {frame.Index}, {survey.Epoch}: {clearance} m above ground");
            }

            var view = ViewRenderer.Render(series.At(frame.Year).Dem, frame.Camera, series.EverIce, new ViewOptions(1));
            seen += view.Ice.Count(ice => ice) > view.Ice.Length / 50 ? 1 : 0;
        }

        Assert.True(seen > 110, $"{seen} of 120 frames show where the glacier is");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Cameras_move_and_turn_without_a_jerk(string path)
    {
        var frames = FlightPlanner.Plan(path, MeltingValley.Series(), _small);
        foreach (var value in (Func<Camera, double>[])[c => c.EyeX, c => c.EyeY, c => c.EyeZ, c => Turn(c).X, c => Turn(c).Y, c => Turn(c).Z])
        {
            var track = frames.Select(frame => value(frame.Camera)).ToArray();
            var steps = track.Zip(track.Skip(1), (a, b) => b - a).ToArray();
            var largest = steps.Max(Math.Abs);
            var jerk = steps.Zip(steps.Skip(1), (a, b) => Math.Abs(b - a)).Max();
            // one frame changes the pace by a small part of it, on a bend too; a twentieth of a pixel is not seen
            Assert.True(jerk <= (0.25 * largest) + 3e-4, $"{path}: a step changes by {jerk} where the largest is {largest}");
        }

        static (double X, double Y, double Z) Turn(Camera camera) => camera.Ray(camera.Width / 2.0, camera.Height / 2.0);
    }

    [Fact]
    public void An_orbit_ends_where_it_began_and_goes_on_across_the_seam_at_the_same_pace()
    {
        var frames = FlightPlanner.Plan("orbit", MeltingValley.Series(), _small);
        Assert.Equal(frames[0].Camera, frames[^1].Camera);
        var (ax, ay) = Step(frames[^2].Camera, frames[^1].Camera);
        var (bx, by) = Step(frames[0].Camera, frames[1].Camera);
        var turn = 2 * Math.PI / 119;
        Assert.Equal(Math.Sqrt((ax * ax) + (ay * ay)), Math.Sqrt((bx * bx) + (by * by)), 1e-2);
        Assert.Equal(turn, Math.Acos(((ax * bx) + (ay * by)) / ((bx * bx) + (by * by))), 1e-3);

        // the valley falls southwards: it begins there
        Assert.True(frames[0].Camera.EyeY < frames[0].Camera.TargetY);
        static (double, double) Step(Camera a, Camera b) => (b.EyeX - a.EyeX, b.EyeY - a.EyeY);
    }

    [Fact]
    public void Years_pass_evenly_from_the_first_survey_to_the_last_both_of_which_stand()
    {
        var series = MeltingValley.Series();
        var frames = FlightPlanner.Plan("flyover", series, _small);
        Assert.Equal(series.Years[0], frames[0].Year);
        Assert.Equal(series.Years[0], frames[10].Year);
        Assert.Equal(series.Years[^1], frames[^1].Year);
        Assert.Equal(series.Years[^1], frames[^15].Year);
        var steps = frames.Zip(frames.Skip(1), (a, b) => b.Year - a.Year).Where(step => step > 0).ToArray();
        Assert.Equal(steps[5], steps[^5], 1e-9);
        Assert.All(FlightPlanner.Plan("flyover", series, _small with { Year = series.Years[1] }), frame => Assert.Equal(series.Years[1], frame.Year));
    }

    [Fact]
    public void Paths_other_than_the_orbit_begin_and_end_at_rest()
    {
        var frames = FlightPlanner.Plan("flyover", MeltingValley.Series(), _small);
        var pace = frames.Zip(frames.Skip(1), (a, b) => Math.Sqrt(Math.Pow(b.Camera.EyeX - a.Camera.EyeX, 2) + Math.Pow(b.Camera.EyeY - a.Camera.EyeY, 2))).ToArray();
        Assert.True(pace[0] < 0.05 * pace[60] && pace[^1] < 0.05 * pace[60], $"{pace[0]} … {pace[60]} … {pace[^1]}");
        Assert.True(frames[^1].Camera.EyeY - frames[0].Camera.EyeY > 2000, "up the valley");
    }

    [Fact]
    public void An_orbit_larger_than_the_DEM_is_refused_with_the_largest_that_fits()
    {
        var series = MeltingValley.Series();
        var refused = Assert.Throws<InvalidInputException>(() => FlightPlanner.Plan("orbit", series, _small with { Radius = 2500 }));
        Assert.Equal("orbit-too-large", refused.Rule);
        var most = double.Parse(refused.Expected.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        FlightCheck.Demand("orbit", FlightPlanner.Plan("orbit", series, _small with { Radius = most }), series);
    }

    [Fact]
    public void Without_ice_there_is_nothing_to_fly_along_but_the_relief_can_be_circled()
    {
        var series = new SurfaceSeries([.. MeltingValley.Surveys(null, 1900, 2000).Select(survey => survey with { Ice = new bool[survey.Ice.Length] })]);
        Assert.Equal("no-ice", Assert.Throws<InvalidInputException>(() => FlightPlanner.Plan("approach", series, _small)).Rule);
        Assert.Equal("no-ice", Assert.Throws<InvalidInputException>(() => FlightPlanner.Plan("flyover", series, _small)).Rule);
        FlightCheck.Demand("orbit", FlightPlanner.Plan("orbit", series, _small), series);
    }
}
