using Glacier.Training.Evaluation.Panorama;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Evaluation.Panorama;

[Collection(GlobalChance.Name)]
public class SlopeIntegrationTests
{
    [Fact]
    public void The_integral_of_a_surfaces_own_slopes_is_the_surface()
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        const int Side = 16;
        var surface = rand(2, 1, Side, Side);
        surface = surface - surface.mean([2, 3], keepdim: true);
        // what is in the last column and row leads beyond the surface and must not matter
        var slopes = rand(2, 2, Side, Side);
        slopes.select(1, 0).narrow(2, 0, Side - 1).copy_((surface.narrow(3, 1, Side - 1) - surface.narrow(3, 0, Side - 1)).squeeze(1) * (Side / 2.0));
        slopes.select(1, 1).narrow(1, 0, Side - 1).copy_((surface.narrow(2, 1, Side - 1) - surface.narrow(2, 0, Side - 1)).squeeze(1) * (Side / 2.0));
        Assert.InRange((new SlopeIntegration(Side).Heights(slopes) - surface).abs().max().item<float>(), 0, 1e-4f);
    }

    [Theory]
    [InlineData(90, 1, 0)]
    [InlineData(180, 0, 1)]
    [InlineData(135, 0.5, 0.5)]
    public void Of_a_plain_that_rises_to_the_south_east_a_sun_shows_the_part_towards_it(double azimuth, double east, double south)
    {
        using var scope = NewDisposeScope();
        const int Side = 12;
        var places = ((arange(Side) * 2) + 1 - Side) / Side;
        var plain = (places.view(1, 1, 1, Side) + places.view(1, 1, Side, 1)) * 0.3;
        var slopes = SlopeIntegration.Along(plain, azimuth);
        var expected = azimuth == 135 ? 0.6 : 0.3;
        Assert.Equal(expected * east, slopes[0, 0, 3, 3].item<float>(), 1e-5);
        Assert.Equal(expected * south, slopes[0, 1, 3, 3].item<float>(), 1e-5);
    }

    [Fact]
    public void Of_slopes_that_no_surface_has_the_integral_is_the_nearest()
    {
        manual_seed(6);
        using var scope = NewDisposeScope();
        const int Side = 8;
        var slopes = randn(1, 2, Side, Side);
        var best = new SlopeIntegration(Side).Heights(slopes);
        var least = Distance(best);
        for (var trial = 0; trial < 20; trial++)
        {
            Assert.True(Distance(best + (randn(1, 1, Side, Side) * 0.01)) > least);
        }

        double Distance(Tensor surface) =>
            (((surface.narrow(3, 1, Side - 1) - surface.narrow(3, 0, Side - 1)) * (Side / 2.0)) - slopes.narrow(1, 0, 1).narrow(3, 0, Side - 1)).square().sum().item<float>()
            + (((surface.narrow(2, 1, Side - 1) - surface.narrow(2, 0, Side - 1)) * (Side / 2.0)) - slopes.narrow(1, 1, 1).narrow(2, 0, Side - 1)).square().sum().item<float>();
    }
}
