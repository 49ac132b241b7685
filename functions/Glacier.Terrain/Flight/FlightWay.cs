using Glacier.Terrain.Change;
using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>A way over a glacier: where the eye goes on the map and what it looks at there.</summary>
/// <param name="Name">orbit, approach or flyover.</param>
/// <param name="Points">Evenly spaced: map position of the eye, of what it looks at, and the eye's height above ground in parts of the flight's height.</param>
/// <param name="Closed">True where the last point is the first.</param>
internal sealed record FlightWay(string Name, IReadOnlyList<FlightWayPoint> Points, bool Closed = false)
{
    /// <summary>Names that need no file.</summary>
    public static IReadOnlyList<string> Names { get; } = ["orbit", "approach", "flyover"];

    private const int Steps = 240;

    // of the centre line, from the terminus up, that a fly-over covers: beyond, there is nothing ahead but the sky
    private const double Flown = 0.62;

    // pixels that a way keeps off the DEM's edge
    private const double Rim = 2.5;

    /// <summary>Once around the lower glacier; begins below the tongue.</summary>
    /// <param name="series">The ground.</param>
    /// <param name="radius">Metres; null chooses.</param>
    /// <exception cref="InvalidInputException"><c>orbit-too-large</c>: it would leave the DEM.</exception>
    public static FlightWay Orbit(SurfaceSeries series, double? radius)
    {
        var axis = GlacierAxis.Of(series.Highest, i => series.EverIce[i]) ?? GlacierAxis.Of(series.Highest, _ => true)
            ?? throw new InvalidInputException("DEM", "no-elevation", "no elevation in any year", "terrain to fly over", "Check the DEM with ./glacier info.");
        var wanted = radius ?? 0.45 * axis.Reach;
        var (x, y) = Middle(series, axis, wanted, radius is not null);
        var grid = series.Grid;
        var fits = Fits(series, x, y);
        var chosen = radius ?? Math.Min(wanted, fits);
        // where nobody says, an orbit of less than some pixels would turn on the spot
        if (chosen > fits || chosen < 4 * grid.Transform.PixelWidth)
        {
            var angle = Enumerable.Range(0, Steps).FirstOrDefault(k => !Inside(series, Around(axis, x, y, chosen, k)));
            throw new InvalidInputException(
                "orbit", "orbit-too-large", FormattableString.Invariant($"a radius of {chosen:0} m around {x:0}, {y:0}, which leaves the DEM {100.0 * angle / Steps:0} % of the way round"),
                FormattableString.Invariant($"at most {Math.Max(Math.Floor(fits), 0):0} m and at least {4 * grid.Transform.PixelWidth:0} m there"),
                "Give a smaller --radius, take a DEM that reaches further around the glacier, or fly --path flyover.");
        }

        return new("orbit", [.. Enumerable.Range(0, Steps + 1).Select(k =>
        {
            var (eyeX, eyeY) = Around(axis, x, y, chosen, k % Steps);
            return new FlightWayPoint(eyeX, eyeY, x, y, 1);
        })], Closed: true);
    }

    /// <summary>From far down the valley, high up, to where the ice ends in the last year.</summary>
    /// <exception cref="InvalidInputException"><c>no-ice</c>.</exception>
    public static FlightWay Approach(SurfaceSeries series)
    {
        var (axis, line) = Glacier(series, "approach");
        var retreat = Retreat(series, line);
        var (sine, cosine) = Math.SinCos(axis.Valley);
        (double X, double Y) Down(double metres) => (axis.TongueX + (metres * sine), axis.TongueY + (metres * cosine));
        var far = Enumerable.Range(0, 20).Select(k => axis.Reach * (1.1 - (0.055 * k))).FirstOrDefault(metres => Inside(series, Down(metres)), 0);
        var (start, end) = (Down(far), At(line, 0.06 * line.Length));
        var bend = Down(0.35 * far);
        var points = new List<(double X, double Y)>();
        for (var k = 0; k <= Steps; k++)
        {
            var (t, s) = ((double)k / Steps, 1 - ((double)k / Steps));
            points.Add(((s * s * start.X) + (2 * s * t * bend.X) + (t * t * end.X), (s * s * start.Y) + (2 * s * t * bend.Y) + (t * t * end.Y)));
        }

        return Along("approach", points, part =>
        {
            // from the tongue, which is far away, to what lies up the glacier
            var (x, y) = At(line, (part * retreat) + ((0.08 + (0.14 * part)) * line.Length));
            return (x, y, 1 + (1.5 * (1 - part) * (1 - part)));
        });
    }

    /// <summary>From below the tongue up the centre line towards the head.</summary>
    /// <exception cref="InvalidInputException"><c>no-ice</c>.</exception>
    public static FlightWay Flyover(SurfaceSeries series)
    {
        var (axis, line) = Glacier(series, "flyover");
        var (sine, cosine) = Math.SinCos(axis.Valley);
        var before = Enumerable.Range(0, 16).Select(k => line.Length * (0.16 - (0.01 * k)))
            .FirstOrDefault(metres => Inside(series, (axis.TongueX + (metres * sine), axis.TongueY + (metres * cosine))), 0);
        var points = new List<(double X, double Y)>();
        if (before > 0)
        {
            points.Add((axis.TongueX + (before * sine), axis.TongueY + (before * cosine)));
        }

        for (var k = 0; k <= Steps; k++)
        {
            points.Add(At(line, Flown * line.Length * k / Steps));
        }

        var whole = before + (Flown * line.Length);
        return Along("flyover", Rounded(points, 0.07), part => At(line, Math.Min((part * whole) - before + (0.22 * line.Length), line.Length)) is var (x, y) ? (x, y, 1) : default);
    }

    // a DEM is often cut close on one side: the orbit goes around that place on the lower glacier where it finds room
    private static (double X, double Y) Middle(SurfaceSeries series, GlacierAxis axis, double wanted, bool asked)
    {
        (double X, double Y) body = (axis.BodyX, axis.BodyY);
        if (!series.EverIce.Contains(true))
        {
            return body;
        }

        var line = CentreLine.Of(series.Highest, series.EverIce);
        double Worth((double X, double Y) place)
        {
            var fits = Fits(series, place.X, place.Y);
            var away = Math.Sqrt(Math.Pow(place.X - body.X, 2) + Math.Pow(place.Y - body.Y, 2)) / axis.Reach;
            return Math.Min(fits / wanted, 1) - (0.15 * away) - (asked && fits < wanted ? 1 : 0);
        }

        return Enumerable.Range(0, 26).Select(k => At(line, 0.02 * k * line.Length)).Prepend(body).MaxBy(Worth);
    }

    // the largest radius around a place within the DEM
    private static double Fits(SurfaceSeries series, double x, double y)
    {
        var grid = series.Grid;
        var (column, row) = grid.Transform.ToPixel(x, y);
        return Math.Min((Math.Min(column, grid.Width - column) - Rim) * grid.Transform.PixelWidth, (Math.Min(row, grid.Height - row) - Rim) * grid.Transform.PixelHeight);
    }

    // where the ice ends in the last year, metres from where it ended when it was largest
    private static double Retreat(SurfaceSeries series, CentreLine line) => line.Length - (line.Terminus(series.Grid, series.Surveys[^1].Ice) ?? line.Length);

    // the line is counted from the terminus up
    private static (double X, double Y) At(CentreLine line, double metres) => line.At(line.Length - Math.Max(metres, 0));

    private static (GlacierAxis Axis, CentreLine Line) Glacier(SurfaceSeries series, string name) => GlacierAxis.Of(series.Highest, i => series.EverIce[i]) is { } axis
        ? (axis, CentreLine.Of(series.Highest, series.EverIce))
        : throw new InvalidInputException(
            name, "no-ice", "no ice in any year", "a glacier to fly along", "Give its outline (--outline), more years (ice is then found from the change), or --path orbit.");

    private static (double X, double Y) Around(GlacierAxis axis, double x, double y, double radius, int step)
    {
        var (sine, cosine) = Math.SinCos(axis.Valley + (2 * Math.PI * step / Steps));
        return (x + (radius * sine), y + (radius * cosine));
    }

    private static bool Inside(SurfaceSeries series, (double X, double Y) point)
    {
        var (column, row) = series.Grid.Transform.ToPixel(point.X, point.Y);
        return column >= Rim && row >= Rim && column <= series.Grid.Width - Rim && row <= series.Grid.Height - Rim;
    }

    private static FlightWay Along(string name, IReadOnlyList<(double X, double Y)> points, Func<double, (double X, double Y, double Height)> look)
    {
        var length = points.Zip(points.Skip(1), (a, b) => Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2))).Sum();
        var line = CentreLine.Resample(points, Math.Max(length / (4 * Steps), 1e-3));
        // a centre line has the grid's corners, which a look along it would show
        var looks = Enumerable.Range(0, Steps + 1).Select(k => look((double)k / Steps)).ToList();
        var targets = Rounded([.. looks.Select(each => (each.X, each.Y))], 0.05);
        return new(name, [.. Enumerable.Range(0, Steps + 1).Select(k =>
        {
            var (x, y) = line.At((double)k / Steps * line.Length);
            return new FlightWayPoint(x, y, targets[k].X, targets[k].Y, looks[k].Height);
        })]);
    }

    // means over a part of the way on both sides; the ends stay
    private static List<(double X, double Y)> Rounded(List<(double X, double Y)> points, double share)
    {
        var reach = (int)(share * points.Count);
        for (var pass = 0; pass < 3; pass++)
        {
            var source = points;
            points = [.. source.Select((_, k) =>
            {
                var r = Math.Min(reach, Math.Min(k, source.Count - 1 - k));
                double x = 0, y = 0;
                for (var j = k - r; j <= k + r; j++)
                {
                    (x, y) = (x + source[j].X, y + source[j].Y);
                }

                return (x / ((2 * r) + 1), y / ((2 * r) + 1));
            })];
        }

        return points;
    }
}

/// <summary>A point of a way.</summary>
/// <param name="X">Map x of the eye.</param>
/// <param name="Y">Map y of the eye.</param>
/// <param name="TargetX">Map x of what it looks at.</param>
/// <param name="TargetY">Map y of it.</param>
/// <param name="Height">The eye's height above ground in parts of the flight's height.</param>
internal readonly record struct FlightWayPoint(double X, double Y, double TargetX, double TargetY, double Height);
