using System.Globalization;
using OSGeo.OSR;

namespace Glacier.Terrain.Rasters;

/// <summary>A projected coordinate reference system in metres, as its well-known text.</summary>
/// <param name="Wkt">OGC well-known text (WKT 1 or 2), as GDAL reads and writes it; empty where it is unknown.</param>
/// <remarks>Coordinates are always x to the east (longitude), y to the north (latitude), whatever the authority's axis order.</remarks>
public sealed record ReferenceSystem(string Wkt)
{
    /// <summary>No reference system known: numbers are still metres.</summary>
    public static ReferenceSystem Unknown { get; } = new("");

    /// <summary>Longitude and latitude in degrees, EPSG:4326 (the one system here that is not in metres).</summary>
    public static ReferenceSystem Wgs84 { get; } = FromEpsg(4326);

    /// <summary>A system by its EPSG code.</summary>
    /// <exception cref="ArgumentException">No such code.</exception>
    public static ReferenceSystem FromEpsg(int code)
    {
        GdalEnvironment.Ensure();
        using var srs = new SpatialReference("");
        try
        {
            srs.ImportFromEPSG(code);
        }
        catch (ApplicationException e)
        {
            throw new ArgumentException($"EPSG:{code} is no coordinate reference system", nameof(code), e);
        }

        return Of(srs);
    }

    /// <summary>The UTM system on WGS 84 that a place belongs to, with the exceptions for south-west Norway and Svalbard.</summary>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="latitude">Degrees north.</param>
    public static ReferenceSystem UtmZoneOf(double longitude, double latitude) => FromEpsg((latitude < 0 ? 32700 : 32600) + UtmZoneNumber(longitude, latitude));

    /// <summary>EPSG code, where the system has or matches one.</summary>
    public int? Epsg
    {
        get
        {
            if (Wkt.Length == 0)
            {
                return null;
            }

            using var srs = Open();
            var code = srs.GetAuthorityName(null) == "EPSG" ? srs.GetAuthorityCode(null) : null;
            if (code is null && srs.IsCompound() == 0)
            {
                try
                {
                    srs.AutoIdentifyEPSG();
                    code = srs.GetAuthorityName(null) == "EPSG" ? srs.GetAuthorityCode(null) : null;
                }
                catch (ApplicationException)
                {
                    // a system of no known code is a system all the same
                    return null;
                }
            }

            return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }

    /// <summary>Name of the system, or <c>unknown</c>.</summary>
    public string Name
    {
        get
        {
            if (Wkt.Length == 0)
            {
                return "unknown";
            }

            using var srs = Open();
            return srs.GetName() ?? "unknown";
        }
    }

    /// <summary>True for a projected system whose coordinates are metres.</summary>
    public bool IsProjectedInMetres
    {
        get
        {
            if (Wkt.Length == 0)
            {
                return false;
            }

            using var srs = Open();
            return IsMetric(srs);
        }
    }

    /// <summary>True where both describe the same system, however written.</summary>
    public bool SameAs(ReferenceSystem other)
    {
        if (Wkt == other.Wkt)
        {
            return true;
        }

        if (Wkt.Length == 0 || other.Wkt.Length == 0)
        {
            return false;
        }

        using var a = Open();
        using var b = other.Open();
        return a.IsSame(b, null) != 0;
    }

    /// <summary>Converts positions in place to another system.</summary>
    /// <param name="target">System to convert to.</param>
    /// <param name="x">East coordinates (or longitudes), replaced.</param>
    /// <param name="y">North coordinates (or latitudes), replaced.</param>
    /// <exception cref="InvalidOperationException">One of the systems is unknown, or a position lies outside what they can express.</exception>
    public void Convert(ReferenceSystem target, double[] x, double[] y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (Wkt == target.Wkt || x.Length == 0)
        {
            return;
        }

        if (Wkt.Length == 0 || target.Wkt.Length == 0)
        {
            throw new InvalidOperationException("positions of an unknown reference system cannot be converted");
        }

        try
        {
            using var from = Open();
            using var to = target.Open();
            using var transformation = new CoordinateTransformation(from, to);
            transformation.TransformPoints(x.Length, x, y, new double[x.Length]);
        }
        catch (ApplicationException e)
        {
            throw new InvalidOperationException($"positions cannot be converted from {Name} to {target.Name}: {e.Message}", e);
        }

        if (!Array.TrueForAll(x, double.IsFinite))
        {
            throw new InvalidOperationException($"some positions cannot be converted from {Name} to {target.Name}");
        }
    }

    /// <summary>Converts one position to another system.</summary>
    /// <exception cref="InvalidOperationException">As for many positions.</exception>
    public (double X, double Y) Convert(ReferenceSystem target, double x, double y)
    {
        double[] xs = [x], ys = [y];
        Convert(target, xs, ys);
        return (xs[0], ys[0]);
    }

    /// <summary>Longitude and latitude in degrees of a position.</summary>
    /// <exception cref="InvalidOperationException">The position cannot be converted.</exception>
    public (double Longitude, double Latitude) ToWgs84(double x, double y) => Convert(Wgs84, x, y);

    /// <summary>Position in this system of a longitude and latitude in degrees.</summary>
    /// <exception cref="InvalidOperationException">The position cannot be converted.</exception>
    public (double X, double Y) FromWgs84(double longitude, double latitude) => Wgs84.Convert(this, longitude, latitude);

    /// <summary>Where the map's north points: its true azimuth, degrees clockwise from the meridian (grid convergence); 0 where the system is unknown.</summary>
    /// <param name="x">Map x, metres.</param>
    /// <param name="y">Map y, metres.</param>
    public double MapNorthDegrees(double x, double y)
    {
        if (Wkt.Length == 0)
        {
            return 0;
        }

        const double Ahead = 1000;
        var (longitude, latitude) = ToWgs84(x, y);
        var (eastward, northward) = ToWgs84(x, y + Ahead);
        return Math.Atan2(Math.IEEERemainder(eastward - longitude, 360) * Math.Cos(latitude * Math.PI / 180), northward - latitude) * 180 / Math.PI;
    }

    internal static ReferenceSystem Of(SpatialReference srs)
    {
        srs.ExportToWkt(out var wkt, ["FORMAT=WKT1_GDAL"]);
        if (wkt.Length == 0)
        {
            srs.ExportToWkt(out wkt, ["FORMAT=WKT2_2019"]);
        }

        return new ReferenceSystem(wkt);
    }

    internal static bool IsMetric(SpatialReference srs) => srs.IsProjected() != 0 && Math.Abs(srs.GetLinearUnits() - 1) < 1e-9;

    /// <summary>The system as GDAL's object, x east.</summary>
    internal SpatialReference Open()
    {
        GdalEnvironment.Ensure();
        var srs = new SpatialReference(Wkt);
        srs.SetAxisMappingStrategy(AxisMappingStrategy.OAMS_TRADITIONAL_GIS_ORDER);
        return srs;
    }

    private static int UtmZoneNumber(double longitude, double latitude)
    {
        var wrapped = longitude - (360 * Math.Floor((longitude + 180) / 360));
        if (latitude is >= 56 and < 64 && wrapped is >= 3 and < 12)
        {
            return 32;
        }

        if (latitude is >= 72 and < 84 && wrapped is >= 0 and < 42)
        {
            return wrapped < 9 ? 31 : wrapped < 21 ? 33 : wrapped < 33 ? 35 : 37;
        }

        return Math.Clamp((int)Math.Floor((wrapped + 180) / 6) + 1, 1, 60);
    }
}
