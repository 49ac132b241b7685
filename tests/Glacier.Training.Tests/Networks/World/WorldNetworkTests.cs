using Glacier.Training.Networks.World;
using Glacier.Vision.Scenery3d;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.World;

public sealed class WorldNetworkTests
{
    [Fact]
    public void A_ray_through_the_band_ends_in_rock_and_one_in_the_air_gathers_nothing()
    {
        using var scope = NewDisposeScope();
        var heights = linspace(1, -1, 24).view(1, 24, 1, 1);
        var clear = full(1, 24, 1, 1, -30f);
        var steps = full(1, 24, 1, 1, 2f / 24);
        var (weights, opacities) = BandCompositing.Weights(BandCompositing.Density(clear, heights), steps);
        Assert.Equal(1, weights.sum().item<float>(), 1e-3f);
        Assert.InRange((weights * heights).sum().item<float>(), -0.35f, 0);
        Assert.True(opacities.ge(0).all().item<bool>());

        // the network may thicken the air above the ground: then the ray ends there
        var (thick, _) = BandCompositing.Weights(BandCompositing.Density(full(1, 24, 1, 1, 25f), heights), steps);
        Assert.InRange((thick * heights).sum().item<float>(), 0.5f, 1);
        var (none, _) = BandCompositing.Weights(BandCompositing.Density(full(1, 24, 1, 1, 25f), full(1, 24, 1, 1, 1.5f)), steps);
        Assert.Equal(0, none.sum().item<float>());
        var (sky, _) = BandCompositing.Weights(BandCompositing.Density(clear, heights), zeros_like(steps));
        Assert.Equal(0, sky.sum().item<float>());
    }

    [Fact]
    public void Points_of_like_height_differ_by_their_ground_alone()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        manual_seed(1);
        var decoder = new FeatureDecoder(SmallWorld.Options);
        var codes = randn(3, SmallWorld.Options.LayoutFeatures);
        var (density, features) = decoder.call(cat([codes, codes], 0), full(6, 1, 0.25f));
        Assert.Equal([6L, 1L], density.shape);
        Assert.Equal([6L, 5L], features.shape);
        Assert.Equal(0, (features.narrow(0, 0, 3) - features.narrow(0, 3, 3)).abs().max().item<float>(), 1e-6f);
        Assert.True((features[0] - features[1]).abs().max().item<float>() > 1e-3f);
        var (_, higher) = decoder.call(codes, full(3, 1, 0.9f));
        Assert.True((higher - features.narrow(0, 0, 3)).abs().max().item<float>() > 1e-3f);
    }

    [Fact]
    public void A_frame_is_terrain_before_sky_and_the_sky_hangs_on_the_direction_alone()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        manual_seed(2);
        var frame = new FrameGenerator(SmallWorld.Options);
        var batch = SmallWorld.Batch(1, 2);
        var made = frame.call(randn(1, 4, 32, 32).expand(2, -1, -1, -1), Tensors(batch), randn(1, 64).expand(2, -1));
        Assert.Equal([2L, 3L, 64L, 64L], made.Picture.shape);
        Assert.Equal([2L, 1L, 16L, 16L], made.Opacity.shape);

        // ground is below the upper quarter
        Assert.Equal(0, (made.Picture - made.Terrain).narrow(2, 16, 48).abs().max().item<float>(), 1e-6f);
        Assert.InRange(made.Opacity.narrow(2, 4, 12).min().item<float>(), 0.95f, 1.001f);
        Assert.Equal(0, made.Opacity.narrow(2, 0, 4).abs().max().item<float>());
        var other = batch with { Guidance = [.. batch.Guidance.Select((value, i) => i / 4096 % WorldFrame.GuidanceNames.Count == 0 ? value : 2 * value)] };
        var again = frame.call(zeros(2, 4, 32, 32), Tensors(other), ones(2, 64));
        var sky = frame.call(zeros(2, 4, 32, 32), Tensors(batch), ones(2, 64));
        Assert.Equal(0, (again.Picture - sky.Picture).narrow(2, 0, 16).abs().max().item<float>(), 1e-6f);
        Assert.True((again.Picture - sky.Picture).narrow(2, 16, 48).abs().max().item<float>() > 1e-3f);
    }

    [Fact]
    public void Without_the_DEM_its_geometry_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        manual_seed(3);
        var frame = new FrameGenerator(SmallWorld.Options with { Conditional = false });
        var batch = SmallWorld.Batch(1, 1);
        var area = SmallWorld.Side * SmallWorld.Side;
        var (layout, style) = (randn(1, 4, 32, 32), randn(1, 64));
        var other = batch with { Guidance = [.. batch.Guidance.Select((value, i) => i / area == WorldFrame.GuidanceNames.Count - 1 ? value : 0.3f)] };
        Assert.Equal(0, (frame.call(layout, Tensors(batch), style).Picture - frame.call(layout, Tensors(other), style).Picture).abs().max().item<float>());
    }

    [Theory]
    [InlineData(48, "layoutSize")]
    [InlineData(64, "layoutChannels")]
    public void A_size_that_cannot_be_built_is_named(int layout, string member) =>
        Assert.Contains((SmallWorld.Options with { LayoutSize = layout }).Faults(), fault => fault.Member == member);

    private static FrameTensors Tensors(Training.Data.World.WorldBatch batch)
    {
        var rays = batch.Side / WorldSampling.Reduction;
        return new FrameTensors(
            tensor(batch.Guidance, [batch.Count, WorldFrame.GuidanceNames.Count, batch.Side, batch.Side]), tensor(batch.Places, [batch.Count, batch.Samples * rays, rays, 2]),
            tensor(batch.Heights, [batch.Count, batch.Samples, rays, rays]), tensor(batch.Steps, [batch.Count, batch.Samples, rays, rays]),
            tensor(batch.Sky, [batch.Count, WorldFrame.SkyNames.Count, rays, rays]));
    }
}
