using Glacier.Training.Loops;
using Glacier.Training.Networks.Panorama;
using Glacier.Vision.Panorama;
using static TorchSharp.torch;
using RayOptions = Glacier.Vision.Panorama.VolumeOptions;
using VolumeOptions = Glacier.Training.Networks.Panorama.VolumeOptions;

namespace Glacier.Training.Tests.Networks.Panorama;

[Collection(GlobalChance.Name)]
public class VolumeRenderingTests
{
    [Fact]
    public void Opacity_and_depth_are_those_of_the_products_renderer()
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var volume = new VolumeOptions { Bottom = -0.2, Top = 0.4, Slices = 5, Samples = 48, RayLength = 1.4 };
        var density = rand(1, 6, 8, 8) * 4;
        const float Eye = 0.05f;
        var found = Tensors.Values(VolumeRendering.Render(density, rand(1, 3, 16, 16), tensor(new[] { Eye }), volume, 32, 16));
        var field = new DensityField(Tensors.Values(density[0].permute(1, 2, 0)), new float[8 * 8 * 3], 8, 8, 6, 2, volume.Top - volume.Bottom);
        var expected = VolumeRenderer.Render(field, new PanoramaCamera(0, 0, Eye - volume.Bottom, 32, 16, Refraction: null), new RayOptions(volume.Samples, volume.RayLength));
        for (var i = 0; i < 32 * 16; i++)
        {
            Assert.Equal(expected.Opacity[i], found[(3 * 32 * 16) + i], 1e-3f);
            Assert.Equal(expected.Depth[i], found[(4 * 32 * 16) + i], 1e-3f);
        }
    }

    [Fact]
    public void Colour_is_the_tiles_below_what_is_seen_times_its_opacity()
    {
        using var scope = NewDisposeScope();
        var volume = new VolumeOptions { Bottom = -0.2, Top = 0.4, Slices = 5, Samples = 64, RayLength = 1.4 };
        var tile = zeros(1, 3, 64, 64);
        tile.select(1, 0).narrow(2, 32, 32).fill_(1);
        tile.select(1, 2).narrow(2, 0, 32).fill_(1);
        var picture = VolumeRendering.Render(full(1, 6, 8, 8, 3f), tile, tensor(new[] { 0f }), volume, 32, 16);
        // north is in the middle, so that the right half looks east
        picture = picture.narrow(2, 6, 4);
        var (red, blue, opacity) = (picture[0, 0], picture[0, 2], picture[0, 3]);
        Assert.InRange((red.narrow(1, 20, 8) - opacity.narrow(1, 20, 8)).abs().max().item<float>(), 0, 0.06f);
        Assert.InRange((blue.narrow(1, 4, 8) - opacity.narrow(1, 4, 8)).abs().max().item<float>(), 0, 0.06f);
        Assert.InRange(red.narrow(1, 4, 8).max().item<float>(), 0, 0.06f);
        Assert.True(opacity.min().item<float>() > 0.8f);
    }

    [Fact]
    public void The_opacity_tells_the_densities_which_way_to_go()
    {
        var volume = new VolumeOptions { Bottom = -0.2, Top = 0.4, Slices = 5, Samples = 32, RayLength = 1.4 };
        var density = full(1, 6, 8, 8, 0.5f).requires_grad_(true);
        var picture = VolumeRendering.Render(density, rand(1, 3, 16, 16), tensor(new[] { 0f }), volume, 32, 16);
        picture.narrow(1, 3, 1).mean().backward();
        var gradient = density.grad!;
        Assert.True(gradient.min().item<float>() >= 0);
        Assert.True(gradient.max().item<float>() > 1e-4f);
    }

    [Fact]
    public void A_known_ground_and_the_densities_of_its_heights_look_the_same()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var batch = SmallPanorama.Plains(2);
        var volume = SmallPanorama.Volume with { Bottom = -0.6, Top = 0.6, Slices = 191, Samples = 256 };
        var tiles = tensor(batch.Tiles, [2, 3, 256, 256]);
        var known = VolumeRendering.Known(tensor(batch.Geometry!.Depth, [2, 1, batch.Height, batch.Width]), tiles, volume);
        var density = HeightDensity.Of(tensor(batch.Geometry.Heights, [2, 1, 64, 64]), 128, volume);
        var guessed = VolumeRendering.Render(density, tiles, tensor(batch.EyeHeights, [2]), volume, batch.Width, batch.Height);
        var differing = (known.narrow(1, 3, 1) - guessed.narrow(1, 3, 1)).abs().gt(0.5f).to(ScalarType.Float32).mean().item<float>();
        Assert.InRange(differing, 0, 0.02f);
        var both = known.narrow(1, 3, 1).gt(0.5f).to(ScalarType.Float32) * guessed.narrow(1, 3, 1).gt(0.5f).to(ScalarType.Float32);
        Assert.InRange((((known - guessed).narrow(1, 4, 1).abs() * both).sum() / both.sum()).item<float>(), 0, 0.03f);
        Assert.InRange((((known - guessed).narrow(1, 0, 3).abs() * both).sum() / (3 * both.sum())).item<float>(), 0, 0.01f);
        Assert.All(OpacitySkyline.Errors(Tensors.Values(guessed), batch, 180), error => Assert.InRange(error, 0, 3));
    }

    [Fact]
    public void A_perspective_crop_shows_what_the_panorama_shows_in_its_direction()
    {
        using var scope = NewDisposeScope();
        // each pixel says where it is: the cosine and sine of its azimuth, and its elevation
        var directions = tensor(VolumeRendering.Directions(128, 64, 180), [64, 128, 3]);
        var picture = directions.permute(2, 0, 1).unsqueeze(0);
        var crop = new PerspectiveCrops([150, 150], [20, 0], 33, 60).Of(picture.expand(2, -1, -1, -1), 180);
        var middle = crop[0].select(1, 16).select(1, 16);
        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(150));
        var level = Math.Cos(double.DegreesToRadians(20));
        Assert.Equal(sine * level, middle[0].item<float>(), 0.02);
        Assert.Equal(cosine * level, middle[1].item<float>(), 0.02);
        Assert.Equal(Math.Sin(double.DegreesToRadians(20)), middle[2].item<float>(), 0.02);
        // the right edge is half the field of view further on
        var edge = crop[1].select(1, 16).select(1, 32);
        Assert.Equal(Math.Sin(double.DegreesToRadians(180 - 0.9)), edge[0].item<float>(), 0.04);
    }

    [Fact]
    public void A_seam_of_the_panorama_is_none_of_the_crop()
    {
        using var scope = NewDisposeScope();
        var directions = tensor(VolumeRendering.Directions(128, 64, 180), [64, 128, 3]);
        var crop = new PerspectiveCrops([180], [0], 64, 90).Of(directions.permute(2, 0, 1).unsqueeze(0), 180);
        var across = crop[0, 0].narrow(1, 1, 63) - crop[0, 0].narrow(1, 0, 63);
        Assert.InRange(across.abs().max().item<float>(), 0, 0.06f);
    }
}
