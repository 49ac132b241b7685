using Glacier.Terrain;
using Glacier.Terrain.Rasters;
using Glacier.Tests;
using Glacier.Vision.Velocity;
using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Scenes;

namespace Glacier.Vision.Tests.Velocity;

public class PairVelocityTests
{
    private const int Width = 220, Height = 180;

    // ice in the middle moves by (2, −1) pixels to the right and down; everything is misplaced by (0.4, 0.7)
    private static readonly bool[] s_ice = [.. Enumerable.Range(0, Width * Height).Select(i => i % Width is >= 60 and < 160 && i / Width is >= 40 and < 140)];

    [Theory]
    [InlineData("hs", 0.06)]
    [InlineData("ncc", 0.06)]
    public void Velocity_is_displacement_less_the_shift_of_stable_ground_over_time(string method, double pixels)
    {
        var velocity = Estimate(method, 32632);
        var year = 15 * 365.2425 / 50 / 0.9996;
        Assert.True(velocity.Shift.Applied);
        Assert.Equal(0.4, velocity.Shift.X, 0.03);
        Assert.Equal(0.7, velocity.Shift.Y, 0.03);
        Assert.InRange(velocity.OffIce.Median, 0, 0.05);
        var middle = (90 * Width) + 110;
        Assert.Equal(2 * year, velocity.Map.Vx[middle], pixels * year);
        Assert.Equal(1 * year, velocity.Map.Vy[middle], pixels * year);
        Assert.Equal(Math.Sqrt(5) * year, velocity.Map.V[middle], pixels * year);
        Assert.True(velocity.Map.VError[middle] > 0 && velocity.Map.VError[middle] < 0.2 * year);
        Assert.Equal(1, velocity.Map.Count[middle]);
        Assert.True(float.IsNaN(velocity.Map.Vx[0]) && velocity.Map.Count[0] == 0, "off the ice nothing is said");
    }

    [Fact]
    public void Projected_metres_are_converted_to_metres_on_the_ground()
    {
        // the same picture in web Mercator at 46.9° N: a map metre is 0.685 m
        var middle = (90 * Width) + 110;
        var ratio = Estimate("ncc", 3857).Map.V[middle] / Estimate("ncc", 32632).Map.V[middle];
        Assert.Equal(0.6856 * 0.9996, ratio, 0.005);
    }

    [Fact]
    public void Without_ice_in_the_mask_the_product_is_empty_but_valid()
    {
        var velocity = PairVelocity.Estimate(Pair(32632), new bool[Width * Height], CrossCorrelation.Method());
        Assert.Equal(0, velocity.Map.Known);
        Assert.Equal(0, velocity.OnIce.Count);
        Assert.All(velocity.Map.Count, count => Assert.Equal(0, count));
    }

    [Fact]
    public void Without_an_outline_nothing_is_taken_for_stable()
    {
        var velocity = PairVelocity.Estimate(Pair(32632), null, CrossCorrelation.Method());
        Assert.False(velocity.Shift.Applied);
        Assert.Equal(0, velocity.Shift.X);
        Assert.True(velocity.Map.Known > 0.8 * Width * Height);
    }

    [Fact]
    public void Scenes_that_show_nothing_in_common_are_all_cloud()
    {
        var random = new Random(1);
        var pair = Pair(32632);
        var cloud = pair.Second.Band.With([.. pair.Second.Band.Values.Select(_ => (float)(1000 + (100 * random.NextDouble())))]);
        var error = Assert.Throws<InvalidInputException>(
            () => PairVelocity.Estimate(pair with { Second = pair.Second with { Band = cloud } }, s_ice, HornSchunck.Method(new(LargestDisplacement: 6))));
        Assert.Equal("all-cloud", error.Rule);
    }

    [Fact]
    public void A_cloud_leaves_a_gap_and_not_a_wrong_velocity()
    {
        var pair = Pair(32632);
        for (var row = 80; row < 120; row++)
        {
            pair.Second.Band.Values.AsSpan((row * Width) + 90, 40).Fill(2500);
        }

        var map = PairVelocity.Estimate(pair, s_ice, HornSchunck.Method(new(LargestDisplacement: 6))).Map;
        Assert.True(float.IsNaN(map.Vx[(100 * Width) + 110]));
        Assert.True(float.IsFinite(map.Vx[(60 * Width) + 75]));
    }

    [Fact]
    public void Perito_Moreno_flows_down_glacier_at_the_speed_that_correlation_knows()
    {
        var (first, second) = (Real("20200207.jpg"), Real("20200220.jpg"));
        var pair = ScenePair.Of(first, second);
        var hs = PairVelocity.Estimate(pair, null, FlowMethods.Of("hs", 10));
        var ncc = PairVelocity.Estimate(pair, null, FlowMethods.Of("ncc", 10));
        TestContext.Current.TestOutputHelper?.WriteLine($"hs {hs.OnIce.Median / 365.2425:0.00}, ncc {ncc.OnIce.Median / 365.2425:0.00} m/day");
        Assert.InRange(hs.OnIce.Median / ncc.OnIce.Median, 0.9, 1.1);
        Assert.InRange(ncc.OnIce.Median / 365.2425, 1.8, 3.0);

        // the terminus lies to the upper right; near the margin the misregistration is as large as the motion
        var fast = Enumerable.Range(0, hs.Map.V.Length).Where(i => hs.Map.V[i] > 365).ToList();
        Assert.True(fast.Count > 0.5 * hs.Map.Known);
        Assert.True(fast.Count(i => hs.Map.Vx[i] > 0 && hs.Map.Vy[i] > 0) > 0.98 * fast.Count);
        Assert.True(hs.Coverage > 0.9);
    }

    // 420 × 360 pixels of the middle of the tongue
    private static Scene Real(string name)
    {
        var scene = SceneReader.Read(RealData.Path("perito-moreno", name), pixelSize: 10);
        var part = ImagePair.Of(scene.Band.Values, scene.Band.Values, scene.Band.Width, scene.Band.Height).Crop(640, 460, 420, 360).First[0];
        return scene with { Band = new Raster(420, 360, scene.Band.Transform, scene.Band.Crs, part) };
    }

    private static PairVelocity Estimate(string method, int epsg) => PairVelocity.Estimate(Pair(epsg), s_ice, FlowMethods.Of(method, 6));

    private static ScenePair Pair(int epsg)
    {
        var moved = Texture.Moved(Width, Height, (x, y) =>
        {
            var (column, row) = ((int)x, (int)y);
            var onIce = s_ice[(row * Width) + column];
            return (x - 0.4 - (onIce ? 2 : 0), y - 0.7 + (onIce ? 1 : 0));
        }, noise: 5);
        var crs = ReferenceSystem.FromEpsg(epsg);
        var (west, north) = crs.FromWgs84(9, 46.9);
        Raster Raster(float[] values) => new(Width, Height, new GeoTransform(west, north, 15, 15), crs, values);
        return ScenePair.Of(
            new Scene("a.tif", Raster(moved.First[0]), new DateOnly(2020, 7, 1), true, ""), new Scene("b.tif", Raster(moved.Second[0]), new DateOnly(2020, 8, 20), true, ""));
    }
}
