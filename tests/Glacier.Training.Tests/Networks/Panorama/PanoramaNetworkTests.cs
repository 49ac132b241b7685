using Glacier.Training.Losses;
using Glacier.Training.Networks.Panorama;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Panorama;

[Collection(GlobalChance.Name)]
public class PanoramaNetworkTests
{
    [Fact]
    public void The_papers_sizes_give_the_papers_numbers_of_parameters()
    {
        using var density = new DensityNet(new DensityOptions(), new VolumeOptions());
        using var render = new RenderNet(new RenderOptions());
        using var discriminator = new PatchDiscriminator(new DiscriminatorOptions().Width);
        Assert.InRange(density.parameters().Sum(parameter => parameter.numel()), 31.4e6, 31.8e6);
        Assert.InRange(render.parameters().Sum(parameter => parameter.numel()), 182e6, 185e6);
        Assert.InRange(discriminator.parameters().Sum(parameter => parameter.numel()), 1.5e6, 1.6e6);
    }

    [Fact]
    public void Sixty_five_slices_of_a_tiles_own_size_the_lowest_opaque_and_none_below_zero()
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var network = new DensityNet(new DensityOptions { Width = 2, MostChannels = 8, Blocks = 1 }, new VolumeOptions());
        var density = network.call(rand(1, 3, 256, 256));
        Assert.Equal([1L, 65, 256, 256], density.shape);
        Assert.Equal(VolumeOptions.Ground, density.narrow(1, 0, 1).min().item<float>());
        Assert.True(density.min().item<float>() >= 0);
    }

    [Fact]
    public void Weights_are_divided_by_their_largest_singular_value()
    {
        manual_seed(2);
        using var scope = NewDisposeScope();
        using var layer = new SpectralConv2d(6, 5, 3);
        using (no_grad())
        {
            for (var step = 0; step < 60; step++)
            {
                layer.call(rand(1, 6, 8, 8));
            }
        }

        var weight = layer.Normalised().flatten(1);
        // the largest eigenvalue of W·Wᵀ is that value squared
        var vector = ones(5);
        for (var step = 0; step < 200; step++)
        {
            vector = weight.mv(weight.t().mv(vector));
            vector = vector / vector.norm();
        }

        Assert.Equal(1, weight.t().mv(vector).norm().item<float>(), 1e-3);
        layer.eval();
        using var before = layer.get_buffer("left")!.clone();
        layer.call(rand(1, 6, 8, 8));
        Assert.Equal(0, (before - layer.get_buffer("left")!).abs().max().item<float>());
    }

    [Fact]
    public void Another_sky_paints_another_picture_and_without_injection_it_does_not()
    {
        manual_seed(4);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (volume, one, other) = (rand(1, 5, 32, 64), zeros(1, 270), zeros(1, 270));
        one.narrow(1, 60, 5).fill_(0.2f);
        other.narrow(1, 200, 5).fill_(0.2f);
        foreach (var injected in new[] { true, false })
        {
            using var network = new RenderNet(SmallPanorama.Render with { Illumination = injected });
            network.eval();
            var difference = (network.call(volume, one) - network.call(volume, other)).abs().max().item<float>();
            Assert.Equal(injected, difference > 1e-4f);
        }
    }

    [Fact]
    public void The_ground_under_the_eye_is_at_zero_and_an_even_plain_has_the_skyline_of_its_slope()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var batch = SmallPanorama.Plains(2);
        var (heights, eyes) = (tensor(batch.Geometry!.Heights, [2, 1, 64, 64]), tensor(batch.EyeHeights, [2]));
        Assert.Equal(0, DensityNet.Middle(heights).abs().max().item<float>(), 1e-5);
        var error = (GroundLoss.Skyline(heights, eyes, SmallPanorama.Width) - tensor(batch.Geometry.Skyline, [2, SmallPanorama.Width])).abs();
        Assert.InRange(error.mean().item<float>(), 0, 0.4f);
        Assert.Equal(0, GroundLoss.Heights(heights, heights).item<float>(), 1e-6);
        Assert.True(GroundLoss.Heights(heights * 0, heights).item<float>() > 0.1);
    }

    [Fact]
    public void Slices_that_are_opaque_up_to_the_ground_have_no_loss()
    {
        using var scope = NewDisposeScope();
        var batch = SmallPanorama.Plains(2);
        var volume = SmallPanorama.Volume;
        var truth = tensor(batch.Geometry!.Heights, [2, 1, 64, 64]);
        var below = ((truth - tensor(volume.Middles()[1..], [1, volume.Slices, 1, 1])) / volume.Thickness + 0.5).clamp(0, 0.99);
        var density = -(1 - below).log() / volume.Thickness;
        Assert.InRange(GroundLoss.Occupancy(density, truth, volume).item<float>(), 0, 0.01f);
        Assert.True(GroundLoss.Occupancy(density * 0, truth, volume).item<float>() > 0.1);
    }
}
