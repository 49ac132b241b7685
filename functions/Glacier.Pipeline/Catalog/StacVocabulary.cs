using System.Globalization;
using System.Text.Json.Nodes;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Catalog;

/// <summary>Version and extensions that the catalogue is written in.</summary>
internal static class StacExtensions
{
    public const string Version = "1.1.0";
    private const string Projection = "https://stac-extensions.github.io/projection/v2.0.0/schema.json";
    private const string Raster = "https://stac-extensions.github.io/raster/v2.0.0/schema.json";
    private const string File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
    private const string Processing = "https://stac-extensions.github.io/processing/v1.2.0/schema.json";

    public static JsonArray OfItem() => new(Projection, Raster, File, Processing);

    public static JsonArray OfCollection() => new(File, Processing);
}

/// <summary>Relative links between the files of a catalogue.</summary>
internal static class StacLink
{
    public static JsonObject To(string relation, string file, string type = "application/json") =>
        new() { ["rel"] = relation, ["href"] = "./" + file, ["type"] = type };
}

/// <summary>Epochs as RFC 3339 instants: a day is its whole day, a bare year its whole year.</summary>
internal static class StacTime
{
    public static string Start(Epoch epoch) => Text(epoch.YearOnly ? new DateOnly(epoch.Year, 1, 1) : epoch.Date) + "T00:00:00Z";

    public static string End(Epoch epoch) => Text(epoch.YearOnly ? new DateOnly(epoch.Year, 12, 31) : epoch.Date) + "T23:59:59Z";

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
