using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.StyleGan;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.StyleGan;

public sealed class StyleGanTests
{
    private static readonly StyleGanOptions s_options = new()
    {
        Size = 16,
        StyleDimension = 6,
        LatentDimension = 8,
        MappingLayers = 2,
        ChannelBase = 64,
        ChannelMaximum = 12,
    };

    [Theory]
    [InlineData(64, 10)]
    [InlineData(128, 12)]
    [InlineData(256, 14)]
    [InlineData(512, 16)]
    public void A_picture_has_two_latents_per_doubling(int size, int latents)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var options = new StyleGanOptions { Size = size, StyleDimension = 4, LatentDimension = 4, MappingLayers = 1, ChannelBase = 2 * size, ChannelMaximum = 4 };
        var generator = new StyleGenerator(options);
        Assert.Equal(latents, options.StyleCount);
        var w = generator.Latents(randn(1, 4));
        Assert.Equal([1L, latents, 4L], w.shape);
        Assert.Equal([1L, 3L, size, size], generator.call(w, randn(1, 2, size, size)).shape);
    }

    [Fact]
    public void Channels_follow_base_and_maximum()
    {
        var options = new StyleGanOptions { Size = 512 };
        Assert.Equal([512, 512, 512, 512, 256, 128, 64, 32], options.Levels.Select(options.ChannelsAt));
        Assert.Throws<ArgumentException>(() => (options with { Size = 100 }).Checked());
    }

    [Fact]
    public void Every_latent_and_every_parameter_matters()
    {
        using var scope = NewDisposeScope();
        var generator = Noisy();
        var latent = generator.Latents(randn(2, 6)).detach().requires_grad_();
        (generator.call(latent, randn(2, 2, 16, 16)) * randn(2, 3, 16, 16)).sum().backward();
        Assert.All(TensorValues.Of(latent.grad!.abs().sum([0, 2])), g => Assert.True(g > 0));
        Assert.All(
            generator.named_parameters().Where(p => !p.name.StartsWith("mapping", StringComparison.Ordinal)),
            p => Assert.True(TensorValues.Single(p.parameter.grad!.abs().max()) > 0f, p.name));
    }

    [Fact]
    public void Parameters_are_as_many_as_the_sizes_say()
    {
        using var scope = NewDisposeScope();
        long w = s_options.LatentDimension, expected = Linear(6, w) + Linear(w, w) + s_options.ChannelsAt(4) * 16;
        foreach (int level in s_options.Levels)
        {
            long c = s_options.ChannelsAt(level);
            expected += Styled(c, c) + 3 * c + 3 + Linear(w, c);
            if (level > 4) expected += Styled(s_options.ChannelsAt(level / 2), c);
        }

        Assert.Equal(expected, TensorValues.ParameterCount(new StyleGenerator(s_options)));

        long Styled(long i, long o) => 9 * i * o + Linear(w, i) + o + 1;
        static long Linear(long i, long o) => (i + 1) * o;
    }

    [Fact]
    public void Truncation_leads_to_the_mean_latent()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var generator = new StyleGenerator(s_options);
        var styles = randn(500, 6);
        generator.EstimateMeanLatent(styles);
        var mean = generator.Mapping.call(styles).mean([0]);
        Assert.True(TensorValues.Distance(mean, generator.MeanLatent) < 1e-5f);

        var z = randn(3, 6);
        var full = generator.Latents(z);
        Assert.True(TensorValues.Distance(generator.Latents(z, 0f), mean.view(1, 1, -1).expand(3, s_options.StyleCount, -1)) < 1e-5f);
        Assert.True(TensorValues.Distance(generator.Latents(z, 0.5f), (full + mean) * 0.5f) < 1e-5f);
        var coarse = generator.Latents(z, 0f, truncatedLayers: 2);
        Assert.Equal(0f, TensorValues.Distance(coarse.narrow(1, 2, 4), full.narrow(1, 2, 4)));
        Assert.True(TensorValues.Distance(coarse.narrow(1, 0, 2), mean.view(1, 1, -1).expand(3, 2, -1)) < 1e-5f);
    }

    [Fact]
    public void Mean_latent_follows_the_batches_and_is_saved_as_a_buffer()
    {
        using var scope = NewDisposeScope();
        var generator = new StyleGenerator(s_options);
        generator.TrackMeanLatent(full([4, 8], 2f), decay: 0.75);
        generator.TrackMeanLatent(full([4, 8], 2f), decay: 0.75);
        Assert.All(TensorValues.Of(generator.MeanLatent), v => Assert.Equal(0.875f, v, 1e-6f));
        Assert.Contains("mean_latent", generator.named_buffers().Select(b => b.name));
    }

    [Fact]
    public void Mixing_takes_coarse_layers_from_one_and_fine_layers_from_the_other()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (zeros(1, 4, 2), ones(1, 4, 2));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1], TensorValues.Of(StyleMixing.Mix(a, b, 3)));
        Assert.Equal(0f, TensorValues.Distance(StyleMixing.Mix(a, b, 4), a));
        Assert.Equal(0f, TensorValues.Distance(StyleMixing.Mix(a, b, 0), b));
        Assert.Throws<ArgumentOutOfRangeException>(() => StyleMixing.Mix(a, b, 5));

        var random = new Random(2);
        var crossovers = Enumerable.Range(0, 2000).Select(_ => StyleMixing.DrawCrossover(6, 0.9, random)).ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6], crossovers.Distinct().Order());
        Assert.InRange(crossovers.Count(c => c == 6), 140, 260);
    }

    [Fact]
    public void Average_follows_parameters_slowly_and_buffers_at_once()
    {
        using var scope = NewDisposeScope();
        var (average, source) = (new StyleGenerator(s_options), new StyleGenerator(s_options));
        ExponentialMovingAverage.Update(average, source, 0);
        Assert.Equal(0f, TensorValues.Distance(average.Constant, source.Constant), 1e-6f);
        using (no_grad())
        {
            average.Constant.zero_();
            source.Constant.fill_(1f);
            source.MeanLatent.fill_(3f);
        }

        for (int i = 0; i < 3; i++) ExponentialMovingAverage.Update(average, source, 0.9);
        Assert.All(TensorValues.Of(average.Constant), v => Assert.Equal(1f - 0.729f, v, 1e-5f));
        Assert.All(TensorValues.Of(average.MeanLatent), v => Assert.Equal(3f, v));
        Assert.Throws<ArgumentException>(() => ExponentialMovingAverage.Update(average, source.Mapping, 0.9));
    }

    [Fact]
    public void Decay_halves_old_weights_per_half_life()
    {
        Assert.Equal(0.5, Math.Pow(ExponentialMovingAverage.Decay(16, 8000), 500), 1e-9);
        Assert.Equal(ExponentialMovingAverage.Decay(16, 50), ExponentialMovingAverage.Decay(16, 8000, seen: 1000), 1e-12);
    }

    [Fact]
    public void Discriminator_sees_every_pixel_and_steps_reduce_both_losses()
    {
        using var scope = NewDisposeScope();
        var (generator, discriminator) = (Noisy(), new StyleDiscriminator(s_options));
        var real = randn(4, 3, 16, 16).requires_grad_();
        var logits = discriminator.call(real);
        Assert.Equal([4L, 1L], logits.shape);
        var seen = autograd.grad([logits.sum()], [real])[0];
        Assert.True(TensorValues.Single(seen.abs().sum([0, 1]).min()) > 0f);

        var (z, noise, directions) = (randn(4, 6), randn(4, 2, 16, 16), randn(4, 3, 16, 16));
        using var forGenerator = optim.Adam(generator.parameters(), 2e-3, 0.0, 0.99);
        using var forDiscriminator = optim.Adam(discriminator.parameters(), 2e-3, 0.0, 0.99);
        var (judged, judgedLater) = Train(forDiscriminator, Judge);
        Assert.True(judgedLater < judged, $"{judgedLater} is not below {judged}");
        var (made, madeLater) = Train(forGenerator, () => AdversarialLoss.Generator(discriminator.call(Fake(out _))));
        Assert.True(madeLater < made, $"{madeLater} is not below {made}");

        // path lengths have a gradient in the generator
        generator.zero_grad();
        var pictures = Fake(out var latent);
        new PathLengthPenalty().Of(pictures, latent, directions).backward();
        Assert.True(TensorValues.Single(generator.Levels[1].Conv1.Convolution.Weight.grad!.abs().max()) > 0f);

        Tensor Fake(out Tensor latents)
        {
            latents = generator.Latents(z);
            return generator.call(latents, noise);
        }

        Tensor Judge() => AdversarialLoss.Discriminator(discriminator.call(real.detach()), discriminator.call(Fake(out _).detach()));

        static (float First, float Last) Train(optim.Optimizer optimizer, Func<Tensor> loss)
        {
            float first = TensorValues.Single(loss());
            for (int i = 0; i < 3; i++)
            {
                optimizer.zero_grad();
                loss().backward();
                optimizer.step();
            }

            return (first, TensorValues.Single(loss()));
        }
    }

    private static StyleGenerator Noisy()
    {
        var generator = new StyleGenerator(s_options);
        using var constant = no_grad();
        foreach (var level in generator.Levels)
        {
            level.Conv0?.NoiseStrength!.fill_(0.2f);
            level.Conv1.NoiseStrength!.fill_(0.2f);
        }

        return generator;
    }
}
