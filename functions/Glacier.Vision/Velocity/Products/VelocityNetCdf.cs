using System.Globalization;
using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity.Products;

/// <summary>Velocity maps as CF-1.8 NetCDF with the variable names of ITS_LIVE.</summary>
public static class VelocityNetCdf
{
    private const string MetresPerYear = "m year-1";

    /// <summary>Writes <c>v vx vy v_error vx_error vy_error count</c> on <c>y, x</c>, the middle date with bounds, and the mapping.</summary>
    /// <param name="path">File to write; replaced when it exists.</param>
    /// <param name="map">Velocities.</param>
    /// <param name="shift">Shift and error over stable ground in metres per year, east and north; null of a mosaic.</param>
    /// <param name="attributes">More items for the whole file: sources, method.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, VelocityMap map, StationaryError? shift, IReadOnlyDictionary<string, string> attributes)
    {
        var (grid, t) = (map.Grid, map.Grid.Transform);
        var (from, to) = (Days(map.First), Days(map.Second));
        var mapped = grid.Crs.Wkt.Length > 0;
        List<NetCdfVariable> variables =
        [
            new("time", [], [
                new("standard_name", "time"), new("long_name", "middle of the dates of the images"), new("units", "days since 1970-01-01 00:00:00"), new("calendar", "standard"), new("bounds", "time_bounds"),
            ], new[] { 0.5 * (from + to) }),
            new("time_bounds", ["nv"], [], new[] { from, to }),
            new("x", ["x"], [new("standard_name", "projection_x_coordinate"), new("long_name", mapped ? "x coordinate of projection" : "distance from the image's left edge"), new("units", "m"), new("axis", "X")],
                Enumerable.Range(0, grid.Width).Select(c => t.ToMap(c + 0.5, 0).X).ToArray()),
            new("y", ["y"], [new("standard_name", "projection_y_coordinate"), new("long_name", mapped ? "y coordinate of projection" : "distance from the image's lower edge"), new("units", "m"), new("axis", "Y")],
                Enumerable.Range(0, grid.Height).Select(r => t.ToMap(0, r + 0.5).Y).ToArray()),
            Field("vx", "velocity to the east (x)", map.Vx, "land_ice_surface_x_velocity", "vx_error", Stationary(shift?.ShiftX, shift?.ErrorX)),
            Field("vy", "velocity to the north (y)", map.Vy, "land_ice_surface_y_velocity", "vy_error", Stationary(shift?.ShiftY, shift?.ErrorY)),
            Field("v", "speed", map.V, null, "v_error count", []),
            Field("v_error", "standard error of the speed", map.VError, null, null, []),
            Field("vx_error", "standard error of vx", map.VxError, "land_ice_surface_x_velocity standard_error", null, []),
            Field("vy_error", "standard error of vy", map.VyError, "land_ice_surface_y_velocity standard_error", null, []),
            new("count", ["y", "x"], [new("long_name", "number of image pairs"), new("units", "1"), .. Mapping(mapped)], Array.ConvertAll(map.Count, c => (int)c)),
        ];
        if (mapped)
        {
            variables.Add(new("mapping", [], GridMapping(grid), new[] { 0 }));
        }

        List<NetCdfAttribute> whole =
        [
            new("Conventions", "CF-1.8"), new("title", "Glacier surface velocity"), new("source", "feature tracking between satellite images"),
            new("date_img1", Text(map.First)), new("date_img2", Text(map.Second)), new("date_dt", (double)(map.Second.DayNumber - map.First.DayNumber)),
            new("time_coverage_start", Text(map.First)), new("time_coverage_end", Text(map.Second)),
            .. attributes.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => new NetCdfAttribute(item.Key, item.Value)),
        ];
        NetCdfFile.Write(path, [("nv", 2), ("y", grid.Height), ("x", grid.Width)], whole, variables);

        NetCdfVariable Field(string name, string longName, float[] values, string? standardName, string? ancillary, IReadOnlyList<NetCdfAttribute> more)
        {
            List<NetCdfAttribute> said = [new("long_name", longName), new("units", MetresPerYear), new("_FillValue", float.NaN), new("coordinates", "time"), .. Mapping(mapped), .. more];
            if (standardName is not null)
            {
                said.Insert(0, new("standard_name", standardName));
            }

            if (ancillary is not null)
            {
                said.Add(new("ancillary_variables", ancillary));
            }

            return new(name, ["y", "x"], said, values);
        }
    }

    private static IEnumerable<NetCdfAttribute> Mapping(bool mapped) => mapped ? [new("grid_mapping", "mapping")] : [];

    private static NetCdfAttribute[] Stationary(double? shift, double? error) =>
        shift is { } s && error is { } e ? [new("stable_shift", s), new("stable_shift_stationary", s), new("error", e), new("error_stationary", e)] : [];

    private static List<NetCdfAttribute> GridMapping(Grid grid)
    {
        var t = grid.Transform;
        List<NetCdfAttribute> said =
        [
            new("crs_wkt", grid.Crs.Wkt), new("spatial_ref", grid.Crs.Wkt),
            new("GeoTransform", string.Create(CultureInfo.InvariantCulture, $"{t.West:R} {t.PixelWidth:R} 0 {t.North:R} 0 {-t.PixelHeight:R}")),
        ];

        // parameters of the two families that velocity maps come in; others are described by their text alone
        switch (grid.Crs.Epsg)
        {
            case >= 32601 and <= 32660 or >= 32701 and <= 32760:
                var (zone, south) = (grid.Crs.Epsg!.Value % 100, grid.Crs.Epsg.Value > 32700);
                said.InsertRange(0,
                [
                    new("grid_mapping_name", "transverse_mercator"), new("longitude_of_central_meridian", (6.0 * zone) - 183), new("latitude_of_projection_origin", 0.0),
                    new("scale_factor_at_central_meridian", 0.9996), new("false_easting", 500_000.0), new("false_northing", south ? 10_000_000.0 : 0.0), .. Ellipsoid(),
                ]);
                break;
            case 3413 or 3031:
                var north = grid.Crs.Epsg == 3413;
                said.InsertRange(0,
                [
                    new("grid_mapping_name", "polar_stereographic"), new("straight_vertical_longitude_from_pole", north ? -45.0 : 0.0),
                    new("latitude_of_projection_origin", north ? 90.0 : -90.0), new("standard_parallel", north ? 70.0 : -71.0), new("false_easting", 0.0), new("false_northing", 0.0), .. Ellipsoid(),
                ]);
                break;
        }

        return said;
    }

    private static IEnumerable<NetCdfAttribute> Ellipsoid() => [new("semi_major_axis", 6_378_137.0), new("inverse_flattening", 298.257223563)];

    private static double Days(DateOnly date) => date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Shift removed and error left over stable ground, metres per year.</summary>
/// <param name="ShiftX">To the east.</param>
/// <param name="ShiftY">To the north.</param>
/// <param name="ErrorX">NMAD to the east.</param>
/// <param name="ErrorY">NMAD to the north.</param>
public sealed record StationaryError(double ShiftX, double ShiftY, double ErrorX, double ErrorY)
{
    /// <summary>Of one pair; null where no stable ground told it.</summary>
    public static StationaryError? Of(PairVelocity pair)
    {
        var (east, north) = pair.PixelsToMetresPerYear;
        return pair.Shift.Applied ? new(pair.Shift.X * east, -pair.Shift.Y * north, pair.Shift.ErrorX * east, pair.Shift.ErrorY * north) : null;
    }
}
