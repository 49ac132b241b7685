using System.Numerics;
using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;
using Glacier.Vision.Panorama;

namespace Glacier.Vision.Tests.Panorama;

public class TileSunTests
{
    [Theory]
    [InlineData(135, 45)]
    [InlineData(165, 30)]
    public void The_sun_of_a_shaded_tile_is_found_again_whatever_the_ground_is_made_of(int azimuth, int elevation)
    {
        var scene = SceneOfHills.Make();
        var ground = new RayCaster(scene.Dem);
        var tile = scene.Tile;
        var sun = TileSun.Direction(azimuth, elevation);
        var lit = tile with
        {
            Colours = [.. tile.Colours.Select((colour, i) =>
            {
                var (x, y) = tile.Grid.Transform.ToMap((i % tile.Grid.Width) + 0.5, (i / tile.Grid.Width) + 0.5);
                var (_, east, north) = ground.Ground(x, y);
                return colour * (0.2f + MathF.Max(0, Vector3.Dot(Vector3.Normalize(new Vector3(-(float)east, -(float)north, 1)), sun)));
            })],
        };
        var found = TileSun.Find(lit, ground);
        Assert.NotNull(found);
        Assert.InRange(found.AzimuthDegrees, azimuth - 15, azimuth + 15);
        Assert.True(found.Correlation > 0.4, $"{found.Correlation:0.00}");
    }

    [Fact]
    public void The_sun_of_an_illumination_stands_true_wherever_the_maps_north_points()
    {
        // at the edge of a zone 3° from its middle, 46° north: the map's north is 2.2° off
        var zone = ReferenceSystem.FromEpsg(32632);
        var (x, y) = zone.FromWgs84(11.99, 46);
        var north = zone.MapNorthDegrees(x, y);
        Assert.Equal(Math.Atan(Math.Tan(2.99 * Math.PI / 180) * Math.Sin(46 * Math.PI / 180)) * 180 / Math.PI, north, 0.02);
        Assert.Equal(205 - north, Illumination.Named("noon", 46, north).SunAzimuthDegrees, 1e-9);
        Assert.Equal(0, ReferenceSystem.Unknown.MapNorthDegrees(x, y));

        // a polar map: far from its middle meridian north points anywhere
        var polar = ReferenceSystem.FromEpsg(3413);
        var (px, py) = polar.FromWgs84(45, 75);
        Assert.Equal(90, Math.Abs(polar.MapNorthDegrees(px, py)), 0.1);
        Assert.Equal((205 - polar.MapNorthDegrees(px, py) + 360) % 360, Illumination.Named("noon", 75, polar.MapNorthDegrees(px, py)).SunAzimuthDegrees, 1e-9);
    }

    [Fact]
    public void A_tile_of_one_colour_tells_of_no_sun()
    {
        var scene = SceneOfHills.Make();
        var even = scene.Tile with { Colours = [.. scene.Tile.Colours.Select(_ => new Vector3(0.4f))] };
        Assert.Null(TileSun.Find(even, new RayCaster(scene.Dem)));
    }
}
