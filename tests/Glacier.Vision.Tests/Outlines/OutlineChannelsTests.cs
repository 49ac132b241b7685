using Glacier.Vision.Outlines;

namespace Glacier.Vision.Tests.Outlines;

public sealed class OutlineChannelsTests
{
    [Theory]
    [InlineData("B2", 0f, -1f)]
    [InlineData("B8", 1f, 1f)]
    [InlineData("B11", 5f, 1.53928f)]
    [InlineData("elevation", 1500f, 1.5f)]
    [InlineData("slope", 45f, 0f)]
    [InlineData("sar_cross", -15f, 0f)]
    [InlineData("coherence", 0.5f, 0f)]
    [InlineData("B4", float.NaN, 0f)]
    [InlineData("slope", float.NaN, 0f)]
    public void A_channel_is_normalised_by_its_formula_and_the_unknown_is_zero(string channel, float value, float expected)
    {
        float[] normalized = [9];
        OutlineChannels.Normalize(channel, [value], normalized);
        Assert.Equal(expected, normalized[0], 1e-4f);
    }

    [Fact]
    public void An_absent_channel_is_zero_after_normalisation_though_zero_reflectance_is_not()
    {
        var windows = new OutlineWindows(1, 1, ["B2", "B3"], [0, 0], [1, 0], new float[4]).Normalized();
        Assert.Equal([-1f, 0f], windows.Values);
    }

    [Fact]
    public void A_channel_of_no_name_is_refused() => Assert.Throws<ArgumentException>(() => OutlineChannels.Normalize("B99", [1f], new float[1]));
}
