using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Tests.Networks;
using static TorchSharp.torch;

namespace Glacier.Training.Tests.Losses;

public sealed class LossTests
{
    [Fact]
    public void Undecided_discriminator_pays_two_ln_2_and_its_generator_ln_2()
    {
        using var scope = NewDisposeScope();
        var logits = zeros(4, 1);
        Assert.Equal(2 * MathF.Log(2), TensorValues.Single(AdversarialLoss.Discriminator(logits, logits)), 1e-6f);
        Assert.Equal(MathF.Log(2), TensorValues.Single(AdversarialLoss.Generator(logits)), 1e-6f);
    }

    [Fact]
    public void Adversarial_loss_is_logistic_and_its_heads_add_up()
    {
        using var scope = NewDisposeScope();
        var real = Output(2f, -1f);
        var fake = Output(0.5f, 3f);
        float expected = Softplus(-2f) + Softplus(0.5f) + Softplus(1f) + Softplus(3f);
        Assert.Equal(expected, TensorValues.Single(AdversarialLoss.Discriminator(real, fake)), 1e-5f);
        Assert.Equal(Softplus(-0.5f) + Softplus(-3f), TensorValues.Single(AdversarialLoss.Generator(fake)), 1e-5f);

        static float Softplus(float x) => MathF.Log(1f + MathF.Exp(x));
        static DiscriminatorOutput Output(float patch, float global) => new(full([2, 1, 3, 3], patch), full([2, 1], global), []);
    }

    [Fact]
    public void R1_of_a_linear_discriminator_is_half_the_squared_length_of_its_weights()
    {
        using var scope = NewDisposeScope();
        var weights = TensorValues.Ramp(0.1f, 1, 3, 4, 4).requires_grad_();
        var pictures = randn(5, 3, 4, 4).requires_grad_();
        var penalty = GradientPenalty.R1((pictures * weights).sum([1, 2, 3]) + 7f, pictures);
        float expected = 0.5f * Enumerable.Range(1, 48).Sum(i => 0.01f * i * i);
        Assert.Equal(expected, TensorValues.Single(penalty), expected * 1e-5f);

        // and its gradient is the weights themselves
        penalty.backward();
        Assert.True(TensorValues.Distance(weights.grad!, weights) < 1e-4f);
    }

    [Fact]
    public void R1_counts_the_patch_head_by_its_mean()
    {
        using var scope = NewDisposeScope();
        var pictures = randn(2, 1, 2, 2).requires_grad_();

        // patch logits are 3x, whose mean has the gradient ¾ at each of four pixels; the global logit is Σ x
        var output = new DiscriminatorOutput(pictures * 3f, pictures.sum([1, 2, 3]).view(-1, 1), []);
        Assert.Equal(0.5f * 4 * 1.75f * 1.75f, TensorValues.Single(GradientPenalty.R1(output, pictures)), 1e-5f);
    }

    [Fact]
    public void Lazy_regulariser_weighs_the_same_over_time()
    {
        Assert.Equal([4, 0, 0, 0, 4, 0], Enumerable.Range(0, 6).Select(step => GradientPenalty.Lazy(step, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientPenalty.Lazy(0, 0));
    }

    [Fact]
    public void Path_length_of_a_linear_generator_is_known()
    {
        using var scope = NewDisposeScope();
        const int W = 5, Size = 4, N = 3;
        var map = randn(W, 3 * Size * Size).requires_grad_();
        var latent = randn(N, W).requires_grad_();
        var noise = randn(N, 3, Size, Size);
        var penalty = new PathLengthPenalty(0.25) { MeanLength = 2.0 };
        var loss = penalty.Of(latent.matmul(map).view(N, 3, Size, Size), latent, noise);

        // ∂(picture · y)/∂w = A y, over √(pixels)
        var lengths = TensorValues.Of(noise.view(N, -1).matmul(map.t()).square().sum([1]).sqrt() * (1f / Size));
        double mean = 2.0 + 0.25 * (lengths.Average() - 2.0);
        Assert.Equal(mean, penalty.MeanLength, 1e-4);
        Assert.Equal(lengths.Average(l => (l - mean) * (l - mean)), TensorValues.Single(loss), 1e-3);
        loss.backward();
        Assert.True(TensorValues.Single(map.grad!.abs().max()) > 0f);
    }

    [Fact]
    public void Path_length_in_W_plus_averages_the_layers_squares()
    {
        using var scope = NewDisposeScope();
        var latent = randn(2, 2, 3).requires_grad_();
        var noise = ones(2, 1, 1, 1);

        // gradient 3 in one component of the first layer, 4 in one of the second: √((9 + 16)/2)
        var pictures = (latent.select(1, 0).narrow(1, 0, 1) * 3f + latent.select(1, 1).narrow(1, 1, 1) * 4f).view(2, 1, 1, 1);
        var penalty = new PathLengthPenalty(1.0);
        Assert.Equal(0f, TensorValues.Single(penalty.Of(pictures, latent, noise)), 1e-6f);
        Assert.Equal(Math.Sqrt(12.5), penalty.MeanLength, 1e-5);
    }

    [Fact]
    public void Divergence_of_a_gaussian_has_its_closed_form()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0f, TensorValues.Single(StyleDivergence.FromUnitNormal(zeros(3, 4), zeros(3, 4))), 1e-6f);
        var mean = full([2, 4], 1.5f);
        var logVariance = full([2, 4], MathF.Log(0.25f));
        float each = 0.5f * (2.25f + 0.25f - MathF.Log(0.25f) - 1f);
        Assert.Equal(4 * each, TensorValues.Single(StyleDivergence.FromUnitNormal(mean, logVariance)), 1e-5f);
    }

    [Fact]
    public void Feature_matching_is_the_mean_over_layers_and_leaves_real_features_alone()
    {
        using var scope = NewDisposeScope();
        var fake = zeros(2, 3, 4, 4).requires_grad_();
        var real = full([2, 3, 4, 4], 2f).requires_grad_();
        var loss = FeatureMatchingLoss.L1([fake, zeros(2, 5)], [real, full([2, 5], -4f)]);
        Assert.Equal(3f, TensorValues.Single(loss), 1e-6f);
        loss.backward();
        Assert.Null(real.grad);
        Assert.Throws<ArgumentException>(() => FeatureMatchingLoss.L1([fake], []));
    }

    [Fact]
    public void Pixel_losses_are_means()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (full([2, 3, 2, 2], 1f), full([2, 3, 2, 2], -2f));
        Assert.Equal(3f, TensorValues.Single(PixelLoss.L1(a, b)));
        Assert.Equal(9f, TensorValues.Single(PixelLoss.L2(a, b)));
    }

    [Fact]
    public void Perceptual_distance_ignores_the_length_of_features_and_doubles_the_missing_cosine()
    {
        using var scope = NewDisposeScope();
        var loss = new PerceptualLoss(x => [x, x * 5f], [1f, 0.5f]);
        var (picture, target) = (randn(2, 3, 4, 4), randn(2, 3, 4, 4));
        Assert.Equal(0f, TensorValues.Single(loss.Distance(picture, picture * 3f)), 1e-5f);

        // ‖a/|a| − b/|b|‖² = 2 − 2·cos
        var cosine = (picture * target).sum([1]) / (picture.square().sum([1]) * target.square().sum([1])).sqrt();
        Assert.Equal(1.5f * TensorValues.Single((2f - cosine * 2f).mean()), TensorValues.Single(loss.Distance(picture, target)), 1e-4f);

        var moving = picture.clone().requires_grad_();
        loss.Distance(moving, target).backward();
        Assert.True(TensorValues.Single(moving.grad!.abs().max()) > 0f);
        Assert.Throws<ArgumentException>(() => new PerceptualLoss(x => [x], [1f, 2f]).Distance(picture, target));
    }

    [Theory]
    [InlineData(1f, 0f, 0f)]
    [InlineData(0f, 1f, 1f)]
    [InlineData(-1f, 0f, 2f)]
    public void Identity_loss_is_one_minus_the_cosine(float x, float y, float expected)
    {
        using var scope = NewDisposeScope();
        var loss = new IdentityLoss(picture => picture.mean([2, 3]));
        var picture = tensor(new[] { 2f * x, 2f * y }, [1, 2, 1, 1]);
        Assert.Equal(expected, TensorValues.Single(loss.Distance(picture, tensor(new[] { 3f, 0f }, [1, 2, 1, 1]))), 1e-5f);
    }

    [Fact]
    public void Distance_to_the_mean_latent_is_a_norm_per_layer()
    {
        using var scope = NewDisposeScope();
        var mean = tensor(new[] { 1f, 1f });
        var latent = tensor(new[] { 4f, 5f, 1f, 1f }, [1, 2, 2]);
        Assert.Equal(2.5f, TensorValues.Single(LatentLoss.DistanceToMean(latent, mean)), 1e-5f);
    }
}
