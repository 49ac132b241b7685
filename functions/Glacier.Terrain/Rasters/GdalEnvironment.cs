using MaxRev.Gdal.Core;
using OSGeo.GDAL;

namespace Glacier.Terrain.Rasters;

/// <summary>Sets GDAL up once per process: drivers, quiet errors, nothing written beside inputs, bounded block cache.</summary>
internal static class GdalEnvironment
{
    private const int BlockCacheBytes = 128 << 20;

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

        // a damaged file must be an error, never a guess
        Gdal.SetConfigOption("GTIFF_IGNORE_READ_ERRORS", "NO");
        Gdal.SetCacheMax(BlockCacheBytes);
        return true;
    }
}
