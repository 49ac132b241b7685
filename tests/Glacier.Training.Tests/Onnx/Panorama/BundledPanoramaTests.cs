using System.Security.Cryptography;
using Glacier.Tests;
using Glacier.Training.Onnx;
using Glacier.Vision.Onnx;

namespace Glacier.Training.Tests.Onnx.Panorama;

public class BundledPanoramaTests
{
    private static readonly string s_models = Path.Combine(RealData.RepositoryRoot, "models");

    [Fact]
    public void The_bundled_networks_are_those_of_their_cards_and_together_below_twenty_megabytes()
    {
        var bytes = 0L;
        foreach (var name in new[] { "panorama-density", "panorama-render" })
        {
            var card = ModelCard.Read(Path.Combine(s_models, name + ".json"));
            var file = File.ReadAllBytes(Path.Combine(s_models, card.File));
            Assert.Equal(card.Sha256, Convert.ToHexStringLower(SHA256.HashData(file)));
            Assert.True(card.Metrics!["psnr"] >= 16.38 && card.Metrics["ssim"] >= 0.4818);
            bytes += file.Length;
        }

        Assert.InRange(bytes, 1, 20_000_000);
    }

    [Fact]
    public void The_bundled_density_has_the_slices_of_its_card_an_opaque_ground_and_nothing_above_the_eye()
    {
        var card = ModelCard.Read(Path.Combine(s_models, "panorama-density.json")).Panorama!;
        using var network = new OnnxNetwork(OnnxFile.Read(Path.Combine(s_models, "panorama-density.onnx")));
        var random = new Random(1);
        var density = network.Run(("tile", Enumerable.Range(0, 3 * 256 * 256).Select(_ => random.NextSingle()).ToArray(), [1, 3, 256, 256]));
        var side = (int)Math.Sqrt(density.Length / card.Slices);
        Assert.Equal(card.Slices * side * side, density.Length);
        Assert.Equal(1000, density.AsSpan(0, side * side).ToArray().Min());
        Assert.True(density.Min() >= 0);
        // heights count from the ground in the middle: a slice's height above it there is air
        var thickness = (card.Top - card.Bottom) / card.Slices;
        var slice = (int)Math.Ceiling((thickness - card.Bottom) / thickness);
        Assert.Equal(0, density[(slice * side * side) + (side / 2 * side) + (side / 2)], 1e-3f);
        Assert.True(density[((slice - 8) * side * side) + (side / 2 * side) + (side / 2)] > 900);
    }
}
