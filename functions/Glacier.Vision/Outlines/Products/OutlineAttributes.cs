using System.Globalization;
using Glacier.Terrain.Change;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Outlines.Products;

/// <summary>Attributes of a glacier as the Randolph Glacier Inventory 7 names them, with the confidence and the model besides.</summary>
public static class OutlineAttributes
{
    /// <summary>Fields of every outline file.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Fields { get; } =
    [
        new("rgi_id", ""), new("src_date", ""), new("area_km2", 0.0), new("area_err", 0.0), new("zmin_m", 0.0), new("zmed_m", 0.0), new("zmax_m", 0.0), new("slope_deg", 0.0),
        new("aspect_deg", 0.0), new("cenlon", 0.0), new("cenlat", 0.0), new("confidence_mean", 0.0), new("model_version", ""),
    ];

    /// <summary>Attributes of one glacier.</summary>
    /// <param name="ice">Flags on the grid: its pixels.</param>
    /// <param name="grid">Grid of the flags, projected in metres.</param>
    /// <param name="confidence">Confidence at a pixel of the flags.</param>
    /// <param name="dem">Elevations on the grid; null: those attributes are left out.</param>
    /// <param name="epoch">Date of the scene; null: unknown.</param>
    /// <param name="version">Version of the method.</param>
    /// <returns>
    /// <c>rgi_id</c> is the GLIMS id of the centre, by which inventories find one another; <c>area_km2</c> is on the ellipsoid; <c>area_err</c> is half a pixel along the outline
    /// (Paul et al. 2017); slope and aspect are of the mean gradient, clockwise from north.
    /// </returns>
    public static Dictionary<string, object> Of(bool[] ice, Grid grid, Func<int, float> confidence, float[]? dem, Epoch? epoch, string version)
    {
        var scale = GroundScale.Of(grid);
        var toSquareKilometres = scale.East * scale.North / 1e6;
        var (x, y, certain, pixels) = (0.0, 0.0, 0.0, 0);
        for (var i = 0; i < ice.Length; i++)
        {
            if (ice[i])
            {
                (x, y, pixels) = (x + (i % grid.Width) + 0.5, y + (i / grid.Width) + 0.5, pixels + 1);
                certain += confidence(i);
            }
        }

        var centre = grid.Transform.ToMap(x / pixels, y / pixels);
        var (longitude, latitude) = grid.Crs.ToWgs84(centre.X, centre.Y);
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["rgi_id"] = Id(longitude, latitude),
            ["area_km2"] = Math.Round(pixels * grid.Transform.PixelArea * toSquareKilometres, 6),
            ["area_err"] = Math.Round(MaskGeometry.AreaUncertainty(ice, grid.Width, grid.Height, grid.Transform) * toSquareKilometres, 6),
            ["cenlon"] = Math.Round(longitude, 6),
            ["cenlat"] = Math.Round(latitude, 6),
            ["confidence_mean"] = Math.Round(certain / pixels, 4),
            ["model_version"] = version,
        };
        if (epoch is { } date)
        {
            attributes["src_date"] = date.ToString();
        }

        if (dem is not null)
        {
            AddRelief(attributes, ice, grid, dem);
        }

        return attributes;
    }

    private static void AddRelief(Dictionary<string, object> attributes, bool[] ice, Grid grid, float[] dem)
    {
        var elevations = new List<float>();
        var (slope, east, north, gradients) = (0.0, 0.0, 0.0, 0);
        for (var i = 0; i < ice.Length; i++)
        {
            if (!ice[i] || !float.IsFinite(dem[i]))
            {
                continue;
            }

            elevations.Add(dem[i]);
            var (column, row) = (i % grid.Width, i / grid.Width);
            if (column == 0 || row == 0 || column == grid.Width - 1 || row == grid.Height - 1)
            {
                continue;
            }

            var dx = (dem[i + 1] - dem[i - 1]) / (2 * grid.Transform.PixelWidth);
            var dy = (dem[i - grid.Width] - dem[i + grid.Width]) / (2 * grid.Transform.PixelHeight);
            var steep = Math.Sqrt((dx * dx) + (dy * dy));
            if (double.IsFinite(steep))
            {
                slope += Math.Atan(steep) * 180 / Math.PI;
                (east, north, gradients) = (east - dx, north - dy, gradients + 1);
            }
        }

        if (elevations.Count == 0 || gradients == 0)
        {
            return;
        }

        elevations.Sort();
        attributes["zmin_m"] = Math.Round((double)elevations[0], 1);
        attributes["zmed_m"] = Math.Round((double)elevations[elevations.Count / 2], 1);
        attributes["zmax_m"] = Math.Round((double)elevations[^1], 1);
        attributes["slope_deg"] = Math.Round(slope / gradients, 2);
        attributes["aspect_deg"] = Math.Round(((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360, 1);
    }

    // thousandths of a degree, longitude counted eastwards, as GLIMS forms its ids
    private static string Id(double longitude, double latitude) => string.Create(
        CultureInfo.InvariantCulture, $"G{(int)Math.Round((longitude < 0 ? longitude + 360 : longitude) * 1000):000000}E{(int)Math.Round(Math.Abs(latitude) * 1000):00000}{(latitude < 0 ? 'S' : 'N')}");
}
