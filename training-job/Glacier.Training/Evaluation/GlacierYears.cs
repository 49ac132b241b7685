using System.Text.Json;
using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Scenery;

namespace Glacier.Training.Evaluation;

/// <summary>A year of a glacier as a camera sees it.</summary>
/// <param name="Epoch">The survey.</param>
/// <param name="Dem">Its surface.</param>
/// <param name="View">What the camera sees, <see cref="GlacierYears.Samples"/> × side pixels each way.</param>
/// <param name="Maps">The condition, side × side.</param>
public sealed record GlacierYear(Epoch Epoch, Raster Dem, View View, ConditionMaps Maps);

/// <summary>
/// The years of a glacier from one eye in one light, out of the pipeline's products: aligned DEMs, ice masks and the planned view, conditions as the product makes them
/// (<see cref="ViewConditions"/>). The picture is the planned one's middle square, at any number of pixels, so that every kind of network can paint it.
/// </summary>
/// <param name="Description">Which years and which view.</param>
/// <param name="Side">Rows and columns of the conditions.</param>
/// <param name="Years">The years in order; two or more.</param>
public sealed record GlacierYears(string Description, int Side, IReadOnlyList<GlacierYear> Years)
{
    /// <summary>Pixels of the view, across and down, per pixel of the condition.</summary>
    public const int Samples = 4;

    /// <summary>Metres by which ground must have risen or sunk to count as changed: above the noise of historical DEMs after co-registration.</summary>
    public const double ChangedMetres = 5;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads and renders.</summary>
    /// <param name="folder">Products of a glacier: <c>plan.json</c>, <c>former-ice.tif</c>, and <c>aligned.tif</c> and <c>ice.tif</c> per epoch.</param>
    /// <param name="side">Rows and columns.</param>
    /// <exception cref="InvalidInputException">No plan, or fewer than two years.</exception>
    public static GlacierYears Read(string folder, int side)
    {
        var planned = PlanOf(folder);
        var full = planned.Camera;
        var field = full.FieldOfViewDegrees * Math.PI / 360;
        var camera = full with
        {
            FieldOfViewDegrees = Math.Atan(Math.Tan(field) * Math.Min(1, (double)full.Height / full.Width)) * 360 / Math.PI,
            Width = Samples * side,
            Height = Samples * side,
        };
        var years = Directory.GetDirectories(folder).Where(each => File.Exists(Path.Combine(each, "aligned.tif")) && File.Exists(Path.Combine(each, "ice.tif")))
            .Order(StringComparer.Ordinal).Select(each => Year(each, Path.Combine(folder, "former-ice.tif"), planned, camera, side)).ToArray();
        return years.Length >= 2
            ? new($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}, view {planned.Name}: {string.Join(", ", years.Select(year => year.Epoch))}", side, years)
            : throw new InvalidInputException(folder, "too-few-years", $"{years.Length} years with aligned.tif and ice.tif", "2 or more", "Give the products of a glacier with several DEMs.");
    }

    /// <summary>Where the scene of two years differs, side × side: ground that rose or sank by more than <see cref="ChangedMetres"/>, ice in one of them only, sky in one of them only.</summary>
    public bool[] Changed(GlacierYear before, GlacierYear after)
    {
        var width = Samples * Side;
        var share = Reduction.Fraction(pixel => Differs(pixel, before, after) || Differs(pixel, after, before), width, width, Samples);
        return Array.ConvertAll(share, value => value > 0);
    }

    private static bool Differs(int pixel, GlacierYear one, GlacierYear other)
    {
        if (float.IsNaN(one.View.Depth[pixel]) || float.IsNaN(other.View.Depth[pixel]))
        {
            return float.IsNaN(one.View.Depth[pixel]) != float.IsNaN(other.View.Depth[pixel]);
        }

        var (camera, position) = (one.View.Camera, one.View.Position);
        var rise = other.Dem.Sample(camera.EyeX + position[3 * pixel], camera.EyeY + position[(3 * pixel) + 1]) - (camera.EyeZ + position[(3 * pixel) + 2]);
        return one.View.Ice[pixel] != other.View.Ice[pixel] || !(Math.Abs(rise) <= ChangedMetres);
    }

    private static GlacierYear Year(string folder, string former, PlannedView planned, Camera camera, int side)
    {
        var dem = DemReader.Read(Path.Combine(folder, "aligned.tif"));
        var ice = Mask(Path.Combine(folder, "ice.tif"), dem.Grid);
        var look = new SurveyStyleOptions(planned.SunAzimuth, planned.SunElevation, planned.SnowLine, File.Exists(former) ? Mask(former, dem.Grid) : null);
        var view = ViewRenderer.Render(dem, camera, ice, new ViewOptions(4));
        var maps = ViewConditions.Of(view, SurveyStyle.Render(dem, ice, camera, look), IceCover.Of(view, dem.Grid, ice), Samples);
        return new(Epoch.Parse(Path.GetFileName(folder)), dem, view, maps);
    }

    private static bool[] Mask(string path, Grid grid) => Array.ConvertAll(DemReader.ReadOnto(path, grid).Values, value => value > 0.5f);

    private static PlannedView PlanOf(string folder)
    {
        var path = Path.Combine(folder, "plan.json");
        try
        {
            return JsonSerializer.Deserialize<Plan>(File.ReadAllText(path), s_json)?.Views.FirstOrDefault() ?? throw new JsonException("no view");
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new InvalidInputException(path, "no-plan", error.Message, "the plan of a glacier's products", "Name a folder products/GLACIER that glacier demo or pull wrote.");
        }
    }

    private sealed record Plan(IReadOnlyList<PlannedView> Views);

    private sealed record PlannedView(string Name, Camera Camera, double SunAzimuth, double SunElevation, double? SnowLine);
}
