using Glacier.Vision.Velocity;

namespace Glacier.Vision.Tests.Velocity;

public class FlowChannelsTests
{
    private const int Size = 120;

    private static readonly float[] s_band = [.. Enumerable.Range(0, Size * Size).Select(i => Texture.At(i % Size, i / Size))];

    [Fact]
    public void Another_exposure_and_haze_give_the_same_channels()
    {
        var channels = FlowChannels.Of(s_band, null, Size, Size);
        var other = FlowChannels.Of(Array.ConvertAll(s_band, value => (0.3f * value) + 77), null, Size, Size);
        Assert.All(Enumerable.Range(0, channels.Length), i => Assert.Equal(channels[i], other[i], 0.01));
    }

    [Fact]
    public void Values_fill_minus_one_to_one_and_never_go_beyond_the_limit()
    {
        var channels = FlowChannels.Of(s_band, null, Size, Size);
        for (var c = 0; c < 3; c++)
        {
            var plane = channels.AsSpan(c * Size * Size, Size * Size).ToArray();
            Assert.InRange(Math.Sqrt(plane.Average(v => v * v)), 0.2, 0.8);
            Assert.All(plane, value => Assert.InRange(value, -1.6f, 1.6f));
        }
    }

    [Fact]
    public void Beyond_the_mask_and_where_nothing_is_known_is_zero_and_does_not_reach_inside()
    {
        var mask = new bool[Size * Size];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = i % Size < 50;
        }

        var other = (float[])s_band.Clone();
        for (var i = 0; i < other.Length; i++)
        {
            other[i] = mask[i] ? other[i] : i % 3 == 0 ? float.NaN : 1e6f;
        }

        var (a, b) = (FlowChannels.Of(s_band, mask, Size, Size), FlowChannels.Of(other, mask, Size, Size));
        Assert.Equal(a, b);
        Assert.All(Enumerable.Range(0, 3 * Size * Size), i => Assert.True(i % Size < 50 || a[i] == 0));
        Assert.Equal(FlowChannels.Of(s_band, mask, Size, Size), FlowChannels.Of(Array.ConvertAll(Enumerable.Range(0, s_band.Length).ToArray(), i => mask[i] ? s_band[i] : float.NaN), null, Size, Size));
    }

    [Fact]
    public void Gradients_point_up_the_brightness()
    {
        // a bowl: right of its centre brightness rises to the right
        var bowl = Enumerable.Range(0, Size * Size).Select(i => MathF.Cos((i % Size) * 0.2f)).ToArray();
        var channels = FlowChannels.Of(bowl, null, Size, Size);
        var row = 40 * Size;
        Assert.True(channels[(Size * Size) + row + 40] * -MathF.Sin(40 * 0.2f) > 0);
        Assert.All(Enumerable.Range(20, 50), column => Assert.Equal(0, channels[(2 * Size * Size) + row + column], 1e-4));
    }

    [Fact]
    public void Farther_away_than_the_reach_nothing_counts_but_the_image_as_a_whole()
    {
        var other = (float[])s_band.Clone();
        other[(60 * Size) + 30] += 500;
        var (a, b) = (FlowChannels.Of(s_band, null, Size, Size), FlowChannels.Of(other, null, Size, Size));
        var changed = Enumerable.Range(0, a.Length).Where(i => Math.Abs(a[i] - b[i]) > 1e-3).Select(i => i % (Size * Size)).ToList();
        Assert.NotEmpty(changed);
        Assert.All(changed, i => Assert.True(Math.Abs((i % Size) - 30) <= FlowChannels.Reach && Math.Abs((i / Size) - 60) <= FlowChannels.Reach));
    }
}
