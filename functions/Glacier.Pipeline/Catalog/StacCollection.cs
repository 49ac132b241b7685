using System.Text.Json.Nodes;

namespace Glacier.Pipeline.Catalog;

/// <summary>All that is known of one glacier as a STAC 1.1 collection.</summary>
/// <param name="Id">The glacier's id.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What the collection holds.</param>
/// <param name="Licence">SPDX identifier, or <c>other</c>.</param>
/// <param name="Items">Its items, at least one, by date.</param>
/// <param name="Assets">Files that belong to the glacier as a whole: film, page, tables.</param>
public sealed record StacCollection(string Id, string Title, string Description, string Licence, IReadOnlyList<StacItem> Items, IReadOnlyList<StacAsset> Assets)
{
    /// <summary>Name of its file.</summary>
    public const string FileName = "collection.json";

    /// <summary>The collection as JSON.</summary>
    /// <exception cref="InvalidOperationException">There are no items, so that the extent is unknown.</exception>
    public JsonObject ToJson()
    {
        if (Items.Count == 0)
        {
            throw new InvalidOperationException($"{Id}: a STAC collection needs at least one item to know its extent");
        }

        return new JsonObject
        {
            ["type"] = "Collection",
            ["stac_version"] = StacExtensions.Version,
            ["stac_extensions"] = StacExtensions.OfCollection(),
            ["id"] = Id,
            ["title"] = Title,
            ["description"] = Description,
            ["license"] = Licence,
            ["extent"] = new JsonObject
            {
                ["spatial"] = new JsonObject
                {
                    ["bbox"] = new JsonArray(Box()),
                },
                ["temporal"] = new JsonObject
                {
                    ["interval"] = new JsonArray(new JsonArray(StacTime.Start(Items.Min(item => item.From)), StacTime.End(Items.Max(item => item.To)))),
                },
            },
            ["links"] = new JsonArray([StacLink.To("root", FileName), .. Items.Select(item => (JsonNode)StacLink.To("item", item.FileName, "application/geo+json"))]),
            ["assets"] = new JsonObject(Assets.Select(asset => KeyValuePair.Create(asset.Key, (JsonNode?)StacItem.AssetJson(asset)))),
        };
    }

    // a collection must have an extent: of what lies nowhere the whole Earth
    private JsonArray Box()
    {
        var placed = Items.Select(item => item.Footprint).OfType<(double West, double South, double East, double North)>().ToList();
        return placed.Count == 0 ? new(-180.0, -90.0, 180.0, 90.0)
            : new(placed.Min(box => box.West), placed.Min(box => box.South), placed.Max(box => box.East), placed.Max(box => box.North));
    }
}
