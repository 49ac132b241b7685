using Glacier.Terrain.Views;

namespace Glacier.Terrain.Flight;

/// <summary>Looks through every camera of a flight before anything is painted.</summary>
public static class FlightCheck
{
    private const int Across = 48;

    // of a picture's rays
    private const double MostVoid = 0.005;
    private const double LeastTerrain = 0.02;

    /// <summary>Throws at the first frame that cannot be painted.</summary>
    /// <param name="name">The path's name, for errors.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="series">The ground.</param>
    /// <exception cref="InvalidInputException">
    /// <c>not-a-camera</c>, <c>camera-outside-dem</c>, <c>camera-below-ground</c>, <c>void-in-view</c>, <c>nothing-in-view</c>, <c>year-outside-series</c>; each names the frame and the fix.
    /// </exception>
    public static void Demand(string name, IReadOnlyList<FlightFrame> frames, SurfaceSeries series)
    {
        var surface = new Surface(series.Highest);
        foreach (var frame in frames)
        {
            InvalidInputException Broken(string rule, string found, string expected, string fix) => new(name, rule, $"frame {frame.Index}: {found}", expected, fix);
            var camera = frame.Camera;
            try
            {
                camera.Validate();
            }
            catch (ArgumentException error)
            {
                throw Broken("not-a-camera", error.Message, "finite numbers, eye and target apart", "Correct the key frames around it.");
            }

            if (!(frame.Year >= series.Years[0] - 1 && frame.Year <= series.Years[^1] + 1))
            {
                throw Broken(
                    "year-outside-series", FormattableString.Invariant($"the year {frame.Year:0.##}"), FormattableString.Invariant($"{series.Surveys[0].Epoch} to {series.Surveys[^1].Epoch}, the years surveyed"),
                    "Correct the year, or add a DEM of that time.");
            }

            var (column, row) = series.Grid.Transform.ToPixel(camera.EyeX, camera.EyeY);
            if (!(column >= 0.5 && row >= 0.5 && column <= series.Grid.Width - 0.5 && row <= series.Grid.Height - 0.5))
            {
                throw Broken(
                    "camera-outside-dem", FormattableString.Invariant($"the eye at {camera.EyeX:0.#}, {camera.EyeY:0.#}"), Covers(series),
                    "Move the key frames around it onto the DEM, or take a DEM that reaches further.");
            }

            var ground = series.Ground(camera.EyeX, camera.EyeY, frame.Year);
            if (camera.EyeZ <= ground)
            {
                throw Broken(
                    "camera-below-ground", FormattableString.Invariant($"the eye at {camera.EyeZ:0.#} m, ground at {ground:0.#} m in {(int)frame.Year}"), "the eye above ground",
                    FormattableString.Invariant($"Raise the key frames around it by more than {Math.Ceiling(ground - camera.EyeZ):0} m, or add one there."));
            }

            var (unknown, terrain, rays) = Look(surface, series, camera);
            if (unknown > MostVoid * rays)
            {
                throw Broken(
                    "void-in-view", FormattableString.Invariant($"{100.0 * unknown / rays:0.#} % of the picture shows ground without elevation in any year"), FormattableString.Invariant($"at most {100 * MostVoid} %"),
                    "Fill the DEMs' voids, add a year that has the ground, or lead the path elsewhere.");
            }

            if (terrain < LeastTerrain * rays)
            {
                throw Broken(
                    "nothing-in-view", FormattableString.Invariant($"{100.0 * terrain / rays:0.#} % of the picture shows terrain"), FormattableString.Invariant($"at least {100 * LeastTerrain} %"),
                    "Turn the target of the key frames around it towards the terrain.");
            }
        }
    }

    /// <summary>The ground that a series covers, in words.</summary>
    internal static string Covers(SurfaceSeries series)
    {
        var (west, north) = series.Grid.Transform.ToMap(0, 0);
        var (east, south) = series.Grid.Transform.ToMap(series.Grid.Width, series.Grid.Height);
        return FormattableString.Invariant($"x {west:0.#} … {east:0.#}, y {south:0.#} … {north:0.#}, which the DEMs share");
    }

    // voids inside are closed on this surface: a ray that meets one there would look into a hole
    private static (int Void, int Terrain, int Rays) Look(Surface surface, SurfaceSeries series, Camera camera)
    {
        var small = camera with { Width = Across, Height = Math.Max(1, Across * camera.Height / camera.Width) };
        var frame = small.Frame();
        var fan = surface.From(small);
        int unknown = 0, terrain = 0;
        for (var pixel = 0; pixel < small.Width * small.Height; pixel++)
        {
            var (x, y, z) = frame.Direction((pixel % small.Width) + 0.5, (pixel / small.Width) + 0.5);
            var s = surface.Trace(fan, x, y, z, 0);
            if (double.IsNaN(s))
            {
                continue;
            }

            terrain++;
            var column = Math.Clamp((int)Math.Round(fan.U + (s * x * fan.CellsPerMetreX)), 0, series.Grid.Width - 1);
            var row = Math.Clamp((int)Math.Round(fan.V + (s * y * fan.CellsPerMetreY)), 0, series.Grid.Height - 1);
            unknown += series.Void[(row * series.Grid.Width) + column] ? 1 : 0;
        }

        return (unknown, terrain, small.Width * small.Height);
    }
}
