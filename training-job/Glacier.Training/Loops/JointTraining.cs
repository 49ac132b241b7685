using Glacier.Training.Augmentation;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.Scenery.StyleGan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Joint mode: condition encoder, generator and style encoder against a conditional discriminator, end to end.</summary>
/// <remarks>
/// One generated picture serves both sides. Its verdict is computed once; the discriminator's gradient and the generator's are both taken from that
/// graph before either moves (simultaneous updates), so that nothing is computed twice. Real and generated pictures get the same augmentation draw,
/// which keeps their features comparable.
/// </remarks>
public sealed class JointTraining : ITrainer<Batch>
{
    private readonly JointConfiguration _configuration;
    private readonly Device _device;
    private readonly PerceptualLoss? _perceptual;
    private readonly JointGenerator _generator;
    private readonly JointGenerator _average;
    private readonly StyleEncoder _encoder;
    private readonly ConditionalDiscriminator _discriminator;
    private readonly List<Parameter> _makers;
    private readonly List<Parameter> _judges;
    private readonly Adam _makerOptimiser;
    private readonly Adam _judgeOptimiser;

    /// <summary>Networks with fresh weights, the same for the same seed.</summary>
    /// <param name="configuration">Sizes, weights, learning rates.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="perceptual">Feature maps for the perceptual term; null: none, whatever its weight.</param>
    public JointTraining(JointConfiguration configuration, Device device, Func<Tensor, IReadOnlyList<Tensor>>? perceptual = null)
    {
        (_configuration, _device) = (configuration, device);
        _perceptual = perceptual is null || configuration.Losses.Perceptual == 0 ? null : new PerceptualLoss(perceptual);
        manual_seed(configuration.Seed);
        var options = configuration.NetworkOptions();
        (_generator, _average, _encoder) = (new JointGenerator(options), new JointGenerator(options), new StyleEncoder(options));
        _discriminator = new ConditionalDiscriminator(configuration.Networks.DiscriminatorChannels is { } channels ? options with { Channels = channels } : options);
        foreach (nn.Module network in new nn.Module[] { _generator, _average, _encoder, _discriminator })
        {
            network.to(device);
        }

        ExponentialMovingAverage.Update(_average, _generator, decay: 0);
        _makers = [.. _generator.parameters(), .. _encoder.parameters()];
        _judges = [.. _discriminator.parameters()];
        _makerOptimiser = OptimiserOf.Adam(_makers, configuration.Generator);
        _judgeOptimiser = OptimiserOf.Adam(_judges, configuration.Discriminator);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } =
        ["d.adversarial", "d.r1", "g.adversarial", "g.feature-matching", "g.l1", "g.perceptual", "g.divergence", "d.real-share", "d.fake-share"];

    /// <inheritdoc/>
    public long ParameterCount => _makers.Concat(_judges).Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    /// <summary>The averaged generator, which is what is exported.</summary>
    public JointGenerator Average => _average;

    /// <summary>The style encoder.</summary>
    public StyleEncoder Encoder => _encoder;

    /// <inheritdoc/>
    public LossTerms Step(long step, Batch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var (terms, losses) = (new LossTerms(step), _configuration.Losses);
        var (condition, real) = Tensors.Of(batch, _device);
        var (drawn, swapped) = ((int)(batch.Count * losses.PriorShare), (int)(batch.Count * losses.SwappedShare));
        var coded = batch.Count - drawn - swapped;

        var (mean, logVariance) = _encoder.call(real.narrow(0, 0, coded));
        var style = StyleEncoder.Sample(mean, logVariance, randn_like(mean));
        if (drawn > 0)
        {
            style = cat([style, randn(drawn, _configuration.Networks.StyleSize, device: _device)], 0);
        }

        if (swapped > 0)
        {
            // detached: the encoder learns from its own photographs alone what a style is
            style = cat([style, mean.narrow(0, 0, swapped).detach()], 0);
        }

        var fake = _generator.call(condition, style, randn(batch.Count, 1, batch.Side, batch.Side, device: _device));
        var augmentation = _configuration.Augmentation;
        var draws = DiffAugment.Draw(batch.Count, batch.Side, batch.Side, OptimiserOf.Augmentation(augmentation), augmentation.Probability, StepSeed.Augmenting(_configuration.Seed, step));
        var seenCondition = DiffAugment.Condition(condition, draws);
        var seenReal = DiffAugment.Picture(real, draws).detach();
        var lazy = losses.R1 > 0 ? GradientPenalty.Lazy(step, losses.R1Every) : 0;
        if (lazy > 0)
        {
            seenReal.requires_grad_(true);
        }

        var onReal = _discriminator.call(seenReal, seenCondition);
        var onFake = _discriminator.call(DiffAugment.Picture(fake, draws), seenCondition);
        Share(terms, onReal, onFake);

        // every term is named, and so checked, before any gradient is taken
        var judged = terms.Add("d.adversarial", AdversarialLoss.Discriminator(onReal.Patch, onFake.Patch) + (AdversarialLoss.Discriminator(onReal.Global, onFake.Global) * losses.GlobalVerdict));
        if (lazy > 0)
        {
            judged += terms.Add("d.r1", GradientPenalty.R1(onReal, seenReal)) * (losses.R1 * lazy);
        }

        var made = terms.Add("g.adversarial", AdversarialLoss.Generator(onFake.Patch) + (AdversarialLoss.Generator(onFake.Global) * losses.GlobalVerdict)) * losses.Adversarial;
        made += terms.Add("g.feature-matching", FeatureMatchingLoss.L1(First(onFake.Features, coded), First(onReal.Features, coded))) * losses.FeatureMatching;
        var (codedFake, codedReal) = (fake.narrow(0, 0, coded), real.narrow(0, 0, coded));
        made += terms.Add("g.l1", PixelLoss.L1(codedFake, codedReal)) * losses.L1;
        made += terms.Add("g.divergence", StyleDivergence.FromUnitNormal(mean, logVariance)) * losses.Divergence;
        if (_perceptual is not null)
        {
            made += terms.Add("g.perceptual", _perceptual.Distance(codedFake, codedReal)) * losses.Perceptual;
        }

        _judgeOptimiser.zero_grad();
        _makerOptimiser.zero_grad();
        autograd.backward([judged], retain_graph: true, inputs: [.. _judges]);
        autograd.backward([made], inputs: [.. _makers]);
        _judgeOptimiser.step();
        _makerOptimiser.step();
        ExponentialMovingAverage.Update(_average, _generator, WeightAverage.Decay(_configuration.Average, step));
        return terms;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var (condition, real) = Tensors.Of(batch, _device);
        var made = Clamped(_average.call(condition, _encoder.call(real).Mean, randn(batch.Count, 1, batch.Side, batch.Side, device: _device)));
        var figures = new Dictionary<string, double> { ["val.l1"] = PixelLoss.L1(made, real).item<float>(), ["val.l2"] = PixelLoss.L2(made, real).item<float>() };
        if (_perceptual is not null)
        {
            figures["val.perceptual"] = _perceptual.Distance(made, real).item<float>();
        }

        return figures;
    }

    /// <summary>Rows: condition, photograph, generated in the photograph's style, generated in one style of the prior for all.</summary>
    public IReadOnlyList<float[]> Samples(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var (condition, real) = Tensors.Of(batch, _device);
        var noise = randn(batch.Count, 1, batch.Side, batch.Side, device: _device);
        var prior = randn(1, _configuration.Networks.StyleSize, device: _device).expand(batch.Count, -1);
        return
        [
            ConditionPicture.Of(batch, _configuration.Data.Channels),
            batch.Pictures,
            Tensors.Values(Clamped(_average.call(condition, _encoder.call(real).Mean, noise))),
            Tensors.Values(Clamped(_average.call(condition, prior, noise))),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Save(string folder)
    {
        TrainerFiles.Save(folder, Networks, Optimisers);
        return new Dictionary<string, double>();
    }

    /// <inheritdoc/>
    public string Begin() => InitialWeights.Load(_configuration, Networks);

    /// <inheritdoc/>
    public void Load(string folder, IReadOnlyDictionary<string, double> state) => TrainerFiles.Load(folder, Networks, Optimisers);

    /// <inheritdoc/>
    public void Dispose() => TrainerFiles.Dispose(Networks, Optimisers);

    private (string Name, nn.Module Network)[] Networks =>
        [("generator", _generator), ("generator-average", _average), ("style-encoder", _encoder), ("discriminator", _discriminator)];

    private (string Name, Adam Optimiser)[] Optimisers => [("generator-optimiser", _makerOptimiser), ("discriminator-optimiser", _judgeOptimiser)];

    private static Tensor Clamped(Tensor pictures) => pictures.clamp(-1, 1);

    private static IReadOnlyList<Tensor> First(IReadOnlyList<Tensor> features, int count) => [.. features.Select(map => map.narrow(0, 0, count))];

    private static void Share(LossTerms terms, DiscriminatorOutput onReal, DiscriminatorOutput onFake)
    {
        using var constant = no_grad();
        terms.Add("d.real-share", onReal.Patch.detach().sign().mean().item<float>());
        terms.Add("d.fake-share", onFake.Patch.detach().sign().mean().item<float>());
    }
}
