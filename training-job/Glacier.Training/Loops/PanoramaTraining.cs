using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Panorama;
using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Vision.Metrics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Loops;

/// <summary>Sat2Density: density and render network against three discriminators, end to end through the volume's rendering.</summary>
/// <remarks>One generated picture serves both sides, as in <see cref="JointTraining"/>; the paper makes a second one, with its generator in evaluation, for the discriminators.</remarks>
public sealed class PanoramaTraining : ITrainer<PanoramaBatch>
{
    private const string DensityFile = "density-average";
    private const string RenderFile = "render-average";
    private const int Azimuths = 128;

    private readonly PanoramaConfiguration _configuration;
    private readonly Device _device;
    private readonly PerceptualLoss? _perceptual;
    private readonly DensityNet _density;
    private readonly DensityNet _densityAverage;
    private readonly RenderNet _render;
    private readonly RenderNet _renderAverage;
    private readonly PatchDiscriminator[] _discriminators;
    private readonly List<Parameter> _makers;
    private readonly List<Parameter> _judges;
    private readonly Adam _makerOptimiser;
    private readonly Adam _judgeOptimiser;

    /// <summary>Networks with fresh weights, the same for the same seed.</summary>
    /// <param name="configuration">Sizes, weights, learning rates.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="perceptual">Feature maps for the perceptual term; null: none, whatever its weight.</param>
    public PanoramaTraining(PanoramaConfiguration configuration, Device device, Func<Tensor, IReadOnlyList<Tensor>>? perceptual = null)
    {
        (_configuration, _device) = (configuration, device);
        _perceptual = perceptual is null || configuration.Losses.Perceptual == 0 ? null : new PerceptualLoss(perceptual);
        manual_seed(configuration.Seed);
        var networks = configuration.Networks;
        (_density, _densityAverage) = (new DensityNet(networks.Density, configuration.Volume), new DensityNet(networks.Density, configuration.Volume));
        (_render, _renderAverage) = (new RenderNet(networks.Render), new RenderNet(networks.Render));
        _discriminators = [.. Enumerable.Range(0, 3).Select(_ => new PatchDiscriminator(networks.Discriminators.Width))];
        foreach (var (_, network) in Networks)
        {
            network.to(device);
        }

        ExponentialMovingAverage.Update(_densityAverage, _density, decay: 0);
        ExponentialMovingAverage.Update(_renderAverage, _render, decay: 0);
        _densityAverage.eval();
        _renderAverage.eval();
        _makers = [.. _density.parameters(), .. _render.parameters()];
        _judges = [.. _discriminators.SelectMany(discriminator => discriminator.parameters())];
        _makerOptimiser = OptimiserOf.Adam(_makers, configuration.Generator);
        _judgeOptimiser = OptimiserOf.Adam(_judges, configuration.Discriminator);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } =
        ["g.l1", "g.l2", "g.perceptual", "g.adversarial", "g.feature-matching", "g.divergence", "g.opacity", "g.ground", "g.skyline", "d.adversarial"];

    /// <inheritdoc/>
    public long ParameterCount => _makers.Concat(_judges).Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    private bool Judged => _configuration.Losses.Adversarial + _configuration.Losses.FeatureMatching > 0;

    /// <inheritdoc/>
    public LossTerms Step(long step, PanoramaBatch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var random = StepSeed.Augmenting(_configuration.Seed, step);
        var terms = new LossTerms(step);
        var pairs = new Pairs(batch, _device);
        var made = zeros(1, device: _device);

        var described = _density.Described(pairs.Tiles);
        made += OfGround(terms, pairs, described);
        var painted = PanoramaData.PaintedOf(batch.Count, _configuration.PaintedShare);
        var judged = painted > 0 ? Painted(terms, painted == batch.Count ? pairs : new Pairs(batch.Part(0, painted), _device), described.narrow(0, 0, painted), random, ref made) : null;
        _makerOptimiser.zero_grad();
        _judgeOptimiser.zero_grad();
        if (judged is not null)
        {
            autograd.backward([judged], retain_graph: true, inputs: [.. _judges]);
        }

        autograd.backward([made.sum()], inputs: painted > 0 ? [.. _makers] : [.. _density.parameters()]);
        if (judged is not null)
        {
            _judgeOptimiser.step();
        }

        _makerOptimiser.step();
        var decay = WeightAverage.Decay(_configuration.Average, step);
        ExponentialMovingAverage.Update(_densityAverage, _density, decay);
        ExponentialMovingAverage.Update(_renderAverage, _render, decay);
        return terms;
    }

    /// <summary>
    /// Figures of the averaged networks under each picture's own sky: <c>val.psnr</c> and <c>val.ssim</c> of panoramas of tiles alone, <c>val.known-psnr</c> and <c>val.known-ssim</c> of the
    /// known ground, <c>val.skyline</c> in degrees of what is opaque.
    /// </summary>
    public IReadOnlyDictionary<string, double> Validate(PanoramaBatch batch)
    {
        var figures = new Dictionary<string, List<double>>();
        for (var first = 0; first < batch.Count; first += _configuration.Run.Batch)
        {
            var part = batch.Part(first, Math.Min(_configuration.Run.Batch, batch.Count - first));
            var (guessed, known, volume) = Paint(part);
            Compare("val.", guessed);
            Compare("val.known-", known);
            foreach (var error in OpacitySkyline.Errors(volume, part, _configuration.Volume.VerticalDegrees))
            {
                Add("val.skyline", error);
            }

            void Compare(string name, float[]? pictures)
            {
                for (var i = 0; pictures is not null && i < part.Count; i++)
                {
                    var metrics = PictureMetrics.Of(PanoramaPictures.Bytes(pictures, i, part), PanoramaPictures.Bytes(part.Panoramas, i, part), part.Width, part.Height);
                    Add(name + "psnr", metrics.Psnr);
                    Add(name + "ssim", metrics.Ssim);
                }
            }
        }

        return figures.ToDictionary(figure => figure.Key, figure => figure.Value.Average());

        void Add(string name, double value)
        {
            if (!figures.TryGetValue(name, out var values))
            {
                figures.Add(name, values = []);
            }

            values.Add(value);
        }
    }

    /// <summary>First row: tiles. Second row, from above: the true panorama, the one made of the tile alone, the one made of the known ground, and the opacity beside the depth of the guess.</summary>
    public IReadOnlyList<float[]> Samples(PanoramaBatch batch)
    {
        var (guessed, known, volume) = Paint(batch);
        return [PanoramaPictures.Tiles(batch), PanoramaPictures.Stacked(batch, [batch.Panoramas, guessed, known ?? batch.Panoramas, PanoramaPictures.Geometry(volume, batch)])];
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

    /// <summary>The averaged networks of a checkpoint, in evaluation mode.</summary>
    /// <param name="checkpoint">Folder of the checkpoint.</param>
    /// <exception cref="InvalidInputException">It is of another kind of run, or damaged.</exception>
    public static (DensityNet Density, RenderNet Render, PanoramaConfiguration Configuration, CheckpointState State) Read(string checkpoint)
    {
        var state = CheckpointStore.Read(checkpoint);
        var configuration = ConfigurationFile.Parse<PanoramaConfiguration>(state.Configuration, Path.GetFileName(checkpoint));
        var (density, render) = (new DensityNet(configuration.Networks.Density, configuration.Volume), new RenderNet(configuration.Networks.Render));
        density.load(TrainerFiles.PathOf(checkpoint, DensityFile));
        render.load(TrainerFiles.PathOf(checkpoint, RenderFile));
        density.eval();
        render.eval();
        return (density, render, configuration, state);
    }

    // what the pictures' losses say, and the discriminators' own
    private Tensor? Painted(LossTerms terms, Pairs pairs, Tensor described, Random random, ref Tensor made)
    {
        var (losses, painted) = (_configuration.Losses, (int)described.shape[0]);
        var volume = Volume(terms, pairs, _configuration.PicturesTeachGround ? described : described.detach(), ref made);
        Tensor? style = null;
        if (_render.Encoder is { } encoder)
        {
            var (mean, logVariance) = encoder.Distribution(pairs.Illumination);
            style = encoder.Style(mean + ((logVariance * 0.5).exp() * randn_like(mean)));
            made += terms.Add("g.divergence", StyleDivergence.FromUnitNormal(mean, logVariance)) * losses.Divergence;
        }

        var (real, around) = (pairs.Panoramas, random.NextDouble() >= _configuration.PerspectiveShare);
        if (!around)
        {
            var views = PerspectiveCrops.Draw(painted, _configuration.Networks.Discriminators, random);
            (volume, real) = (views.Of(volume, _configuration.Volume.VerticalDegrees), views.Of(real, _configuration.Volume.VerticalDegrees));
        }

        var fake = _render.Paint(volume, style);
        made += terms.Add("g.l1", PixelLoss.L1(fake, real)) * losses.L1;
        made += terms.Add("g.l2", PixelLoss.L2(fake, real)) * losses.L2;
        if (_perceptual is not null)
        {
            made += terms.Add("g.perceptual", _perceptual.Distance((fake * 2) - 1, (real * 2) - 1)) * losses.Perceptual;
        }

        return Judged ? Verdicts(terms, fake, real, around, random, ref made) : null;
    }

    private Tensor OfGround(LossTerms terms, Pairs pairs, Tensor described)
    {
        var (losses, loss) = (_configuration.Losses, zeros(1, device: _device));
        if (losses.Ground > 0 && pairs.Heights is { } heights)
        {
            var ground = _density.Options.Head == DensityHead.Slices ? GroundLoss.Occupancy(described, heights, _configuration.Volume) : GroundLoss.Heights(described, heights);
            loss += terms.Add("g.ground", ground) * losses.Ground;
        }

        if (losses.Skyline > 0 && pairs.Heights is { } truth)
        {
            loss += terms.Add("g.skyline", (GroundLoss.Skyline(described, pairs.Eyes, Azimuths) - GroundLoss.Skyline(truth, pairs.Eyes, Azimuths)).abs().mean()) * losses.Skyline;
        }

        return loss;
    }

    // the known ground's volume for the first pairs, the guessed one for the others
    private Tensor Volume(LossTerms terms, Pairs pairs, Tensor described, ref Tensor made)
    {
        var count = described.shape[0];
        var known = pairs.Depth is null ? 0 : (long)Math.Round(count * _configuration.KnownShare);
        var volumes = new List<Tensor>();
        if (known > 0)
        {
            volumes.Add(VolumeRendering.Known(pairs.Depth!.narrow(0, 0, known), pairs.Tiles.narrow(0, 0, known), _configuration.Volume));
        }

        if (known < count)
        {
            var (first, rest) = (known, count - known);
            var density = _density.Density(described.narrow(0, first, rest));
            var volume = VolumeRendering.Render(
                density, pairs.Tiles.narrow(0, first, rest), pairs.Eyes.narrow(0, first, rest), _configuration.Volume, (int)pairs.Panoramas.shape[3], (int)pairs.Panoramas.shape[2]);
            if (_configuration.Losses.Opacity > 0)
            {
                made += terms.Add("g.opacity", PixelLoss.L1(volume.narrow(1, 3, 1), 1 - pairs.Sky.narrow(0, first, rest))) * _configuration.Losses.Opacity;
            }

            volumes.Add(volume);
        }

        return volumes.Count == 1 ? volumes[0] : cat(volumes, 0);
    }

    private Tensor Verdicts(LossTerms terms, Tensor fake, Tensor real, bool around, Random random, ref Tensor made)
    {
        var options = _configuration.Networks.Discriminators;
        var views = new List<(PatchDiscriminator Judge, Tensor Fake, Tensor Real)>();
        var (fakeView, realView) = (fake, real);
        if (around)
        {
            views.Add((_discriminators[0], Half(fake), Half(real)));
            var crops = PerspectiveCrops.Draw((int)fake.shape[0], options, random);
            (fakeView, realView) = (crops.Of(fake, _configuration.Volume.VerticalDegrees), crops.Of(real, _configuration.Volume.VerticalDegrees));
        }

        views.Add((_discriminators[1], fakeView, realView));
        views.Add((_discriminators[2], Half(fakeView), Half(realView)));
        var (against, of, matching) = (zeros(1, device: _device), zeros(1, device: _device), zeros(1, device: _device));
        foreach (var (judge, made1, real1) in views)
        {
            var (onReal, onFake) = (judge.call(real1), judge.call(made1));
            against += AdversarialLoss.Discriminator(onReal.Logits, onFake.Logits) / views.Count;
            of += AdversarialLoss.Generator(onFake.Logits) / views.Count;
            matching += FeatureMatchingLoss.L1(onFake.Features, onReal.Features) / views.Count;
        }

        made += terms.Add("g.adversarial", of) * _configuration.Losses.Adversarial;
        made += terms.Add("g.feature-matching", matching) * _configuration.Losses.FeatureMatching;
        return terms.Add("d.adversarial", against).sum();

        static Tensor Half(Tensor picture) => F.avg_pool2d(picture, [2, 2]);
    }

    private (float[] Guessed, float[]? Known, float[] Volume) Paint(PanoramaBatch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var pairs = new Pairs(batch, _device);
        var volume = VolumeRendering.Render(_densityAverage.call(pairs.Tiles), pairs.Tiles, pairs.Eyes, _configuration.Volume, batch.Width, batch.Height);
        var known = pairs.Depth is null ? null : Tensors.Values(_renderAverage.call(VolumeRendering.Known(pairs.Depth, pairs.Tiles, _configuration.Volume), pairs.Illumination));
        return (Tensors.Values(_renderAverage.call(volume, pairs.Illumination)), known, Tensors.Values(volume));
    }

    private (string Name, nn.Module Network)[] Networks =>
    [
        ("density", _density), (DensityFile, _densityAverage), ("render", _render), (RenderFile, _renderAverage),
        .. _discriminators.Select((discriminator, i) => ($"discriminator-{i}", (nn.Module)discriminator)),
    ];

    private (string Name, Adam Optimiser)[] Optimisers => [("generator-optimiser", _makerOptimiser), ("discriminator-optimiser", _judgeOptimiser)];

    // a batch as tensors on a device
    private sealed class Pairs
    {
        public Pairs(PanoramaBatch batch, Device device)
        {
            var (n, w, h) = (batch.Count, batch.Width, batch.Height);
            Tiles = tensor(batch.Tiles, [n, 3, DensityNet.TilePixels, DensityNet.TilePixels], device: device);
            Panoramas = tensor(batch.Panoramas, [n, 3, h, w], device: device);
            Sky = tensor(batch.Sky, [n, 1, h, w], device: device);
            Illumination = tensor(batch.Illumination, [n, IlluminationEncoder.Bins], device: device);
            Eyes = tensor(batch.EyeHeights, [n], device: device);
            if (batch.Geometry is { } geometry)
            {
                var cells = (long)Math.Sqrt(geometry.Heights.Length / n);
                Depth = tensor(geometry.Depth, [n, 1, h, w], device: device);
                Heights = tensor(geometry.Heights, [n, 1, cells, cells], device: device);
            }
        }

        public Tensor Tiles { get; }

        public Tensor Panoramas { get; }

        public Tensor Sky { get; }

        public Tensor Illumination { get; }

        public Tensor Eyes { get; }

        public Tensor? Depth { get; }

        public Tensor? Heights { get; }
    }
}
