using System.Text.Json;
using Glacier.Terrain.Rasters;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Contours;

/// <summary>Iso-elevation lines as GeoJSON.</summary>
public static class IsoLineFile
{
    /// <summary>Writes one feature per elevation, in WGS84 degrees to seven decimals (RFC 7946), with the property <c>elevation_m</c>.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="lines">Lines in map coordinates.</param>
    /// <param name="crs">Their reference system.</param>
    public static void WriteGeoJson(string path, IEnumerable<IsoLine> lines, ReferenceSystem crs)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var line in lines.Where(line => !line.Lines.IsEmpty))
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("properties");
            json.WriteNumber("elevation_m", line.Elevation);
            json.WriteEndObject();
            json.WriteStartObject("geometry");
            json.WriteString("type", "MultiLineString");
            json.WriteStartArray("coordinates");
            foreach (var part in line.Lines.Geometries)
            {
                WritePart(json, part.Coordinates, crs);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, Coordinate[] points, ReferenceSystem crs)
    {
        var x = Array.ConvertAll(points, point => point.X);
        var y = Array.ConvertAll(points, point => point.Y);
        crs.Convert(ReferenceSystem.Wgs84, x, y);
        json.WriteStartArray();
        for (var k = 0; k < x.Length; k++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(x[k], 7));
            json.WriteNumberValue(Math.Round(y[k], 7));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
