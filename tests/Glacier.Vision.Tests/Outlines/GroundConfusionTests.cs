using Glacier.Vision.Outlines.Evaluation;

namespace Glacier.Vision.Tests.Outlines;

public sealed class GroundConfusionTests
{
    [Theory]
    [InlineData(true, 0.60f, 0.62f, 0.62f, 0.50f, GroundKind.CleanIce)]
    [InlineData(true, 0.15f, 0.18f, 0.20f, 0.24f, GroundKind.DebrisCoveredIce)]
    [InlineData(true, 0.10f, 0.09f, 0.08f, 0.06f, GroundKind.ShadedIce)]
    [InlineData(false, 0.60f, 0.62f, 0.62f, 0.50f, GroundKind.SnowyGround)]
    [InlineData(false, 0.10f, 0.08f, 0.07f, 0.07f, GroundKind.ShadedGround)]
    [InlineData(false, 0.09f, 0.10f, 0.08f, 0.03f, GroundKind.Water)]
    [InlineData(false, 0.10f, 0.13f, 0.16f, 0.22f, GroundKind.OtherGround)]
    public void Reflectance_and_reference_tell_the_kind(bool ice, float blue, float green, float red, float nir, GroundKind expected) =>
        Assert.Equal(expected, GroundConfusion.Kind(ice, blue, green, red, nir));

    [Fact]
    public void Every_scored_and_known_pixel_counts_once_and_wrong_where_map_and_reference_differ()
    {
        // clean ice found, clean ice missed, snow called ice, not scored, unknown
        float[] blue = [0.6f, 0.6f, 0.6f, 0.6f, float.NaN], nir = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f];
        var channels = new Dictionary<string, float[]> { ["B2"] = blue, ["B3"] = blue, ["B4"] = blue, ["B8"] = nir };
        var confusion = new GroundConfusion();
        confusion.Add(channels, [true, false, true, true, true], [1, 1, 0, 255, 0]);
        Assert.Equal((2, 1), (confusion.Pixels(GroundKind.CleanIce), confusion.Wrong(GroundKind.CleanIce)));
        Assert.Equal((1, 1), (confusion.Pixels(GroundKind.SnowyGround), confusion.Wrong(GroundKind.SnowyGround)));
        Assert.Equal(3, Enum.GetValues<GroundKind>().Sum(confusion.Pixels));
        Assert.Equal(0.5, confusion.WrongShare(GroundKind.CleanIce));
        Assert.True(double.IsNaN(confusion.WrongShare(GroundKind.Water)));

        // one of two found, one called wrongly: a debris-covered pixel that is missed changes nothing
        Assert.Equal(1.0 / 3, confusion.CleanIceIou, 1e-12);
        confusion.Add(new Dictionary<string, float[]> { ["B2"] = [0.15f], ["B3"] = [0.18f], ["B4"] = [0.20f], ["B8"] = [0.24f] }, [false], [1]);
        Assert.Equal(1.0 / 3, confusion.CleanIceIou, 1e-12);
    }
}
