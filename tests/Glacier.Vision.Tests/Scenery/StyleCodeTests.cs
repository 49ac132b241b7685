using Glacier.Vision.Scenery;

namespace Glacier.Vision.Tests.Scenery;

public sealed class StyleCodeTests
{
    [Fact]
    public void The_same_seed_gives_the_same_code_and_another_seed_another() =>
        Assert.Multiple(
            () => Assert.Equal(StyleCode.FromSeed(7, 64), StyleCode.FromSeed(7, 64)),
            () => Assert.NotEqual(StyleCode.FromSeed(7, 64), StyleCode.FromSeed(8, 64)));

    [Fact]
    public void Truncation_scales_towards_the_mean_style()
    {
        var whole = StyleCode.FromSeed(3, 64);
        Assert.Equal(whole.Select(value => 0.5f * value), StyleCode.FromSeed(3, 64, 0.5));
        Assert.All(StyleCode.FromSeed(3, 64, 0), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Grain_is_white_with_mean_0_and_variance_1()
    {
        const int width = 256;
        var grain = StyleCode.Grain(1, width, width);
        var count = (double)grain.Length;
        var mean = grain.Average();
        var variance = grain.Average(value => value * value);
        var neighbours = Enumerable.Range(0, grain.Length - 1).Average(i => grain[i] * grain[i + 1]);
        var kurtosis = grain.Average(value => Math.Pow(value, 4));
        // four standard errors
        Assert.InRange(mean, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
        Assert.InRange(variance, 1 - (4 * Math.Sqrt(2 / count)), 1 + (4 * Math.Sqrt(2 / count)));
        Assert.InRange(neighbours, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
        Assert.InRange(kurtosis, 3 - (4 * Math.Sqrt(96 / count)), 3 + (4 * Math.Sqrt(96 / count)));
    }
}
