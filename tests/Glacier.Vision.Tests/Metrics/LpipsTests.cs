using Glacier.Terrain;
using Glacier.Tests;
using Glacier.Vision.Metrics;
using Glacier.Vision.Onnx;

namespace Glacier.Vision.Tests.Metrics;

public class LpipsTests
{
    [Theory]
    [InlineData(64, 48, 0.0011265949142398313)]
    [InlineData(131, 67, 0.0012558616945170797)]
    public void Squeeze_heads_on_the_substitute_agree_with_PyTorch_to_half_precision(int width, int height, double expected)
    {
        using var lpips = Load();
        var (a, b) = Patterns.Pair(width, height);
        Assert.Equal(expected, lpips.Distance(a, b, width, height), 0.01 * expected);
        Assert.Equal(0, lpips.Distance(a, a, width, height));
    }

    [Fact]
    public void A_missing_backbone_is_named()
    {
        using var catalogue = ModelCatalogue.OfProgram();
        foreach (var network in (string[])["alex", "vgg"])
        {
            var error = Assert.Throws<InvalidInputException>(() => Lpips.Load(catalogue, network, "."));
            Assert.Equal("no-backbone", error.Rule);
            Assert.Contains(network, error.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_picture_too_small_for_the_network_is_refused()
    {
        using var lpips = Load();
        Assert.Throws<ArgumentException>(() => lpips.Distance(new byte[3 * 30 * 40], new byte[3 * 30 * 40], 30, 40));
    }

    private static Lpips Load()
    {
        RealData.Path("weights", "squeezenet1_1_fp16.onnx");
        using var catalogue = ModelCatalogue.OfProgram();
        return Lpips.Load(catalogue, "squeeze", RealData.Path("weights"));
    }
}
