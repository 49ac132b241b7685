using Glacier.Training.Networks.Scenery.Joint;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.Joint;

public sealed class JointGeneratorTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(48, 80)]
    public void Makes_pictures_of_any_size_that_is_a_multiple_of_16(int height, int width)
    {
        using var scope = NewDisposeScope();
        var generator = new JointGenerator(SmallJoint.Options);
        var picture = generator.call(rand(2, 3, height, width), randn(2, 5), randn(2, 1, height, width));
        Assert.Equal([2L, 3L, height, width], picture.shape);
        Assert.Throws<ArgumentException>(() => generator.call(rand(2, 3, 24, 32), randn(2, 5), randn(2, 1, 24, 32)));
    }

    [Fact]
    public void Picture_beyond_the_receptive_radius_of_a_change_stays_bit_identical()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var generator = SmallJoint.NoisyGenerator();
        int radius = generator.Options.ReceptiveRadius;
        const int Corner = 16;
        long size = (Corner + radius + 15) / 16 * 16 + 32;
        var (condition, style, noise) = (rand(1, 3, size, size), randn(1, 5), randn(1, 1, size, size));
        var before = generator.call(condition, style, noise);
        var changed = condition.clone();
        changed.narrow(2, 0, Corner).narrow(3, 0, Corner).copy_(rand(1, 3, Corner, Corner));
        var difference = (generator.call(changed, style, noise) - before).abs().sum([0, 1]);

        long reach = Corner + radius;
        Assert.Equal(0f, TensorValues.Single(difference.narrow(0, reach, size - reach).max()));
        Assert.Equal(0f, TensorValues.Single(difference.narrow(1, reach, size - reach).max()));
        Assert.True(TensorValues.Single(difference.narrow(0, 0, Corner).narrow(1, 0, Corner).min()) > 0f);
    }

    [Fact]
    public void Receptive_radius_is_tight()
    {
        using var scope = NewDisposeScope();
        var generator = new JointGenerator(SmallJoint.Options);
        int radius = generator.Options.ReceptiveRadius;
        long centre = 16 * ((radius + 31) / 16);
        var condition = rand(1, 3, 16, 2 * centre).requires_grad_();
        var row = generator.call(condition, randn(1, 5), zeros(1, 1, 16, 2 * centre)).select(2, 8);
        int farthest = 0;
        for (long pixel = centre; pixel < centre + 16; pixel++)
        {
            // the gradient of one pixel shows what it depends on
            var gradient = autograd.grad([row.narrow(2, pixel, 1).sum()], [condition], retain_graph: true)[0];
            var seen = TensorValues.Of(gradient.abs().sum([0, 1, 2]));
            for (int x = 0; x < seen.Length; x++)
                if (seen[x] > 0) farthest = Math.Max(farthest, (int)Math.Abs(x - pixel));
        }

        Assert.Equal(radius, farthest);
    }

    [Fact]
    public void Moving_condition_and_noise_by_16_pixels_moves_the_picture()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var generator = SmallJoint.NoisyGenerator();
        int radius = generator.Options.ReceptiveRadius;
        long width = (2 * radius + 64) / 16 * 16;
        var (condition, style, noise) = (rand(1, 3, 32, width + 16), randn(1, 5), randn(1, 1, 32, width + 16));
        var first = generator.call(condition.narrow(3, 0, width), style, noise.narrow(3, 0, width));
        var second = generator.call(condition.narrow(3, 16, width), style, noise.narrow(3, 16, width));
        long inside = width - 2 * radius - 16;
        Assert.True(TensorValues.Distance(first.narrow(3, radius + 16, inside), second.narrow(3, radius, inside)) < 1e-4f);
    }

    [Fact]
    public void Pictures_start_near_their_range()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var generator = new JointGenerator(new JointNetworkOptions());
        var picture = generator.call(rand(2, 5, 64, 64), randn(2, 64), randn(2, 1, 64, 64));
        Assert.InRange(TensorValues.Single(picture.square().mean().sqrt()), 0.1f, 2f);
    }

    [Fact]
    public void Levels_without_spatial_features_still_follow_the_condition_from_the_coarsest()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var options = SmallJoint.Options with { SpatialLevels = [4, 8] };
        var generator = new JointGenerator(options);
        Assert.Equal([true, true, true, false, false], generator.Levels.Select(l => l.Spatial));
        var (style, noise) = (randn(1, 5), zeros(1, 1, 32, 32));
        var difference = generator.call(zeros(1, 3, 32, 32), style, noise) - generator.call(ones(1, 3, 32, 32), style, noise);
        Assert.True(TensorValues.Single(difference.abs().max()) > 1e-3f);
    }

    [Fact]
    public void One_latent_for_all_layers_is_the_same_as_its_copies_and_mixing_changes_only_what_is_mixed()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var generator = SmallJoint.NoisyGenerator();
        int layers = generator.Options.StyleCount;
        Assert.Equal(9, layers);
        var (condition, noise) = (rand(1, 3, 32, 32), randn(1, 1, 32, 32));
        var w = generator.Mapping.call(randn(1, 5));
        var other = generator.Mapping.call(randn(1, 5));
        var picture = generator.Synthesise(condition, w, noise);
        var copies = w.unsqueeze(1).repeat(1, layers, 1);
        Assert.Equal(0f, TensorValues.Distance(picture, generator.Synthesise(condition, copies, noise)));
        for (int layer = 0; layer < layers; layer++)
        {
            var mixed = copies.clone();
            mixed.narrow(1, layer, 1).copy_(other.unsqueeze(1));
            Assert.True(TensorValues.Distance(picture, generator.Synthesise(condition, mixed, noise)) > 1e-4f, $"layer {layer} is not read");
        }
    }

    [Fact]
    public void Parameters_are_as_many_as_the_sizes_say()
    {
        using var scope = NewDisposeScope();
        foreach (var options in new[] { SmallJoint.Options, new JointNetworkOptions() })
        {
            int z = options.StyleDimension, w = options.LatentDimension;
            long expected = Linear(z, w) + (options.MappingLayers - 1L) * Linear(w, w) + Conv(options.ConditionChannels, C(0));
            for (int i = 1; i <= 4; i++) expected += Conv(C(i - 1), C(i)) + (i >= 2 ? Conv(C(i), C(i)) : 0);
            for (int i = 0; i <= 4; i++)
            {
                // conv1 with noise strength and bias, colours with bias, conv0 with bias
                expected += Modulated(C(i), C(i), 9) + 1 + C(i) + Modulated(C(i), 3, 1) + 3;
                if (i < 4) expected += Modulated(C(i + 1), C(i), 9) + C(i);
            }

            Assert.Equal(expected, TensorValues.ParameterCount(new JointGenerator(options)));

            long C(int halvings) => options.Channels[options.Size >> halvings];
            long Modulated(long i, long o, long taps) => i * o * taps + Linear(w, i);
        }

        static long Linear(long i, long o) => (i + 1) * o;
        static long Conv(long i, long o) => (9 * i + 1) * o;
    }

    [Fact]
    public void Parameter_names_are_stable()
    {
        using var scope = NewDisposeScope();
        var names = new JointGenerator(SmallJoint.Options).named_parameters().Select(p => p.name).ToHashSet();
        Assert.Contains("mapping.layers.0.weight", names);
        Assert.Contains("encoder.input.bias", names);
        Assert.Contains("encoder.levels.3.refine.weight", names);
        Assert.Contains("levels.0.conv1.convolution.affine.weight", names);
        Assert.Contains("levels.4.conv0.bias", names);
        Assert.Contains("levels.4.conv1.noise_strength", names);
        Assert.Contains("levels.4.to_rgb.convolution.weight", names);
        Assert.DoesNotContain("encoder.levels.0.refine.weight", names);
    }

    [Fact]
    public void Every_parameter_gets_a_gradient()
    {
        using var scope = NewDisposeScope();
        var generator = SmallJoint.NoisyGenerator();
        var picture = generator.call(rand(2, 3, 32, 32), randn(2, 5), randn(2, 1, 32, 32));
        (picture * randn(2, 3, 32, 32)).sum().backward();
        Assert.All(generator.named_parameters(), p => Assert.True(p.parameter.grad is not null && TensorValues.Single(p.parameter.grad.abs().max()) > 0f, p.name));
    }
}
