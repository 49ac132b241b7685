using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>The cameras of a flight.</summary>
public static class FlightPlanner
{
    /// <summary>Names of the paths that need no file.</summary>
    public static IReadOnlyList<string> Names => FlightWay.Names;

    // parts of the picture's upright angle by which what is looked at stands below the middle: the horizon belongs into the picture
    private const double Lowered = 0.13;

    /// <summary>The frames along a path of our own.</summary>
    /// <param name="name"><c>orbit</c>: once around, first and last frame the same camera; <c>approach</c>: up to the tongue; <c>flyover</c>: up the centre line.</param>
    /// <param name="series">The ground.</param>
    /// <param name="options">How it is flown.</param>
    /// <exception cref="InvalidInputException">The path does not fit the DEM, or needs ice and there is none.</exception>
    /// <exception cref="ArgumentException">An unknown name, or options out of range.</exception>
    public static IReadOnlyList<FlightFrame> Plan(string name, SurfaceSeries series, FlightOptions options)
    {
        var way = name switch
        {
            "orbit" => FlightWay.Orbit(series, options.Radius),
            "approach" => FlightWay.Approach(series),
            "flyover" => FlightWay.Flyover(series),
            _ => throw new ArgumentException($"there is no path '{name}'; there are: {string.Join(", ", Names)}", nameof(name)),
        };
        var heights = FlightHeights.Of(series.Highest, way, options.AboveGround ?? UsualHeight(series));
        var tilt = Lowered * 2 * Math.Atan(Math.Tan(options.FieldOfViewDegrees * Math.PI / 360) * options.Height / options.Width);
        // the eye does not follow every bump of what it looks at
        var aims = FlightHeights.Smooth([.. way.Points.Select((point, k) => series.Highest.Sample(point.TargetX, point.TargetY) is var ground && float.IsFinite(ground) ? ground : heights[k])], way.Closed);
        var cameras = way.Points.Select((point, k) => Look(options, point, heights[k], aims[k], tilt)).ToList();
        return Frames(cameras, way.Closed, series, options, time => way.Closed ? time : FlightPace.Eased(time), null);
    }

    /// <summary>The frames through the key frames of a file. As many frames as key frames are the key frames themselves; fewer or more start and end at rest.</summary>
    /// <param name="path">The key frames; the file's size and field of view count where the options' maker took them over.</param>
    /// <param name="series">The ground.</param>
    /// <param name="options">How it is flown.</param>
    /// <exception cref="InvalidInputException"><c>path-leaves-dem</c>: a key frame without an elevation stands where there is none.</exception>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public static IReadOnlyList<FlightFrame> Plan(FlightPath path, SurfaceSeries series, FlightOptions options)
    {
        options = options with { Frames = options.Frames ?? (path.Keys.Count > 24 ? path.Keys.Count : FlightOptions.UsualFrames) };
        var above = options.AboveGround ?? UsualHeight(series);
        var cameras = path.Keys.Select((key, index) => new Camera(
            key.EyeX, key.EyeY, key.EyeZ ?? (Ground(key.EyeX, key.EyeY, index, "eye") + (key.AboveGround ?? above)),
            key.TargetX, key.TargetY, key.TargetZ ?? Ground(key.TargetX, key.TargetY, index, "target"), options.FieldOfViewDegrees, options.Width, options.Height)).ToList();
        var closed = cameras[0] == cameras[^1];
        return Frames(cameras, closed, series, options, time => closed || options.Frames == cameras.Count ? time : FlightPace.Eased(time), YearsOf(path.Keys, series));

        double Ground(double x, double y, int index, string what)
        {
            var ground = series.Highest.Sample(x, y);
            return float.IsFinite(ground) ? ground : throw new InvalidInputException(
                path.Name, "path-leaves-dem", FormattableString.Invariant($"no elevation below the {what} of key frame {index} at {x:0.##}, {y:0.##}"), FlightCheck.Covers(series),
                "Move that key frame onto the DEM, or give its elevation as a third number.");
        }
    }

    /// <summary>Metres above the ground where nobody says.</summary>
    public static double UsualHeight(SurfaceSeries series)
    {
        var reach = GlacierAxis.Of(series.Highest, i => series.EverIce[i])?.Reach ?? Math.Sqrt(series.Grid.Width * series.Grid.Height * series.Grid.Transform.PixelArea) / 2;
        return Math.Clamp(0.05 * reach, 60, 500);
    }

    private static Camera Look(FlightOptions options, FlightWayPoint point, double height, double aim, double tilt)
    {
        var distance = Math.Max(Math.Sqrt(Math.Pow(point.TargetX - point.X, 2) + Math.Pow(point.TargetY - point.Y, 2)), 1);
        var pitch = Math.Max(Math.Atan2(aim - height, distance), -0.75);
        return new Camera(point.X, point.Y, height, point.TargetX, point.TargetY, height + (distance * Math.Tan(pitch + tilt)), options.FieldOfViewDegrees, options.Width, options.Height);
    }

    private static List<FlightFrame> Frames(IReadOnlyList<Camera> keys, bool closed, SurfaceSeries series, FlightOptions options, Func<double, double> pace, Func<double, double>? years)
    {
        var count = options.Frames ?? FlightOptions.UsualFrames;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(options));
        FlightSpline Through(Func<Camera, double> value) => new([.. keys.Select(value)], closed);
        var splines = new[] { Through(c => c.EyeX), Through(c => c.EyeY), Through(c => c.EyeZ), Through(c => c.TargetX), Through(c => c.TargetY), Through(c => c.TargetZ) };
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            // exact at the key frames where there are as many frames
            var time = (double)index / (count - 1);
            var at = count == keys.Count ? index : pace(time) * (keys.Count - 1);
            var v = splines.Select(spline => spline.At(at)).ToArray();
            var year = options.Year ?? years?.Invoke(at) ?? FlightPace.Year(time, series.Years[0], series.Years[^1]);
            return new FlightFrame(index, keys[0] with { EyeX = v[0], EyeY = v[1], EyeZ = v[2], TargetX = v[3], TargetY = v[4], TargetZ = v[5] }, year);
        })];
    }

    // linear between the key frames that say a year, those at the ends go on
    private static Func<double, double>? YearsOf(IReadOnlyList<KeyFrame> keys, SurfaceSeries series)
    {
        var said = keys.Select((key, index) => (Index: index, key.Year)).Where(key => key.Year is not null).Select(key => (key.Index, Year: DecimalYear(key.Year!.Value, series))).ToList();
        if (said.Count == 0)
        {
            return null;
        }

        return at =>
        {
            var next = said.FindIndex(key => key.Index >= at);
            if (next <= 0)
            {
                return next == 0 ? said[0].Year : said[^1].Year;
            }

            var (before, after) = (said[next - 1], said[next]);
            var part = (at - before.Index) / (after.Index - before.Index);
            return part == 1 ? after.Year : before.Year + (part * (after.Year - before.Year));
        };
    }

    /// <summary>A year as people write it: a whole number is that year's survey, or the middle of the year; other numbers are decimal years already.</summary>
    public static double DecimalYear(double said, SurfaceSeries series)
    {
        if (said != Math.Floor(said))
        {
            return said;
        }

        var survey = series.Surveys.Select((each, index) => (each.Epoch, Time: series.Years[index])).FirstOrDefault(each => each.Epoch.Year == (int)said);
        return survey.Time > 0 ? survey.Time : said + 0.5;
    }
}
