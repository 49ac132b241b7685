using Glacier.Pipeline.Catalog;
using Glacier.Terrain.Rasters;

namespace Glacier.Pipeline.Tests.Catalog;

public class StacTests
{
    private static readonly Grid _grid = new(30, 20, new GeoTransform(400_000, 5_200_000, 25, 25), ReferenceSystem.Unknown);

    [Fact]
    public void An_item_has_every_field_that_the_specification_requires()
    {
        var json = Item(Epoch.Parse("2018-09-13")).ToJson();
        Assert.Equal("Feature", (string?)json["type"]);
        Assert.Equal("1.1.0", (string?)json["stac_version"]);
        foreach (var required in new[] { "id", "geometry", "bbox", "properties", "links", "assets", "collection" })
        {
            Assert.True(json.ContainsKey(required), required);
        }

        Assert.Equal("2018-09-13T00:00:00Z", (string?)json["properties"]!["datetime"]);
        Assert.Equal("EPSG:32632", (string?)json["properties"]!["proj:code"]);
        Assert.Equal([20, 30], json["properties"]!["proj:shape"]!.AsArray().Select(n => (int)n!));
    }

    [Fact]
    public void A_bare_year_is_an_interval_with_a_null_datetime()
    {
        var properties = Item(Epoch.OfYear(1926)).ToJson()["properties"]!.AsObject();
        Assert.True(properties.ContainsKey("datetime"));
        Assert.Null(properties["datetime"]);
        Assert.Equal("1926-01-01T00:00:00Z", (string?)properties["start_datetime"]);
        Assert.Equal("1926-12-31T23:59:59Z", (string?)properties["end_datetime"]);
    }

    [Fact]
    public void The_affine_transform_maps_pixel_corners_to_the_map()
    {
        var t = Item(Epoch.OfYear(1926)).ToJson()["properties"]!["proj:transform"]!.AsArray().Select(n => (double)n!).ToArray();
        var (x, y) = _grid.Transform.ToMap(7, 11);
        Assert.Equal(x, (t[0] * 7) + (t[1] * 11) + t[2], 1e-9);
        Assert.Equal(y, (t[3] * 7) + (t[4] * 11) + t[5], 1e-9);
    }

    [Fact]
    public void The_footprint_closes_and_runs_counter_clockwise()
    {
        var ring = Item(Epoch.OfYear(1926)).ToJson()["geometry"]!["coordinates"]![0]!.AsArray().Select(p => ((double)p![0]!, (double)p![1]!)).ToList();
        Assert.Equal(ring[0], ring[^1]);
        Assert.True(ring.Zip(ring.Skip(1), (a, b) => (a.Item1 * b.Item2) - (b.Item1 * a.Item2)).Sum() > 0);
    }

    [Fact]
    public void Checksums_are_multihashes_and_synthetic_pictures_say_so()
    {
        var asset = Item(Epoch.OfYear(1926)).ToJson()["assets"]!["view"]!;
        Assert.Equal("1220" + new string('a', 64), (string?)asset["file:checksum"]);
        Assert.Contains("Synthetic", (string?)asset["description"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_collection_spans_its_items_and_links_each()
    {
        var json = new StacCollection("aletsch", "Aletsch", "All", "other", [Item(Epoch.OfYear(1926)), Item(Epoch.Parse("2018-09-13"))], []).ToJson();
        var interval = json["extent"]!["temporal"]!["interval"]![0]!;
        Assert.Equal("1926-01-01T00:00:00Z", (string?)interval[0]);
        Assert.Equal("2018-09-13T23:59:59Z", (string?)interval[1]);
        Assert.Equal(2, json["links"]!.AsArray().Count(link => (string?)link!["rel"] == "item"));
    }

    [Fact]
    public void What_lies_nowhere_has_a_null_geometry_and_a_collection_of_it_the_whole_earth()
    {
        var nowhere = Item(Epoch.Parse("2020-02-07")) with { Footprint = null, Epsg = null };
        var json = nowhere.ToJson();
        Assert.True(json.ContainsKey("geometry"));
        Assert.Null(json["geometry"]);
        Assert.False(json.ContainsKey("bbox"));
        var box = new StacCollection("x", "x", "x", "other", [nowhere], []).ToJson()["extent"]!["spatial"]!["bbox"]![0]!.AsArray();
        Assert.Equal([-180, -90, 180, 90], box.Select(n => (double)n!));
    }

    [Fact]
    public void Every_band_of_a_raster_is_named_with_its_unit()
    {
        var asset = new StacAsset("velocity", "../v.tif", StacAsset.Cog, "Velocity", ["data"], 1, new string('a', 64), _grid, [new("vx", "m/yr"), new("count", "1")]);
        var bands = (Item(Epoch.OfYear(2020)) with { Assets = [asset] }).ToJson()["assets"]!["velocity"]!["bands"]!.AsArray();
        Assert.Equal(["vx m/yr", "count 1"], bands.Select(band => $"{band!["name"]} {band["unit"]}"));
    }

    [Fact]
    public void A_collection_without_items_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new StacCollection("x", "x", "x", "other", [], []).ToJson());

    private static StacItem Item(Epoch epoch) => new(
        "aletsch-" + epoch,
        "aletsch",
        (7.9, 46.4, 8.1, 46.6),
        epoch,
        epoch,
        _grid,
        32632,
        [new StacAsset("view", "views/a.png", "image/png", "View", ["visual"], 12, new string('a', 64), Synthetic: true)],
        ("GlacierFunctions", "1.0"));
}
