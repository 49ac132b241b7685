namespace Glacier.Terrain.Rasters;

/// <summary>A projected coordinate reference system in metres, as its well-known text.</summary>
/// <param name="Wkt">OGC well-known text (WKT 1 or 2), as GDAL reads and writes it; empty where it is unknown.</param>
public sealed record ReferenceSystem(string Wkt)
{
    /// <summary>No reference system known: numbers are still metres.</summary>
    public static ReferenceSystem Unknown { get; } = new("");
}
