using MaxRev.Gdal.Core;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Sets GDAL up once per process: drivers, quiet errors, nothing written beside inputs, nothing fetched from a network, bounded block cache.</summary>
internal static class GdalEnvironment
{
    private const int BlockCacheBytes = 128 << 20;

    // the discard port, where nobody listens
    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly Lazy<bool> Ready = new(Configure);

    /// <summary>Call before the first use of GDAL in a public method.</summary>
    public static void Ensure() => _ = Ready.Value;

    private static bool Configure()
    {
        GdalBase.ConfigureAll();
        Gdal.UseExceptions();
        Gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO");
        Gdal.SetConfigOption("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER");

        // the same product is the same bytes, whenever it is written
        Gdal.SetConfigOption("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z");

        // a file can name an address: a GeoJSON its reference system, a raster its parts
        Gdal.SetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "none");
        Gdal.SetConfigOption("GDAL_HTTP_PROXY", Nowhere);
        Gdal.SetConfigOption("GDAL_HTTPS_PROXY", Nowhere);
        Gdal.SetConfigOption("GDAL_HTTP_TIMEOUT", "1");
        Gdal.SetConfigOption("OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO");

        // a damaged file must be an error, never a guess
        Gdal.SetConfigOption("GTIFF_IGNORE_READ_ERRORS", "NO");
        Gdal.SetCacheMax(BlockCacheBytes);
        return true;
    }
}
