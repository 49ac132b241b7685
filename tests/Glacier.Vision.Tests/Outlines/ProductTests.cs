using Glacier.Terrain.Outlines;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Products;
using NetTopologySuite.Geometries;

namespace Glacier.Vision.Tests.Outlines;

public sealed class ProductTests : IDisposable
{
    private const int Width = 120, Height = 90;

    private static readonly Grid s_grid = new(Width, Height, new GeoTransform(420_000, 5_150_000, 20, 20), ReferenceSystem.FromEpsg(32632));

    private readonly string _folder = Directory.CreateTempSubdirectory("outline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_rectangle_of_ice_has_its_area_its_centre_and_half_a_pixel_along_its_outline_as_error()
    {
        var product = Map((column, row) => column is >= 20 and < 70 && row is >= 10 and < 40);
        var glacier = Assert.Single(product.Glaciers);

        // 50 × 30 pixels of 20 m; UTM stretches by less than a thousandth
        Assert.Equal(0.6, (double)glacier.Attributes["area_km2"], 0.6e-3);
        Assert.Equal(50 * 30 * 400.0, glacier.Outline.AreaSquareMetres, 1e-6);
        Assert.Equal(Math.PI / 4 * 2 * (1000 + 600) * 10 / 1e6, (double)glacier.Attributes["area_err"], 1e-4);
        var (longitude, latitude) = s_grid.Crs.ToWgs84(420_000 + (45 * 20), 5_150_000 - (25 * 20));
        Assert.Equal(longitude, (double)glacier.Attributes["cenlon"], 1e-5);
        Assert.Equal(latitude, (double)glacier.Attributes["cenlat"], 1e-5);
        Assert.Equal(0.9, (double)glacier.Attributes["confidence_mean"], 1e-4);
        Assert.Matches("^G[0-9]{6}E[0-9]{5}N$", (string)glacier.Attributes["rgi_id"]);
        Assert.Equal("2019-08-21", glacier.Attributes["src_date"]);
    }

    [Fact]
    public void Specks_go_small_holes_are_filled_and_large_holes_stay()
    {
        var product = Map((column, row) =>
            (column is >= 10 and < 100 && row is >= 10 and < 80 && !(column is >= 30 and < 33 && row is >= 30 and < 33) && !(column is >= 60 and < 70 && row is >= 40 and < 50))
            || (column is >= 110 and < 113 && row is >= 2 and < 4));
        var shape = (Polygon)Assert.Single(Assert.Single(product.Glaciers).Outline.Geometry.Geometries);
        Assert.Equal(1, shape.NumInteriorRings);
        Assert.Equal(((90 * 70) - 100) * 400.0, shape.Area, 1e-6);
        Assert.False(product.Ice[(2 * Width) + 111]);
    }

    [Fact]
    public void A_hole_that_the_scene_does_not_show_is_not_filled()
    {
        var product = Map((column, row) => column is >= 10 and < 100 && row is >= 10 and < 80, (column, row) => (column, row) == (50, 50));
        Assert.False(product.Ice[(50 * Width) + 50]);
        Assert.True(float.IsNaN(product.Probability[(50 * Width) + 50]));
    }

    [Fact]
    public void Two_slopes_of_one_ridge_are_two_glaciers_and_a_convex_tongue_is_one()
    {
        // a gable falls to both sides by 300 m; a tongue slopes down to the south with sides 20 m lower
        var gable = Dem((column, row) => 3000 - (10 * Math.Abs(column - 60)));
        var tongue = Dem((column, row) => 3000 - (5 * row) - (0.5 * Math.Abs(column - 60)));
        static bool Ice(int column, int row) => column is >= 30 and <= 90 && row is >= 10 and < 80;
        var parted = Map(Ice, dem: gable);
        Assert.Equal(2, parted.Glaciers.Count);
        Assert.Equal((double)parted.Glaciers[0].Attributes["area_km2"], (double)parted.Glaciers[1].Attributes["area_km2"], 0.05);
        Assert.Equal([90.0, 270.0], parted.Glaciers.Select(glacier => Math.Round((double)glacier.Attributes["aspect_deg"])).Order());

        // along the crest itself the central difference sees level ground
        Assert.Equal(Math.Atan(0.5) * 180 / Math.PI, (double)parted.Glaciers[0].Attributes["slope_deg"], 1.0);
        Assert.Equal(parted.Ice.Count(ice => ice) * 400.0, parted.Glaciers.Sum(glacier => glacier.Outline.AreaSquareMetres), 1e-6);
        var whole = Assert.Single(Map(Ice, dem: tongue).Glaciers);
        Assert.Equal(180, (double)whole.Attributes["aspect_deg"], 1.0);
        Assert.Equal(3000 - (5 * 79) - 15, (double)whole.Attributes["zmin_m"], 0.2);
        Assert.Equal(3000 - (5 * 10), (double)whole.Attributes["zmax_m"], 0.2);
    }

    [Fact]
    public void No_ice_at_all_is_an_empty_valid_product_with_every_file_and_field()
    {
        var product = Map((_, _) => false);
        var files = OutlineFiles.Write(_folder, product, Colours());
        Assert.Equal(OutlineFiles.Names, files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.True(new FileInfo(file).Length > 0));
        Assert.Equal(0, product.AreaKm2);
        var text = File.ReadAllText(Path.Combine(_folder, "outline.geojson"));
        Assert.Contains("\"features\": [", text, StringComparison.Ordinal);
        using var source = OSGeo.OGR.Ogr.Open(Path.Combine(_folder, "outline.gpkg"), 0)!;
        using var layer = source.GetLayerByIndex(0)!;
        using var fields = layer.GetLayerDefn();
        Assert.Equal(0, layer.GetFeatureCount(1));
        Assert.Equal(OutlineAttributes.Fields.Select(field => field.Key), Enumerable.Range(0, fields.GetFieldCount()).Select(k => fields.GetFieldDefn(k).GetName()));
    }

    [Fact]
    public void Written_outlines_read_back_with_their_attributes_and_turn_counter_clockwise_in_degrees()
    {
        var product = Map((column, row) => column is >= 20 and < 70 && row is >= 10 and < 40);
        OutlineFiles.Write(_folder, product, Colours());
        var back = Assert.Single(OutlineFile.ReadFeatures(Path.Combine(_folder, "outline.gpkg"), s_grid.Crs));
        Assert.Equal(product.Glaciers[0].Outline.AreaSquareMetres, back.Outline.AreaSquareMetres, 1e-3);
        Assert.Equal(product.Glaciers[0].Attributes["rgi_id"], back.Attributes["rgi_id"]);
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "outline.geojson")));
        var geometry = json.RootElement.GetProperty("features")[0].GetProperty("geometry");
        var rings = geometry.GetProperty("coordinates")[0];
        var ring = (geometry.GetProperty("type").GetString() == "Polygon" ? rings : rings[0]).EnumerateArray().Select(at => (X: at[0].GetDouble(), Y: at[1].GetDouble())).ToArray();
        Assert.True(Enumerable.Range(0, ring.Length - 1).Sum(k => (ring[k].X * ring[k + 1].Y) - (ring[k + 1].X * ring[k].Y)) > 0);
        Assert.All(ring, at => Assert.True(at.X is > 7 and < 9 && at.Y is > 46 and < 47));
    }

    [Fact]
    public void Mask_confidence_and_probability_lie_on_the_scene_grid_and_agree()
    {
        OutlineFiles.Write(_folder, Map((column, row) => column is >= 20 and < 70 && row is >= 10 and < 40, (column, row) => row == 0), Colours());
        float[] Values(string name)
        {
            using var image = WindowedImage.Open(Path.Combine(_folder, name));
            Assert.Equal((s_grid.Width, s_grid.Height, s_grid.Transform), (image.Info.Grid.Width, image.Info.Grid.Height, image.Info.Grid.Transform));
            var values = new float[Width * Height];
            image.Read(1, 0, 0, Width, Height, values);
            return values;
        }

        var (probability, confidence, mask) = (Values("probability.tif"), Values("confidence.tif"), Values("mask.tif"));
        Assert.All(Enumerable.Range(0, Width), i => Assert.True(float.IsNaN(probability[i]) && float.IsNaN(confidence[i]) && float.IsNaN(mask[i])));
        Assert.All(Enumerable.Range(Width, probability.Length - Width), i =>
        {
            Assert.Equal(Math.Max(probability[i], 1 - probability[i]), confidence[i], 1e-6f);
            Assert.Equal(probability[i] >= 0.5f ? 1f : 0f, mask[i]);
        });
    }

    private static OutlineProduct Map(Func<int, int, bool> ice, Func<int, int, bool>? unknown = null, Raster? dem = null)
    {
        var probability = new float[Width * Height];
        for (var i = 0; i < probability.Length; i++)
        {
            var (column, row) = (i % Width, i / Width);
            probability[i] = unknown?.Invoke(column, row) == true ? float.NaN : ice(column, row) ? 0.9f : 0.1f;
        }

        return OutlineProduct.FromProbability("scene.tif", s_grid, probability, BandRatio.Method(), dem, Epoch.Parse("2019-08-21"), new OutlineOptions());
    }

    private static Raster Dem(Func<int, int, double> height) => new(
        Width, Height, s_grid.Transform, s_grid.Crs, [.. Enumerable.Range(0, Width * Height).Select(i => (float)height(i % Width, i / Width))]);

    private static Vision.Outlines.Scenes.ChannelArrays Colours() => new(s_grid, new[] { "B2", "B3", "B4", "B8" }.ToDictionary(band => band, _ => new float[Width * Height]));
}
