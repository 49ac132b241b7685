using Glacier.Training.Augmentation;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.StyleGan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Stage 1: StyleGAN2 with the non-saturating logistic loss, lazy R1 and path length, style mixing, averaged weights and adaptive augmentation.</summary>
public sealed class GanTraining : ITrainer<Batch>
{
    private const double SeenDecay = 0.998;

    private readonly GanConfiguration _configuration;
    private readonly Device _device;
    private readonly StyleGenerator _generator;
    private readonly StyleGenerator _average;
    private readonly StyleDiscriminator _discriminator;
    private readonly List<Parameter> _makers;
    private readonly List<Parameter> _judges;
    private readonly Adam _makerOptimiser;
    private readonly Adam _judgeOptimiser;
    private readonly PathLengthPenalty _pathLength = new();
    private readonly StoppingCriterion _criterion;
    private AdaController _ada;
    private long _images;

    /// <summary>Networks with fresh weights, the same for the same seed.</summary>
    public GanTraining(GanConfiguration configuration, Device device)
    {
        (_configuration, _device, _criterion) = (configuration, device, new StoppingCriterion(configuration.Criterion));
        manual_seed(configuration.Seed);
        var options = configuration.NetworkOptions();
        (_generator, _average, _discriminator) = (new StyleGenerator(options), new StyleGenerator(options), new StyleDiscriminator(options));
        foreach (var (_, network) in Networks)
        {
            network.to(device);
        }

        ExponentialMovingAverage.Update(_average, _generator, decay: 0);
        (_makers, _judges) = ([.. _generator.parameters()], [.. _discriminator.parameters()]);
        (_makerOptimiser, _judgeOptimiser) = (OptimiserOf.Adam(_makers, configuration.Generator), OptimiserOf.Adam(_judges, configuration.Discriminator));
        _ada = Controller(AdaState.Start with { Probability = configuration.Augmentation.Probability });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } =
        ["d.adversarial", "d.r1", "g.adversarial", "g.path-length", "ada.probability", "val.accuracy"];

    /// <inheritdoc/>
    public long ParameterCount => _makers.Concat(_judges).Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => _criterion.Met(_images);

    /// <summary>The averaged generator, which stage 2 works with.</summary>
    public StyleGenerator Average => _average;

    /// <inheritdoc/>
    public LossTerms Step(long step, Batch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var random = StepSeed.Augmenting(_configuration.Seed, step);
        var (terms, losses) = (new LossTerms(step), _configuration.Losses);
        var real = Tensors.Of(batch, _device).Picture;
        var (latent, w) = Latents(batch.Count, random);
        var fake = _generator.call(latent, Noise(batch.Count));

        var seenReal = Augmented(real, random).detach();
        var lazy = losses.R1 > 0 ? GradientPenalty.Lazy(step, losses.R1Every) : 0;
        if (lazy > 0)
        {
            seenReal.requires_grad_(true);
        }

        var (onReal, onFake) = (_discriminator.call(seenReal), _discriminator.call(Augmented(fake, random)));
        var judged = terms.Add("d.adversarial", AdversarialLoss.Discriminator(onReal, onFake));
        if (lazy > 0)
        {
            judged += terms.Add("d.r1", GradientPenalty.R1(onReal.flatten(), seenReal)) * (losses.R1 * lazy);
        }

        var made = terms.Add("g.adversarial", AdversarialLoss.Generator(onFake));
        if (losses.PathLength > 0 && GradientPenalty.Lazy(step, losses.PathLengthEvery) is var every and > 0)
        {
            var count = Math.Max(batch.Count / 2, 1);
            var (other, _) = Latents(count, random);
            var pictures = _generator.call(other, Noise(count));
            made += terms.Add("g.path-length", _pathLength.Of(pictures, other, randn_like(pictures))) * (losses.PathLength * every);
        }

        _judgeOptimiser.zero_grad();
        _makerOptimiser.zero_grad();
        autograd.backward([judged], retain_graph: true, inputs: [.. _judges]);
        autograd.backward([made], inputs: [.. _makers]);
        _judgeOptimiser.step();
        _makerOptimiser.step();
        _generator.TrackMeanLatent(w, SeenDecay);
        ExponentialMovingAverage.Update(_average, _generator, WeightAverage.Decay(_configuration.Average, step));
        if (losses.AugmentationTarget is not null)
        {
            _ada.Observe(onReal);
        }

        terms.Add("ada.probability", _ada.Probability);
        _images = (step + 1) * batch.Count;
        return terms;
    }

    /// <summary>The discriminator's balanced accuracy on held-out photographs and as many generated pictures.</summary>
    public IReadOnlyDictionary<string, double> Validate(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var real = Tensors.Of(batch, _device).Picture;
        var fake = _average.call(_average.Latents(randn(batch.Count, _configuration.Networks.StyleSize, device: _device)), Noise(batch.Count));
        var (onReal, onFake) = (Tensors.Values(_discriminator.call(real)), Tensors.Values(_discriminator.call(fake)));
        var accuracy = ((onReal.Count(logit => logit > 0) / (double)onReal.Length) + (onFake.Count(logit => logit < 0) / (double)onFake.Length)) / 2;
        _criterion.Observe(accuracy);
        return new Dictionary<string, double> { ["val.accuracy"] = accuracy };
    }

    /// <summary>Rows: photographs, then generated pictures with the full range of styles and with styles drawn half way to the mean.</summary>
    public IReadOnlyList<float[]> Samples(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var (style, noise) = (randn(batch.Count, _configuration.Networks.StyleSize, device: _device), Noise(batch.Count));
        return
        [
            batch.Pictures,
            Tensors.Values(_average.call(_average.Latents(style), noise).clamp(-1, 1)),
            Tensors.Values(_average.call(_average.Latents(style, truncation: 0.5f), noise).clamp(-1, 1)),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Save(string folder)
    {
        TrainerFiles.Save(folder, Networks, Optimisers);
        var ada = _ada.State;
        return new Dictionary<string, double>(_criterion.State)
        {
            ["images"] = _images,
            ["path-length"] = _pathLength.MeanLength,
            ["ada.probability"] = ada.Probability,
            ["ada.sign-sum"] = ada.SignSum,
            ["ada.sign-count"] = ada.SignCount,
            ["ada.pictures"] = ada.Pictures,
            ["ada.steps"] = ada.Steps,
        };
    }

    /// <inheritdoc/>
    public string Begin() => InitialWeights.Load(_configuration, Networks);

    /// <inheritdoc/>
    public void Load(string folder, IReadOnlyDictionary<string, double> state)
    {
        TrainerFiles.Load(folder, Networks, Optimisers);
        _images = (long)state["images"];
        _pathLength.MeanLength = state["path-length"];
        _ada = Controller(new AdaState(state["ada.probability"], state["ada.sign-sum"], (long)state["ada.sign-count"], (long)state["ada.pictures"], (int)state["ada.steps"]));
        _criterion.State = state;
    }

    /// <inheritdoc/>
    public void Dispose() => TrainerFiles.Dispose(Networks, Optimisers);

    private (string Name, nn.Module Network)[] Networks => [("generator", _generator), ("generator-average", _average), ("discriminator", _discriminator)];

    private (string Name, Adam Optimiser)[] Optimisers => [("generator-optimiser", _makerOptimiser), ("discriminator-optimiser", _judgeOptimiser)];

    private AdaController Controller(AdaState state) =>
        new(_configuration.Losses.AugmentationTarget ?? 0.6, picturesToFull: _configuration.Losses.AugmentationImages, state: state);

    private Tensor Noise(int count) => randn(count, StyleGenerator.NoiseChannels, _configuration.Data.Resolution, _configuration.Data.Resolution, device: _device);

    private (Tensor Latent, Tensor First) Latents(int count, Random random)
    {
        var layers = _generator.Options.StyleCount;
        var (one, other) = (Mapped(), Mapped());
        var crossover = StyleMixing.DrawCrossover(layers, _configuration.Losses.StyleMixing, random);
        return (StyleMixing.Mix(Wide(one), Wide(other), crossover), one);

        Tensor Mapped() => _generator.Mapping.call(randn(count, _configuration.Networks.StyleSize, device: _device));

        Tensor Wide(Tensor w) => w.unsqueeze(1).expand(-1, layers, -1);
    }

    private Tensor Augmented(Tensor pictures, Random random)
    {
        var side = _configuration.Data.Resolution;
        return DiffAugment.Picture(pictures, DiffAugment.Draw((int)pictures.shape[0], side, side, OptimiserOf.Augmentation(_configuration.Augmentation), _ada.Probability, random));
    }
}
