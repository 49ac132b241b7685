using Glacier.Vision.Velocity.Flow;
using Glacier.Vision.Velocity.Prefilters;

namespace Glacier.Vision.Tests.Velocity.Flow;

public class CrossCorrelationTests
{
    [Theory]
    [InlineData(0.3, -0.45)]
    [InlineData(-4.7, 5.2)]
    [InlineData(2.5, 0)]
    public void The_peak_of_shifted_noise_is_found_between_pixels(double dx, double dy)
    {
        var field = CrossCorrelation.Estimate(Texture.Shifted(160, 144, dx, dy, noise: 20), new());
        Assert.InRange(Texture.Rmse(field, (_, _) => (dx, dy), 20), 0, 0.06);
    }

    [Fact]
    public void Displacements_beyond_the_direct_search_are_found_on_halved_images()
    {
        var field = CrossCorrelation.Estimate(Texture.Shifted(320, 288, 31.3, -17.6), new(LargestDisplacement: 40));
        Assert.InRange(Texture.Rmse(field, (_, _) => (31.3, -17.6), 64), 0, 0.1);
    }

    [Fact]
    public void Unrelated_images_match_nowhere_to_speak_of()
    {
        var random = new Random(4);
        float[] Noise() => [.. Enumerable.Range(0, 160 * 160).Select(_ => (float)random.NextDouble())];
        var field = CrossCorrelation.Estimate(ImagePair.Of(Noise(), Noise(), 160, 160), new());
        Assert.InRange(field.X.Count(float.IsFinite), 0, 160 * 160 / 20);
    }

    [Fact]
    public void Quality_is_the_correlation_at_the_peak()
    {
        var clean = CrossCorrelation.Estimate(Texture.Shifted(128, 128, 1, 2), new());
        var noisy = CrossCorrelation.Estimate(Texture.Shifted(128, 128, 1, 2, noise: 60), new());
        var at = (64 * 128) + 64;
        Assert.InRange(clean.Quality![at], 0.99f, 1.0001f);

        // signal variance 100², noise 60² in either image
        Assert.Equal(1 / 1.36, noisy.Quality![at], 0.06);
    }

    [Fact]
    public void Several_channels_are_matched_together()
    {
        var pair = Texture.Shifted(144, 144, 1.6, -2.3);
        var field = CrossCorrelation.Estimate(Prefilter.Sobel.Pair(pair.First[0], pair.Second[0], 144, 144), new());
        Assert.InRange(Texture.Rmse(field, (_, _) => (1.6, -2.3), 24), 0, 0.06);
    }

    [Fact]
    public void An_image_smaller_than_a_chip_has_no_vectors()
    {
        var field = CrossCorrelation.Estimate(Texture.Shifted(24, 40, 0, 0), new());
        Assert.All(field.X, value => Assert.True(float.IsNaN(value)));
    }
}
