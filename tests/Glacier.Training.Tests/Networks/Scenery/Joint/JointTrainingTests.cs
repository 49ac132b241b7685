using Glacier.Training.Augmentation;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Joint;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Networks.Scenery.Joint;

public sealed class JointTrainingTests
{
    [Fact]
    public void Discriminator_answers_for_patches_and_for_the_picture()
    {
        using var scope = NewDisposeScope();
        var discriminator = new ConditionalDiscriminator(SmallJoint.Options);
        var output = discriminator.call(randn(4, 3, 32, 32), rand(4, 3, 32, 32));
        Assert.Equal([4L, 1L, 4L, 4L], output.Patch.shape);
        Assert.Equal([4L, 1L], output.Global.shape);
        Assert.Equal(["6,16", "8,8", "10,4"], output.Features.Select(f => $"{f.shape[1]},{f.shape[2]}"));
        Assert.Throws<ArgumentException>(() => discriminator.call(randn(1, 3, 64, 64), rand(1, 3, 64, 64)));
    }

    [Fact]
    public void Discriminator_at_128_has_patches_of_8_pixels()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var options = new JointNetworkOptions { ConditionChannels = 1, Channels = JointNetworkOptions.ChannelsByLevel(128, 4, 16) };
        var output = new ConditionalDiscriminator(options).call(randn(2, 3, 128, 128), rand(2, 1, 128, 128));
        Assert.Equal([2L, 1L, 16L, 16L], output.Patch.shape);
        Assert.Equal(5, output.Features.Count);
    }

    [Fact]
    public void Real_and_generated_pictures_in_one_batch_are_judged_as_apart()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var discriminator = new ConditionalDiscriminator(SmallJoint.Options);
        var (real, fake, condition) = (randn(4, 3, 32, 32), randn(4, 3, 32, 32), rand(4, 3, 32, 32));
        var both = discriminator.call(cat([real, fake], 0), cat([condition, condition], 0));
        var (first, second) = (both.Samples(0, 4), both.Samples(4, 4));
        var (realAlone, fakeAlone) = (discriminator.call(real, condition), discriminator.call(fake, condition));
        Assert.True(TensorValues.Distance(first.Patch, realAlone.Patch) < 1e-4f);
        Assert.True(TensorValues.Distance(first.Global, realAlone.Global) < 1e-4f);
        Assert.True(TensorValues.Distance(second.Global, fakeAlone.Global) < 1e-4f);
        Assert.True(TensorValues.Distance(second.Features[2], fakeAlone.Features[2]) < 1e-4f);
    }

    [Fact]
    public void Style_encoder_reads_mean_and_log_variance_and_its_samples_have_them()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (mean, logVariance) = new StyleEncoder(SmallJoint.Options).call(randn(3, 3, 32, 32));
        Assert.Equal([3L, 5L], mean.shape);
        Assert.Equal([3L, 5L], logVariance.shape);

        var samples = StyleEncoder.Sample(full([20000, 1], 2f), full([20000, 1], MathF.Log(9f)), randn(20000, 1));
        Assert.Equal(2f, TensorValues.Single(samples.mean()), 0.15f);
        Assert.Equal(9f, TensorValues.Single((samples - 2f).square().mean()), 0.6f);
    }

    [Fact]
    public void Steps_on_a_fixed_batch_reduce_the_losses_of_both_sides()
    {
        using var scope = NewDisposeScope();
        var options = SmallJoint.Options;
        var (generator, encoder, discriminator) = (new JointGenerator(options), new StyleEncoder(options), new ConditionalDiscriminator(options));
        var (real, condition, noise, chance) = (rand(4, 3, 32, 32) * 2f - 1f, rand(4, 3, 32, 32), randn(4, 1, 32, 32), randn(4, 5));
        var draws = DiffAugment.Draw(4, 32, 32, new DiffAugmentOptions(), 1, new Random(1));
        var shownCondition = DiffAugment.Condition(condition, draws);
        using var forGenerator = optim.Adam(generator.parameters().Concat(encoder.parameters()), 2e-3, 0.0, 0.99);
        using var forDiscriminator = optim.Adam(discriminator.parameters(), 2e-3, 0.0, 0.99);

        float judged = float.NaN, made = float.NaN;
        for (int step = 0; step < 3; step++)
        {
            var (fake, _) = Make();
            var loss = JudgementLoss(fake.detach());
            if (step == 0) judged = TensorValues.Single(loss);
            forDiscriminator.zero_grad();
            loss.backward();
            forDiscriminator.step();
        }

        Assert.True(TensorValues.Single(JudgementLoss(Make().Picture.detach())) < judged);

        for (int step = 0; step < 3; step++)
        {
            var loss = MakingLoss();
            if (step == 0) made = TensorValues.Single(loss);
            forGenerator.zero_grad();
            loss.backward();
            forGenerator.step();
        }

        Assert.True(TensorValues.Single(MakingLoss()) < made);

        (Tensor Picture, Tensor Divergence) Make()
        {
            var (mean, logVariance) = encoder.call(real);
            return (generator.call(condition, StyleEncoder.Sample(mean, logVariance, chance), noise), StyleDivergence.FromUnitNormal(mean, logVariance));
        }

        Tensor JudgementLoss(Tensor fake)
        {
            var shown = DiffAugment.Picture(real, draws).detach().requires_grad_();
            var judgement = discriminator.call(cat([shown, DiffAugment.Picture(fake, draws)], 0), cat([shownCondition, shownCondition], 0));
            var ofReal = judgement.Samples(0, 4);
            return AdversarialLoss.Discriminator(ofReal, judgement.Samples(4, 4)) + GradientPenalty.R1(ofReal, shown);
        }

        Tensor MakingLoss()
        {
            var (fake, divergence) = Make();
            var ofFake = discriminator.call(DiffAugment.Picture(fake, draws), shownCondition);
            var ofReal = discriminator.call(DiffAugment.Picture(real, draws), shownCondition);
            return AdversarialLoss.Generator(ofFake) + FeatureMatchingLoss.L1(ofFake.Features, ofReal.Features) * 4f + PixelLoss.L1(fake, real)
                + divergence * 0.01f;
        }
    }
}
