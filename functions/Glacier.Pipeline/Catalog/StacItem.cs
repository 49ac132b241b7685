using System.Globalization;
using System.Text.Json.Nodes;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Catalog;

/// <summary>One epoch of a glacier, or the change over all of them, as a STAC 1.1 item.</summary>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Collection">Id of the collection it belongs to.</param>
/// <param name="Footprint">Outer corners in WGS84 degrees: west, south, east, north; null where the place is unknown.</param>
/// <param name="From">The survey's date, or the first of several.</param>
/// <param name="To">The last date; equal to <paramref name="From"/> for a single survey.</param>
/// <param name="Grid">Grid that the rasters share.</param>
/// <param name="Epsg">EPSG code of the grid, null where it has none.</param>
/// <param name="Assets">Files.</param>
/// <param name="Software">Name and version of what made it.</param>
public sealed record StacItem(
    string Id,
    string Collection,
    (double West, double South, double East, double North)? Footprint,
    Epoch From,
    Epoch To,
    Grid Grid,
    int? Epsg,
    IReadOnlyList<StacAsset> Assets,
    (string Name, string Version) Software)
{
    /// <summary>Name of its file beside the collection's.</summary>
    public string FileName => Id + ".json";

    /// <summary>The item as GeoJSON.</summary>
    public JsonObject ToJson()
    {
        var properties = new JsonObject
        {
            ["title"] = From == To ? $"{Collection}, {From}" : $"{Collection}, {From} to {To}",
            ["datetime"] = From == To && !From.YearOnly ? StacTime.Start(From) : null,
            ["gsd"] = Math.Max(Grid.Transform.PixelWidth, Grid.Transform.PixelHeight),
            ["proj:code"] = Epsg is { } code ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{code}") : null,
            ["proj:shape"] = new JsonArray(Grid.Height, Grid.Width),
            ["proj:transform"] = Transform(Grid),
            ["processing:software"] = new JsonObject { [Software.Name] = Software.Version },
        };
        if (Epsg is null && Grid.Crs.Wkt.Length > 0)
        {
            properties["proj:wkt2"] = Grid.Crs.Wkt;
        }

        if (From != To || From.YearOnly)
        {
            properties["start_datetime"] = StacTime.Start(From);
            properties["end_datetime"] = StacTime.End(To);
        }

        var item = new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = StacExtensions.Version,
            ["stac_extensions"] = StacExtensions.OfItem(),
            ["id"] = Id,
            ["collection"] = Collection,
            ["geometry"] = Geometry(),
            ["properties"] = properties,
            ["links"] = new JsonArray(
                StacLink.To("root", "collection.json"),
                StacLink.To("parent", "collection.json"),
                StacLink.To("collection", "collection.json")),
            ["assets"] = new JsonObject(Assets.Select(asset => KeyValuePair.Create(asset.Key, (JsonNode?)AssetJson(asset)))),
        };
        if (Footprint is { } box)
        {
            item["bbox"] = new JsonArray(box.West, box.South, box.East, box.North);
        }

        return item;
    }

    /// <summary>Outer corners of a grid in WGS84 degrees; null where it has no reference system.</summary>
    public static (double West, double South, double East, double North)? FootprintOf(Grid grid)
    {
        if (grid.Crs.Wkt.Length == 0)
        {
            return null;
        }

        var (west, north) = grid.Transform.ToMap(0, 0);
        var (east, south) = grid.Transform.ToMap(grid.Width, grid.Height);
        double[] x = [west, east, east, west];
        double[] y = [north, north, south, south];
        grid.Crs.Convert(ReferenceSystem.Wgs84, x, y);
        return (x.Min(), y.Min(), x.Max(), y.Max());
    }

    // an item without a place has a null geometry and no box
    private JsonObject? Geometry() => Footprint is not (var west, var south, var east, var north) ? null : new JsonObject
    {
        ["type"] = "Polygon",
        ["coordinates"] = new JsonArray(new JsonArray(
            new JsonArray(west, south), new JsonArray(east, south), new JsonArray(east, north), new JsonArray(west, north), new JsonArray(west, south))),
    };

    internal static JsonObject AssetJson(StacAsset asset)
    {
        var json = new JsonObject
        {
            ["href"] = asset.Href,
            ["type"] = asset.MediaType,
            ["title"] = asset.Title,
            ["roles"] = new JsonArray([.. asset.Roles.Select(role => (JsonNode)role)]),
            ["file:size"] = asset.Bytes,

            // a multihash: 12 says SHA-256, 20 says 32 bytes
            ["file:checksum"] = "1220" + asset.Sha256,
        };
        if (asset.Grid is { } grid)
        {
            json["proj:shape"] = new JsonArray(grid.Height, grid.Width);
            json["proj:transform"] = Transform(grid);
            json["raster:spatial_resolution"] = grid.Transform.PixelWidth;
            json["raster:sampling"] = "area";
        }

        if (asset.Bands is { } bands)
        {
            json["bands"] = new JsonArray([.. bands.Select(band => (JsonNode)BandJson(band))]);
        }

        if (asset.Synthetic)
        {
            json["description"] = "Synthetic image: rendered from elevation models, not a photograph.";
            json["processing:level"] = "L4";
        }

        return json;
    }

    private static JsonObject BandJson(StacBand band)
    {
        var json = new JsonObject { ["name"] = band.Name, ["data_type"] = "float32", ["nodata"] = "nan", ["unit"] = band.Unit };
        if (band is { Minimum: { } minimum, Maximum: { } maximum } && double.IsFinite(minimum) && double.IsFinite(maximum))
        {
            json["statistics"] = new JsonObject { ["minimum"] = minimum, ["maximum"] = maximum };
        }

        return json;
    }

    private static JsonArray Transform(Grid grid) =>
        new(grid.Transform.PixelWidth, 0.0, grid.Transform.West, 0.0, -grid.Transform.PixelHeight, grid.Transform.North);
}
