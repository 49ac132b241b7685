using Glacier.Vision.Panorama;
using Glacier.Vision.Panorama.Simulation;

namespace Glacier.Vision.Tests.Panorama;

public class SimulatedPanoramasTests
{
    private static readonly SimulatedPairOptions s_small = new() { Width = 64, Height = 32, RaysPerPixel = 1, DomainCells = 64, Years = [1950] };
    private static readonly Lazy<SimulatedPanoramas> s_mountain = new(() => new(s_small, 3));

    [Fact]
    public void The_same_seed_and_number_give_the_same_pair_and_another_number_another()
    {
        var (one, other) = (s_mountain.Value.Make(4), new SimulatedPanoramas(s_small, 3).Make(4));
        Assert.Equal(one.Tile, other.Tile);
        Assert.Equal(one.Panorama, other.Panorama);
        Assert.Equal(one.Heights, other.Heights);
        Assert.Equal(one.Skyline, other.Skyline);
        Assert.NotEqual(one.Tile, s_mountain.Value.Make(5).Tile);
    }

    [Fact]
    public void Sky_depth_and_skyline_of_a_pair_tell_the_same_geometry()
    {
        var pair = s_mountain.Value.Make(1);
        Assert.All(pair.Sky.Zip(pair.Depth), pixel => Assert.Equal(pixel.First, float.IsNaN(pixel.Second)));
        for (var column = 0; column < pair.Width; column++)
        {
            var border = 0;
            while (pair.Sky[(border * pair.Width) + column])
            {
                border++;
            }

            // the middle of the first row of ground lies below the skyline, that of the row above it does not
            Assert.InRange(pair.Skyline[column], 90 - (180.0 * (border + 0.5) / pair.Height) - 0.5, 90 - (180.0 * (border - 0.5) / pair.Height) + 0.5);
        }
    }

    [Fact]
    public void The_skyline_is_that_of_the_rendered_density()
    {
        var scene = SceneOfHills.Make();
        var camera = SceneOfHills.Middle(scene, 20, 90, 45);
        var found = SimulatedPanoramas.Skyline(scene.Dem, camera with { Refraction = null }, 4000);
        Assert.All(PanoramaSkyline.Angles(scene, camera with { Refraction = null }).Zip(found), pair => Assert.InRange(pair.Second, pair.First - 0.15, pair.First + 0.15));
    }

    [Fact]
    public void Heights_count_from_the_middle_and_the_tile_is_a_picture_and_not_a_plane()
    {
        var pair = s_mountain.Value.Make(2);
        const int Half = SimulatedPair.HeightCells / 2;
        Assert.InRange(pair.Heights[(Half * SimulatedPair.HeightCells) + Half], -0.03f * pair.Side, 0.03f * pair.Side);
        Assert.True(pair.Heights.Max() - pair.Heights.Min() > 0.05 * pair.Side);
        Assert.InRange(pair.Side, s_small.LeastSide, s_small.GreatestSide);
        Assert.True(pair.Tile.Max() - pair.Tile.Min() > 60);
    }

    [Fact]
    public void An_option_out_of_range_is_refused_by_name() =>
        Assert.Contains("width", Assert.Throws<ArgumentException>(() => new SimulatedPanoramas(s_small with { Width = 30 }, 1)).Message);
}
