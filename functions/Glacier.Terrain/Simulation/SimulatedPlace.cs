using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Simulation;

/// <summary>Where simulated glaciers lie: in the high Alps of UTM zone 32, where a reader expects a valley glacier.</summary>
internal static class SimulatedPlace
{
    /// <summary>Map x of the domain's west edge, metres.</summary>
    public const double West = 640_000;

    /// <summary>Map y of the domain's north edge, metres.</summary>
    public const double North = 5_190_000;

    /// <summary>WGS 84 / UTM zone 32N.</summary>
    public static ReferenceSystem Crs { get; } = new(
        """PROJCS["WGS 84 / UTM zone 32N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","32632"]]""");
}
