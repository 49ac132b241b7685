using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Tests.Velocity.Prefilters;

public class PrefilterTests
{
    private static readonly float[] s_image = Texture.Shifted(96, 80, 0, 0).First[0];

    [Fact]
    public void Sobel_of_a_plane_is_its_gradient()
    {
        float[] plane = [.. Enumerable.Range(0, 20 * 15).Select(i => (0.5f * (i % 20)) - (2f * (i / 20)))];
        var gradients = Sobel.Gradients(plane, 20, 15);
        Assert.Equal(0.5, gradients[0][(7 * 20) + 9], 1e-5);
        Assert.Equal(-2, gradients[1][(7 * 20) + 9], 1e-5);
        Assert.True(float.IsNaN(gradients[0][3]));
    }

    [Theory]
    [InlineData(Prefilter.Contrast)]
    [InlineData(Prefilter.Sobel)]
    [InlineData(Prefilter.Clahe)]
    [InlineData(Prefilter.Orientation)]
    public void Haze_and_exposure_drop_out(Prefilter filter)
    {
        var before = filter.Channels(s_image, 96, 80);
        var after = filter.Channels(Array.ConvertAll(s_image, v => (0.6f * v) + 250), 96, 80);
        for (var k = 0; k < before.Count; k++)
        {
            Assert.All(before[k].Zip(after[k]).Where(pair => float.IsFinite(pair.First)), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
        }
    }

    [Theory]
    [InlineData(Prefilter.None)]
    [InlineData(Prefilter.Contrast)]
    [InlineData(Prefilter.Sobel)]
    [InlineData(Prefilter.Clahe)]
    [InlineData(Prefilter.Orientation)]
    public void What_is_unknown_stays_unknown_in_every_channel(Prefilter filter)
    {
        var image = (float[])s_image.Clone();
        image[(40 * 96) + 50] = float.NaN;
        var channels = filter.Channels(image, 96, 80);
        Assert.All(channels, channel => Assert.True(float.IsNaN(channel[(40 * 96) + 50])));
        Assert.All(channels, channel => Assert.True(float.IsFinite(channel[(40 * 96) + 60])));
    }

    [Fact]
    public void Local_contrast_has_no_mean_and_unit_spread()
    {
        var filtered = LocalContrast.Apply(s_image, 96, 80);
        Assert.Equal(0, filtered.Average(), 0.1);
        Assert.Equal(1, Math.Sqrt(filtered.Average(v => v * v)), 0.15);
    }

    [Fact]
    public void Orientation_tells_direction_whatever_the_strength()
    {
        float[] right = [.. Enumerable.Range(0, 400).Select(i => 3f * (i % 20))];
        float[] up = [.. Enumerable.Range(0, 400).Select(i => -0.01f * (i / 20))];

        // cos 0 + cos 45° to the right; cos 90° + cos 135° upwards
        Assert.Equal(1.70711, OrientationFilter.Apply(right, 20, 20)[210], 1e-4);
        Assert.Equal(-0.70711, OrientationFilter.Apply(up, 20, 20)[210], 1e-3);
    }

    [Fact]
    public void Equalised_values_fill_0_to_1_evenly()
    {
        var random = new Random(6);
        float[] image = [.. Enumerable.Range(0, 128 * 128).Select(_ => (float)Math.Pow(random.NextDouble(), 2))];
        var equal = Clahe.Apply(image, 128, 128, 128, limit: 100).Order().ToArray();
        Assert.Equal(0.25, equal[equal.Length / 4], 0.03);
        Assert.Equal(0.5, equal[equal.Length / 2], 0.03);
        Assert.InRange(equal[^1], 0.97f, 1f);
    }
}
