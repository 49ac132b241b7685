using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Tests.Velocity.Scenes;

public class ScenePairTests
{
    [Fact]
    public void Dates_equal_or_reversed_and_places_apart_are_refused_by_name()
    {
        var here = Scene("a.tif", "2020-02-07");
        Assert.Equal("same-date", Assert.Throws<InvalidInputException>(() => ScenePair.Of(here, Scene("b.tif", "2020-02-07"))).Rule);
        Assert.Equal("reversed-dates", Assert.Throws<InvalidInputException>(() => ScenePair.Of(here, Scene("b.tif", "2020-01-07"))).Rule);
        Assert.Equal("no-overlap", Assert.Throws<InvalidInputException>(() => ScenePair.Of(here, Scene("b.tif", "2020-03-07", east: 9_000))).Rule);
        Assert.Equal("unknown-offset", Assert.Throws<InvalidInputException>(() => ScenePair.Of(here with { IsPlaced = false }, Scene("b.tif", "2020-03-07", width: 80))).Rule);
    }

    [Fact]
    public void Another_grid_is_resampled_and_told_of()
    {
        var here = Scene("a.tif", "2020-02-07");
        var pair = ScenePair.Of(here, Scene("b.tif", "2020-03-07", east: 105));
        Assert.Single(pair.Warnings);
        Assert.True(here.Band.SameGrid(pair.Second.Band));
        Assert.Equal(29, pair.Days);

        // ten and a half pixels to the west, by cubic convolution
        Assert.Equal(Texture.At(40 - 10.5, 30), pair.Second.Band[40, 30], 15f);
        Assert.True(float.IsNaN(pair.Second.Band[3, 30]));
    }

    [Fact]
    public void One_grid_needs_no_warning() => Assert.Empty(ScenePair.Of(Scene("a.tif", "2020-02-07"), Scene("b.tif", "2020-02-08")).Warnings);

    [Theory]
    [InlineData(32632, 1 / 0.9996, 0.0001)]
    [InlineData(3857, 0.6856, 0.002)]
    public void The_ground_is_as_long_as_the_projection_says(int epsg, double scale, double tolerance)
    {
        // on the central meridian of zone 32 at 46.9° N: UTM shrinks by 0.9996, web Mercator stretches by 1 / cos(latitude) on the sphere
        var crs = ReferenceSystem.FromEpsg(epsg);
        var (x, y) = crs.FromWgs84(9, 46.9);
        var ground = GroundScale.Of(new Grid(100, 100, new GeoTransform(x - 500, y + 500, 10, 10), crs));
        Assert.Equal(scale, ground.East, tolerance);
        Assert.Equal(scale, ground.North, epsg == 3857 ? 0.004 : tolerance);
    }

    [Theory]
    [InlineData(new[] { "" }, 1)]
    [InlineData(new[] { "", "", "" }, 1)]
    [InlineData(new[] { "", "", "", "" }, 4)]
    [InlineData(new[] { "", "", "", "", "", "", "", "" }, 8)]
    [InlineData(new[] { "B2", "B8", "B4", "B11", "B12" }, 2)]
    public void The_near_infrared_band_is_found(string[] bands, int expected) =>
        Assert.Equal(expected, SceneReader.NearInfrared(new ImageInfo("a.tif", Texture.Raster(new float[4], 2).Grid, bands, true, true, null)));

    [Fact]
    public void Bands_that_nobody_names_have_to_be_chosen() => Assert.Equal("which-band", Assert.Throws<InvalidInputException>(
        () => SceneReader.NearInfrared(new ImageInfo("a.tif", Texture.Raster(new float[4], 2).Grid, ["", "", "", "", ""], true, true, null))).Rule);

    private static Scene Scene(string file, string date, double east = 0, int width = 96)
    {
        var values = Enumerable.Range(0, width * 80).Select(i => Texture.At(i % width, i / width)).ToArray();
        var raster = Texture.Raster(values, width);
        var transform = raster.Transform with { West = raster.Transform.West + east };
        return new Scene(file, new Raster(width, 80, transform, raster.Crs, values), DateOnly.Parse(date), true, "band 1 of 1");
    }
}
