using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Networks.Scenery.StyleGan;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.Psp;

public sealed class PspEncoderTests
{
    private static readonly PspOptions s_small = new()
    {
        Size = 32,
        Channels = 2,
        Units = [1, 1, 2, 1],
        Reduction = 2,
        GeneratorSize = 16,
        LatentDimension = 8,
        CoarseStyles = 1,
        MiddleStyles = 2,
    };

    [Theory]
    [InlineData(64, 10)]
    [InlineData(128, 12)]
    [InlineData(256, 14)]
    [InlineData(512, 16)]
    public void Makes_one_latent_per_layer_of_the_generator(int size, int latents)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var options = new PspOptions { Size = size, GeneratorSize = size, Channels = 2, Units = [1, 1, 1, 1], LatentDimension = 4 };
        var encoder = new PspEncoder(options);
        Assert.Equal([2L, latents, 4L], encoder.call(rand(2, 1, size, size)).shape);
        Assert.Equal(3, Enumerable.Range(0, latents).Count(i => encoder.PyramidLevel(i) == 0));
        Assert.Equal(4, Enumerable.Range(0, latents).Count(i => encoder.PyramidLevel(i) == 1));
    }

    [Fact]
    public void Latents_start_from_the_mean_latent()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var encoder = new PspEncoder(s_small);
        encoder.eval();
        var (condition, mean) = (rand(2, 1, 32, 32), randn(8));
        Assert.True(TensorValues.Distance(encoder.Latents(condition, mean) - mean, encoder.call(condition)) < 1e-5f);
    }

    [Fact]
    public void Parameters_are_as_many_as_the_sizes_say()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Expected(s_small), TensorValues.ParameterCount(new PspEncoder(s_small)));

        // the paper's encoder, at 256, 512 and 1024
        foreach (var (size, millions) in new[] { (256, 209), (512, 238), (1024, 267) })
            Assert.InRange(Expected(new PspOptions { GeneratorSize = size, ConditionChannels = 3 }) / 1e6, millions - 1, millions + 1);

        static long Expected(PspOptions o)
        {
            long c = o.Channels, p = o.PyramidChannels, w = o.LatentDimension, count = 9 * o.ConditionChannels * c + 2 * c + c;
            for (int stage = 0; stage < 4; stage++)
            {
                long outputs = c << stage;
                for (int unit = 0; unit < o.Units[stage]; unit++)
                {
                    long inputs = unit == 0 && stage > 0 ? outputs / 2 : outputs, hidden = Math.Max(1, outputs / o.Reduction);
                    count += 2 * inputs + 9 * inputs * outputs + outputs + 9 * outputs * outputs + 2 * outputs + 2 * hidden * outputs;
                    if (inputs != outputs) count += inputs * outputs + 2 * outputs;
                }
            }

            count += 4 * c * p + p + 2 * c * p + p;
            for (int style = 0; style < o.StyleCount; style++)
            {
                int level = style < o.CoarseStyles ? 4 : style < o.CoarseStyles + o.MiddleStyles ? 3 : 2;
                int halvings = int.Log2(o.Size >> level);
                count += 9 * p * w + w + (halvings - 1) * (9 * w * w + w) + (w + 1) * w;
            }

            return count;
        }
    }

    [Fact]
    public void Every_parameter_gets_a_gradient()
    {
        using var scope = NewDisposeScope();
        var encoder = new PspEncoder(s_small);
        (encoder.call(rand(4, 1, 32, 32)) * randn(4, 6, 8)).sum().backward();
        Assert.All(encoder.named_parameters(), p => Assert.True(p.parameter.grad is not null && TensorValues.Single(p.parameter.grad.abs().max()) > 0f, p.name));
    }

    [Fact]
    public void Steps_against_a_frozen_generator_reduce_the_papers_loss()
    {
        using var scope = NewDisposeScope();
        var generator = new StyleGenerator(new StyleGanOptions
        {
            Size = 16,
            StyleDimension = 8,
            LatentDimension = 8,
            MappingLayers = 1,
            ChannelBase = 64,
            ChannelMaximum = 8,
        });
        generator.EstimateMeanLatent(randn(200, 8));
        var encoder = new PspEncoder(s_small);
        var (condition, target, noise) = (rand(4, 1, 32, 32), randn(4, 3, 16, 16), zeros(4, 2, 16, 16));
        var perceptual = new PerceptualLoss(x => [x]);
        var identity = new IdentityLoss(x => x.flatten(1));
        using var optimizer = optim.Adam(encoder.parameters(), 1e-3);
        float first = float.NaN, last = float.NaN;
        for (int step = 0; step < 4; step++)
        {
            var latents = encoder.Latents(condition, generator.MeanLatent);
            var picture = generator.call(latents, noise);
            var loss = PixelLoss.L2(picture, target) + perceptual.Distance(picture, target) * 0.8f + identity.Distance(picture, target) * 0.5f
                + LatentLoss.DistanceToMean(latents, generator.MeanLatent) * 0.005f;
            last = TensorValues.Single(loss);
            if (step == 0) first = last;
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        Assert.True(last < first, $"{last} is not below {first}");
    }

    [Fact]
    public void Impossible_sizes_are_named()
    {
        Assert.Contains("Units", Assert.Throws<ArgumentException>(() => (s_small with { Units = [1, 1] }).Checked()).Message);
        Assert.Contains("GeneratorSize", Assert.Throws<ArgumentException>(() => (s_small with { GeneratorSize = 20 }).Checked()).Message);
        Assert.Contains("Size", Assert.Throws<ArgumentException>(() => (s_small with { Size = 16 }).Checked()).Message);
    }
}
