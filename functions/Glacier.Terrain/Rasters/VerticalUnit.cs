using OSGeo.GDAL;
using OSGeo.OSR;

namespace Glacier.Terrain.Rasters;

/// <summary>Unit of a DEM's values and its length in metres.</summary>
/// <param name="Name"><c>m</c>, <c>ft</c> (international, 0.3048 m) or <c>us-ft</c> (1200/3937 m).</param>
/// <param name="Metres">Length of one unit in metres.</param>
internal readonly record struct VerticalUnit(string Name, double Metres)
{
    private static readonly VerticalUnit Metre = new("m", 1);
    private static readonly VerticalUnit Foot = new("ft", 0.3048);
    private static readonly VerticalUnit SurveyFoot = new("us-ft", 1200.0 / 3937);

    /// <summary>What the caller says, else the band's unit, else the vertical reference system's, else metres.</summary>
    /// <exception cref="InvalidInputException">Rule <c>unknown-vertical-unit</c>.</exception>
    public static VerticalUnit Of(string file, string? said, Band band, SpatialReference srs)
    {
        // NetCDF writes "-" for a number without a unit
        var name = said ?? band.GetUnitType();
        if (string.IsNullOrWhiteSpace(name) || name.Trim() == "-")
        {
            return srs.IsCompound() != 0 ? OfLength(file, srs.GetTargetLinearUnits("VERT_CS")) : Metre;
        }

        return name.Trim().ToLowerInvariant().Replace('_', ' ') switch
        {
            "m" or "metre" or "meter" or "metres" or "meters" => Metre,
            "ft" or "foot" or "feet" or "international foot" or "international feet" => Foot,
            "us-ft" or "ftus" or "us ft" or "us survey foot" or "us survey feet" or "survey foot" or "foot us" => SurveyFoot,
            var other => throw Unknown(file, other),
        };
    }

    private static VerticalUnit OfLength(string file, double metres) =>
        Math.Abs(metres - 1) < 1e-9 ? Metre
        : Math.Abs(metres - Foot.Metres) < 1e-9 ? Foot
        : Math.Abs(metres - SurveyFoot.Metres) < 1e-9 ? SurveyFoot
        : throw Unknown(file, FormattableString.Invariant($"a unit of {metres} m"));

    private static InvalidInputException Unknown(string file, string found) => new(
        file, "unknown-vertical-unit", found, "m, ft or us-ft", "State the unit in the file (gdal_edit.py -units) or in glacier.json (verticalUnit).");
}
