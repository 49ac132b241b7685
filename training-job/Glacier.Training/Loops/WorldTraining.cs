using System.Text.Json;
using Glacier.Training.Augmentation;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data.World;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Training.Networks.World;
using Glacier.Vision.Scenery3d;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Loops;

/// <summary>The 3D path: layout generator and frame networks, taught by the 2D path's pictures of many views and judged against photographs without their sky.</summary>
public sealed class WorldTraining : ITrainer<WorldBatch>
{
    private readonly WorldConfiguration _configuration;
    private readonly Device _device;
    private readonly PerceptualLoss? _perceptual;
    private readonly WorldNetworks _networks;
    private readonly WorldNetworks _averages;
    private readonly ConditionalDiscriminator _discriminator;
    private readonly List<Parameter> _makers;
    private readonly List<Parameter> _judges;
    private readonly Adam _makerOptimiser;
    private readonly Adam _judgeOptimiser;

    /// <summary>Networks with fresh weights, the same for the same seed.</summary>
    /// <param name="configuration">Sizes, weights, learning rates.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="perceptual">Feature maps for the perceptual term; null: none, whatever its weight.</param>
    public WorldTraining(WorldConfiguration configuration, Device device, Func<Tensor, IReadOnlyList<Tensor>>? perceptual = null)
    {
        (_configuration, _device) = (configuration, device);
        _perceptual = perceptual is null || configuration.Losses.Perceptual == 0 ? null : new PerceptualLoss(perceptual);
        manual_seed(configuration.Seed);
        var options = configuration.Networks;
        var (layout, layoutAverage) = (new JointGenerator(options.Layout()), new JointGenerator(options.Layout()));
        var (frame, frameAverage) = (new FrameGenerator(options), new FrameGenerator(options));
        (_networks, _averages) = (new(options, layout, frame), new(options, layoutAverage, frameAverage));
        _discriminator = new ConditionalDiscriminator(options.Discriminator());
        foreach (var (_, network) in Networks)
        {
            network.to(device);
        }

        ExponentialMovingAverage.Update(_averages.Layout, _networks.Layout, decay: 0);
        ExponentialMovingAverage.Update(_averages.Frame, _networks.Frame, decay: 0);
        _makers = [.. layout.parameters(), .. frame.parameters()];
        _judges = [.. _discriminator.parameters()];
        _makerOptimiser = OptimiserOf.Adam(_makers, configuration.Generator);
        _judgeOptimiser = OptimiserOf.Adam(_judges, configuration.Discriminator);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } =
        ["d.adversarial", "d.r1", "g.teacher", "g.perceptual", "g.thumbnail", "g.adversarial", "g.feature-matching", "g.opacity", "g.consistency", "g.transparency", "d.real-share", "d.fake-share"];

    /// <inheritdoc/>
    public long ParameterCount => _makers.Concat(_judges).Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    /// <summary>Frames that every sample grid shows beneath the validation pictures: rows of frames, as <see cref="WorldData.Gallery"/> gives them.</summary>
    public IReadOnlyList<(string Row, IReadOnlyList<WorldBatch> Frames)> Gallery { get; init; } = [];

    /// <inheritdoc/>
    public LossTerms Step(long step, WorldBatch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var (terms, losses) = (new LossTerms(step), _configuration.Losses);
        var frames = FrameTensors.Of(batch, _device);
        var made = _networks.Paint(batch, frames, _device);
        var ground = frames.Guidance.narrow(1, 0, 1);
        var loss = zeros(1, device: _device);
        if (batch.Taught.Length > 0)
        {
            loss += Taught(terms, made, ground, Picture(batch.Taught, batch));
        }

        var rays = Reduced(ground);
        if (_configuration.Networks.Conditional)
        {
            loss += terms.Add("g.opacity", ((made.Opacity - rays) * rays.ge(0.99).to(ScalarType.Float32)).abs().mean()) * losses.Opacity;
        }
        else
        {
            loss += terms.Add("g.opacity", (made.Opacity - rays).abs().mean()) * losses.Opacity;
        }

        loss += terms.Add("g.consistency", OnGround(Reduced(made.Terrain.clamp(-1, 1)) - made.Thumbnail, rays)) * losses.Consistency;
        if (losses.Transparency > 0)
        {
            loss += terms.Add("g.transparency", Falling(made)) * losses.Transparency;
        }

        _makerOptimiser.zero_grad();
        if (losses.Adversarial > 0)
        {
            loss += Judged(step, terms, made, ground, batch);
        }

        autograd.backward([loss.sum()], inputs: [.. _makers]);
        _makerOptimiser.step();
        if (losses.Adversarial > 0)
        {
            _judgeOptimiser.step();
        }

        var decay = WeightAverage.Decay(_configuration.Average, step);
        ExponentialMovingAverage.Update(_averages.Layout, _networks.Layout, decay);
        ExponentialMovingAverage.Update(_averages.Frame, _networks.Frame, decay);
        return terms;
    }

    /// <summary>Against the teacher's pictures of views kept out of training: L1, L1 of the ground alone, perceptual distance.</summary>
    public IReadOnlyDictionary<string, double> Validate(WorldBatch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var frames = FrameTensors.Of(batch, _device);
        var made = _averages.Paint(batch, frames, _device).Picture.clamp(-1, 1);
        var figures = new Dictionary<string, double>();
        if (batch.Taught.Length > 0)
        {
            var taught = Picture(batch.Taught, batch);
            figures["val.l1"] = PixelLoss.L1(made, taught).item<float>();
            figures["val.ground-l1"] = OnGround(made - taught, frames.Guidance.narrow(1, 0, 1)).item<float>();
            if (_perceptual is not null)
            {
                figures["val.perceptual"] = _perceptual.Distance(made, taught).item<float>();
            }
        }

        return figures;
    }

    /// <summary>Rows: the teacher's validation pictures, the same painted by the world, the rays' own colours, then the frames of the gallery: one camera in all years, an orbit.</summary>
    public IReadOnlyList<float[]> Samples(WorldBatch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        StepSeed.Apply(_configuration.Seed, -1);
        var made = _averages.Paint(batch, FrameTensors.Of(batch, _device), _device);
        var rows = new List<float[]> { batch.Taught.Length > 0 ? batch.Taught : new float[batch.Count * 3 * batch.Side * batch.Side] };
        rows.Add(Tensors.Values(made.Picture.clamp(-1, 1)));
        rows.Add(Tensors.Values(F.interpolate(made.Thumbnail.clamp(-1, 1), [batch.Side, batch.Side])));
        foreach (var (_, frames) in Gallery)
        {
            var row = new float[batch.Count * 3 * batch.Side * batch.Side];
            Array.Fill(row, 1);
            for (var place = 0; place < Math.Min(frames.Count, batch.Count); place++)
            {
                Tensors.Values(_averages.Paint(frames[place], FrameTensors.Of(frames[place], _device), _device).Picture.clamp(-1, 1)).CopyTo(row, place * 3 * batch.Side * batch.Side);
            }

            rows.Add(row);
        }

        return rows;
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

    /// <summary>What a checkpoint was trained with.</summary>
    /// <exception cref="Terrain.InvalidInputException">The checkpoint is damaged.</exception>
    public static WorldConfiguration ConfigurationOf(CheckpointState state) => JsonSerializer.Deserialize<WorldConfiguration>(state.Configuration, JsonSerializerOptions.Web)
        ?? throw new Terrain.InvalidInputException("checkpoint", "run-kind", "no configuration", "world", "The run's folder is damaged.");

    /// <summary>Reads the averaged networks of a checkpoint.</summary>
    /// <param name="checkpoint">Its folder.</param>
    /// <param name="options">Sizes.</param>
    public static WorldNetworks Read(string checkpoint, WorldOptions options)
    {
        var networks = new WorldNetworks(options, new JointGenerator(options.Layout()), new FrameGenerator(options));
        networks.Layout.load(TrainerFiles.PathOf(checkpoint, "layout-average"));
        networks.Frame.load(TrainerFiles.PathOf(checkpoint, "frame-average"));
        return networks;
    }

    private (string Name, nn.Module Network)[] Networks =>
        [("layout", _networks.Layout), ("layout-average", _averages.Layout), ("frame", _networks.Frame), ("frame-average", _averages.Frame), ("discriminator", _discriminator)];

    private (string Name, Adam Optimiser)[] Optimisers => [("generator-optimiser", _makerOptimiser), ("discriminator-optimiser", _judgeOptimiser)];

    private Tensor Taught(LossTerms terms, WorldPicture made, Tensor ground, Tensor taught)
    {
        var losses = _configuration.Losses;
        var loss = terms.Add("g.teacher", PixelLoss.L1(made.Picture, taught)) * losses.Teacher;
        loss += terms.Add("g.thumbnail", OnGround(made.Thumbnail - Reduced(taught), Reduced(ground))) * losses.Thumbnail;
        return _perceptual is null ? loss : loss + (terms.Add("g.perceptual", _perceptual.Distance(made.Picture, taught)) * losses.Perceptual);
    }

    // the discriminator sees ground alone, in photographs and in what was made
    private Tensor Judged(long step, LossTerms terms, WorldPicture made, Tensor ground, WorldBatch batch)
    {
        var (losses, augmentation) = (_configuration.Losses, _configuration.Augmentation);
        var land = 1 - tensor(batch.PhotographSky, [batch.Count, 1, batch.Side, batch.Side], device: _device);
        var real = Picture(batch.Photographs, batch) * land;
        var seenGround = _configuration.Networks.Conditional ? ground : F.interpolate(made.Opacity, [batch.Side, batch.Side], mode: InterpolationMode.Bilinear, align_corners: false);
        var fake = made.Terrain * seenGround;
        var draws = DiffAugment.Draw(batch.Count, batch.Side, batch.Side, OptimiserOf.Augmentation(augmentation), augmentation.Probability, StepSeed.Augmenting(_configuration.Seed, step));
        var seenReal = DiffAugment.Picture(real, draws).detach();
        var lazy = losses.R1 > 0 ? GradientPenalty.Lazy(step, losses.R1Every) : 0;
        if (lazy > 0)
        {
            seenReal.requires_grad_(true);
        }

        var onReal = _discriminator.call(seenReal, DiffAugment.Condition(land, draws));
        var onFake = _discriminator.call(DiffAugment.Picture(fake, draws), DiffAugment.Condition(seenGround, draws));
        Share(terms, onReal, onFake);
        var judged = terms.Add("d.adversarial", AdversarialLoss.Discriminator(onReal.Patch, onFake.Patch) + (AdversarialLoss.Discriminator(onReal.Global, onFake.Global) * 0.5));
        if (lazy > 0)
        {
            judged += terms.Add("d.r1", GradientPenalty.R1(onReal, seenReal)) * (losses.R1 * lazy);
        }

        var fooled = terms.Add("g.adversarial", AdversarialLoss.Generator(onFake.Patch) + (AdversarialLoss.Generator(onFake.Global) * 0.5));
        var matched = terms.Add("g.feature-matching", MeanFeatures(onFake, onReal));
        _judgeOptimiser.zero_grad();
        autograd.backward([judged], retain_graph: true, inputs: [.. _judges]);
        return step * batch.Count < losses.AdversarialFrom ? fooled * 0 : (fooled * losses.Adversarial) + (matched * losses.FeatureMatching);
    }

    private Tensor Picture(float[] values, WorldBatch batch) => tensor(values, [batch.Count, 3, batch.Side, batch.Side], device: _device);

    private static Tensor Reduced(Tensor picture) => F.avg_pool2d(picture, [WorldSampling.Reduction, WorldSampling.Reduction], [WorldSampling.Reduction, WorldSampling.Reduction]);

    // mean absolute value over what is ground
    private static Tensor OnGround(Tensor difference, Tensor ground) => (difference.abs() * ground).sum() / ((ground.sum() * difference.shape[1]) + 1);

    // means over pictures and pixels: other places have other pixels, but photographs have a texture in common
    private static Tensor MeanFeatures(DiscriminatorOutput fake, DiscriminatorOutput real)
    {
        Tensor? sum = null;
        foreach (var (made, wanted) in fake.Features.Zip(real.Features))
        {
            var difference = (made.mean([0, 2, 3]) - wanted.detach().mean([0, 2, 3])).abs().mean();
            sum = sum is null ? difference : sum + difference;
        }

        return sum!;
    }

    private static Tensor Falling(WorldPicture made)
    {
        var samples = made.Opacities.shape[1];
        var fall = (made.Opacities.narrow(1, 0, samples - 1) - made.Opacities.narrow(1, 1, samples - 1)).clamp_min(0);
        return (made.Weights.narrow(1, 1, samples - 1) * fall).sum(1).mean();
    }

    private static void Share(LossTerms terms, DiscriminatorOutput onReal, DiscriminatorOutput onFake)
    {
        using var constant = no_grad();
        terms.Add("d.real-share", onReal.Patch.detach().sign().mean().item<float>());
        terms.Add("d.fake-share", onFake.Patch.detach().sign().mean().item<float>());
    }
}
