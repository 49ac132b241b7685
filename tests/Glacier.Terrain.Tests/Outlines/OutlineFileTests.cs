using System.Text.Json;
using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Tests.Rasters;
using Glacier.Tests;
using NetTopologySuite.Geometries;

namespace Glacier.Terrain.Tests.Outlines;

public sealed class OutlineFileTests : IDisposable
{
    private readonly GdalCommand _gdal = new();

    public void Dispose() => _gdal.Dispose();

    [Fact]
    public void A_raster_mask_is_read_as_outline()
    {
        var path = RealData.Path("aletsch", "icemask_1880.tif");
        var dem = DemReader.Read(RealData.Path("aletsch", "Aletsch_1880.tif"));
        var outline = OutlineFile.Read(path, dem.Crs);
        Assert.Equal(Epoch.OfYear(1880), outline.Epoch);
        Assert.Equal(_gdal.Pixels(path).Select(value => value == 1), OutlineMask.Rasterize(outline, dem.Grid));
    }

    [Fact]
    public void A_DEM_is_no_outline() =>
        AssertRule("not-an-outline", RealData.Path("aletsch", "Aletsch_1880.tif"));

    [Fact]
    public void An_inventory_is_clipped_to_a_grid()
    {
        var inventory = RealData.Path("exploradores", "17_rgi60_glacier_outlines.gpkg");
        var dem = DemReader.Read(RealData.Path("exploradores", "AST_L1A_00303182012144228_Z.tif"));
        var all = OutlineFile.Read(inventory, dem.Crs);
        var within = OutlineFile.Read(inventory, dem.Crs, dem.Grid);
        Assert.InRange(within.AreaSquareMetres, 1, all.AreaSquareMetres);
        var touching = OutlineFile.ReadFeatures(inventory, dem.Crs, dem.Grid);
        Assert.InRange(touching.Count, 1, 47);
        Assert.All(touching, feature => Assert.Contains("RGIId", feature.Attributes));
        var largest = touching.MaxBy(feature => feature.Outline.AreaSquareMetres)!;

        // the inventory's own area is on the ellipsoid's surface, ours in UTM's plane
        Assert.Equal(1, largest.Outline.AreaSquareMetres / 1e6 / (double)largest.Attributes["Area"], 0.01);
        var one = OutlineFile.Read(inventory, dem.Crs, choose: feature => Equals(feature.Attributes["RGIId"], largest.Attributes["RGIId"]));
        Assert.Equal(largest.Outline.AreaSquareMetres, one.AreaSquareMetres, 1.0);
        Assert.NotNull(largest.Outline.Epoch);
    }

    [Fact]
    public void A_shapefile_is_read_without_being_changed()
    {
        var path = RealData.Path("hintereisferner", "Hintereisferner_RGI6.shp");
        var before = Directory.GetFiles(Path.GetDirectoryName(path)!);
        var outline = OutlineFile.Read(path, ReferenceSystem.FromEpsg(32632));
        Assert.InRange(outline.AreaSquareMetres, 7.9e6, 8.2e6);
        Assert.Equal(before, Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_GeoPackage_opens_with_ogrinfo_and_comes_back()
    {
        var path = _gdal.File("o.gpkg");
        OutlineFile.WriteGeoPackage(path, [Feature(1), Feature(2)]);
        var report = _gdal.Run("ogrinfo", "-al", path);
        Assert.Contains("Feature Count: 2", report, StringComparison.Ordinal);
        Assert.Contains("Multi Polygon", report, StringComparison.Ordinal);
        Assert.Contains("32632", report, StringComparison.Ordinal);
        Assert.Contains("rgi_id (String) = RGI-2", report, StringComparison.Ordinal);
        var back = OutlineFile.ReadFeatures(path, ReferenceSystem.FromEpsg(32632));
        Assert.True(Feature(2).Outline.Geometry.EqualsTopologically(back[1].Outline.Geometry));
        Assert.Equal(2.5, back[1].Attributes["area_km2"]);
        Assert.Equal(2L, back[1].Attributes["count"]);
        Assert.Equal("2018-09-13", back[1].Outline.Epoch.ToString());
    }

    [Fact]
    public void The_same_outlines_give_the_same_bytes()
    {
        OutlineFile.WriteGeoPackage(_gdal.File("a.gpkg"), [Feature(1)]);
        OutlineFile.WriteGeoPackage(_gdal.File("b.gpkg"), [Feature(1)]);
        Assert.Equal(File.ReadAllBytes(_gdal.File("a.gpkg")), File.ReadAllBytes(_gdal.File("b.gpkg")));
    }

    [Fact]
    public void GeoJSON_is_in_degrees_by_the_right_hand_rule()
    {
        var path = _gdal.File("o.geojson");
        OutlineFile.WriteGeoJson(path, [Feature(1)]);
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        Assert.False(json.RootElement.TryGetProperty("crs", out _));
        var geometry = json.RootElement.GetProperty("features")[0].GetProperty("geometry");
        var rings = geometry.GetProperty("coordinates");
        rings = geometry.GetProperty("type").GetString() == "Polygon" ? rings : rings[0];
        Assert.True(SignedArea(rings[0]) > 0, "outer ring counter-clockwise");
        Assert.True(SignedArea(rings[1]) < 0, "hole clockwise");
        Assert.InRange(rings[0][0][0].GetDouble(), 7, 9);
        Assert.InRange(rings[0][0][1].GetDouble(), 45, 48);
        var back = OutlineFile.Read(path, ReferenceSystem.FromEpsg(32632));
        Assert.Equal(Feature(1).Outline.AreaSquareMetres, back.AreaSquareMetres, 20.0);
    }

    [Fact]
    public void Neighbours_that_share_a_border_become_one()
    {
        var path = _gdal.File("o.gpkg");
        OutlineFile.WriteGeoPackage(path, [Square(0), Square(1000)]);
        var outline = OutlineFile.Read(path, ReferenceSystem.FromEpsg(32632));
        Assert.Equal(1, outline.Geometry.NumGeometries);
        Assert.Equal(2e6, outline.AreaSquareMetres, 1e-3);
    }

    [Fact]
    public void Bad_files_are_told()
    {
        File.WriteAllText(_gdal.File("a.geojson"), "");
        AssertRule("empty-file", _gdal.File("a.geojson"));
        File.WriteAllText(_gdal.File("b.geojson"), "just text");
        AssertRule("not-an-outline", _gdal.File("b.geojson"));
        File.WriteAllText(_gdal.File("c.geojson"), """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[8,46]}}]}""");
        AssertRule("no-outline", _gdal.File("c.geojson"));
        File.WriteAllText(_gdal.File("d.vrt"), "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc/hostname</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
        AssertRule("not-an-outline", _gdal.File("d.vrt"));
        Assert.Throws<FileNotFoundException>(() => OutlineFile.Read(_gdal.File("none.gpkg"), ReferenceSystem.FromEpsg(32632)));
    }

    private static void AssertRule(string rule, string path) =>
        Assert.Equal(rule, Assert.Throws<InvalidInputException>(() => OutlineFile.Read(path, ReferenceSystem.FromEpsg(32632))).Rule);

    private static double SignedArea(JsonElement ring)
    {
        var points = ring.EnumerateArray().Select(point => (X: point[0].GetDouble(), Y: point[1].GetDouble())).ToList();
        return points.Zip(points.Skip(1)).Sum(pair => (pair.First.X * pair.Second.Y) - (pair.Second.X * pair.First.Y)) / 2;
    }

    private static OutlineFeature Square(double shift) => new(
        new Outline(new MultiPolygon([new Polygon(Ring(400000 + shift, 1000))]), ReferenceSystem.FromEpsg(32632)), new Dictionary<string, object>());

    private static OutlineFeature Feature(int number)
    {
        var polygon = new Polygon(Ring(400000 + (5000 * number), 2000), [Hole(400500 + (5000 * number))]);
        return new OutlineFeature(
            new Outline(new MultiPolygon([polygon]), ReferenceSystem.FromEpsg(32632)),
            new Dictionary<string, object> { ["rgi_id"] = $"RGI-{number}", ["src_date"] = "2018-09-13", ["area_km2"] = 0.5 + number, ["count"] = number });
    }

    private static LinearRing Hole(double west) => new(
    [
        new(west, 5150500), new(west, 5150700), new(west + 200, 5150700), new(west + 200, 5150500), new(west, 5150500),
    ]);

    private static LinearRing Ring(double west, double size) => new(
    [
        new(west, 5150000), new(west, 5150000 + size), new(west + size, 5150000 + size), new(west + size, 5150000), new(west, 5150000),
    ]);
}
