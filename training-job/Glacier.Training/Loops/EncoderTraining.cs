using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Training.Onnx.Perceptual;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Stage 2: a pSp encoder from condition to W+ before the frozen generator of stage 1; if configured, a third stage moves the generator's upper levels.</summary>
public sealed class EncoderTraining : ITrainer<Batch>
{
    private readonly EncoderConfiguration _configuration;
    private readonly Device _device;
    private readonly PerceptualLoss _perceptual;
    private readonly IdentityLoss _identity;
    private readonly StyleGenerator _generator;
    private readonly StyleDiscriminator _discriminator;
    private readonly PspEncoder _encoder;
    private readonly List<Parameter> _encoding;
    private readonly List<Parameter> _upper;
    private readonly List<Parameter> _judges;
    private readonly Adam _encoderOptimiser;
    private readonly Adam? _upperOptimiser;
    private readonly Adam _judgeOptimiser;

    /// <summary>An encoder with fresh weights before a trained generator.</summary>
    /// <param name="configuration">The experiment.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="features">Network of the perceptual and identity terms.</param>
    /// <exception cref="InvalidInputException">The generator's run has no checkpoint, or its pictures are of another size.</exception>
    public EncoderTraining(EncoderConfiguration configuration, Device device, SqueezeNetFeatures features)
    {
        (_configuration, _device) = (configuration, device);
        (_perceptual, _identity) = (new PerceptualLoss(features.call), new IdentityLoss(features.Embed));
        var (stage1, checkpoint) = Stage1(configuration.Generator);
        var options = stage1.NetworkOptions();
        if (options.Size != configuration.Data.Resolution)
        {
            throw new InvalidInputException(configuration.Generator, "generator-size", $"{options.Size} px", $"{configuration.Data.Resolution} px, as data.resolution says", "Train the generator at this resolution or change data.resolution.");
        }

        manual_seed(configuration.Seed);
        (_generator, _discriminator, _encoder) = (new StyleGenerator(options), new StyleDiscriminator(options), new PspEncoder(configuration.NetworkOptions(options)));
        _generator.load(TrainerFiles.PathOf(checkpoint, "generator-average"));
        _discriminator.load(TrainerFiles.PathOf(checkpoint, "discriminator"));
        foreach (var (_, network) in Networks)
        {
            network.to(device);
        }

        using (NewDisposeScope())
        using (no_grad())
        {
            _generator.EstimateMeanLatent(randn(4096, options.StyleDimension, device: device));
        }

        (_encoding, _judges) = ([.. _encoder.parameters()], [.. _discriminator.parameters()]);
        _upper = configuration.ThirdStage is { } third ? [.. options.Levels.Select((level, place) => (level, place)).Where(pair => pair.level >= third.FromLevel).SelectMany(pair => _generator.Levels[pair.place].parameters())] : [];
        _encoderOptimiser = OptimiserOf.Adam(_encoding, configuration.Encoder);
        _upperOptimiser = configuration.ThirdStage is { } stage ? OptimiserOf.Adam(_upper, stage.Optimiser) : null;
        _judgeOptimiser = OptimiserOf.Adam(_judges, new OptimiserConfiguration());
        foreach (var parameter in _generator.parameters())
        {
            parameter.requires_grad = false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } = ["l2", "perceptual", "identity", "w-distance", "g.adversarial", "d.adversarial", "d.r1"];

    /// <inheritdoc/>
    public long ParameterCount => _encoding.Concat(_upper).Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    /// <inheritdoc/>
    public LossTerms Step(long step, Batch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var (terms, losses) = (new LossTerms(step), _configuration.Losses);
        var (condition, real) = Tensors.Of(batch, _device);
        var third = _configuration.ThirdStage is { } stage && step * batch.Count >= stage.AfterImages;
        foreach (var parameter in _upper)
        {
            parameter.requires_grad = third;
        }

        _encoder.train();
        var latents = _encoder.Latents(condition, _generator.MeanLatent);
        var made = _generator.call(latents, Noise(batch.Count));
        var loss = terms.Add("l2", PixelLoss.L2(made, real)) * losses.L2;
        loss += terms.Add("perceptual", _perceptual.Distance(made, real)) * losses.Perceptual;
        loss += terms.Add("identity", _identity.Distance(made, real)) * losses.Identity;
        loss += terms.Add("w-distance", LatentLoss.DistanceToMean(latents, _generator.MeanLatent)) * losses.Latent;
        Tensor? judged = null;
        if (losses.Adversarial > 0)
        {
            var lazy = losses.R1 > 0 ? GradientPenalty.Lazy(step, losses.R1Every) : 0;
            if (lazy > 0)
            {
                real.requires_grad_(true);
            }

            var (onReal, onMade) = (_discriminator.call(real), _discriminator.call(made));
            loss += terms.Add("g.adversarial", AdversarialLoss.Generator(onMade)) * losses.Adversarial;
            judged = terms.Add("d.adversarial", AdversarialLoss.Discriminator(onReal, onMade));
            if (lazy > 0)
            {
                judged += terms.Add("d.r1", GradientPenalty.R1(onReal.flatten(), real)) * (losses.R1 * lazy);
            }
        }

        foreach (var (_, optimiser) in Optimisers)
        {
            optimiser.zero_grad();
        }

        if (judged is not null)
        {
            autograd.backward([judged], retain_graph: true, inputs: [.. _judges]);
        }

        autograd.backward([loss], inputs: [.. third ? _encoding.Concat(_upper) : _encoding]);
        if (judged is not null)
        {
            _judgeOptimiser.step();
        }

        _encoderOptimiser.step();
        if (third)
        {
            _upperOptimiser!.step();
        }

        return terms;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var real = Tensors.Of(batch, _device).Picture;
        var made = Generate(batch, null);
        return new Dictionary<string, double>
        {
            ["val.l2"] = PixelLoss.L2(made, real).item<float>(),
            ["val.perceptual"] = _perceptual.Distance(made, real).item<float>(),
            ["val.identity"] = _identity.Distance(made, real).item<float>(),
        };
    }

    /// <summary>Rows: condition, photograph, generated, generated with the upper half of its latents from one random style.</summary>
    public IReadOnlyList<float[]> Samples(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -2);
        var style = _generator.Latents(randn(1, _generator.Options.StyleDimension, device: _device));
        return [ConditionPicture.Of(batch, _configuration.Data.Channels), batch.Pictures, Tensors.Values(Generate(batch, null)), Tensors.Values(Generate(batch, style))];
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

    /// <summary>Configuration and newest checkpoint of a stage 1 run.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static (GanConfiguration Configuration, string Checkpoint) Stage1(string folder)
    {
        var checkpoint = new CheckpointStore(Path.Combine(folder, "checkpoints")).Newest
            ?? throw new InvalidInputException(folder, "no-generator", "no checkpoint there", "the output folder of a gan run", "Train stage 1 first (train gan), and name its folder as generator in the configuration.");
        return (ConfigurationFile.Parse<GanConfiguration>(CheckpointStore.Read(checkpoint).Configuration, Path.GetFileName(checkpoint)), checkpoint);
    }

    private (string Name, nn.Module Network)[] Networks => [("encoder", _encoder), ("generator", _generator), ("discriminator", _discriminator)];

    private (string Name, Adam Optimiser)[] Optimisers => _upperOptimiser is null
        ? [("encoder-optimiser", _encoderOptimiser), ("discriminator-optimiser", _judgeOptimiser)]
        : [("encoder-optimiser", _encoderOptimiser), ("discriminator-optimiser", _judgeOptimiser), ("generator-optimiser", _upperOptimiser)];

    private Tensor Noise(int count) => randn(count, StyleGenerator.NoiseChannels, _configuration.Data.Resolution, _configuration.Data.Resolution, device: _device);

    private Tensor Generate(Batch batch, Tensor? style)
    {
        _encoder.eval();
        StepSeed.Apply(_configuration.Seed, -1);
        var latents = _encoder.Latents(Tensors.Of(batch, _device).Condition, _generator.MeanLatent);
        if (style is not null)
        {
            latents = StyleMixing.Mix(latents, style.expand(batch.Count, -1, -1), _generator.Options.StyleCount / 2);
        }

        return _generator.call(latents, Noise(batch.Count)).clamp(-1, 1);
    }
}
