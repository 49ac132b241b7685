using System.Text.Json.Nodes;
using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data;
using Glacier.Training.Loops;
using Glacier.Training.Networks.Scenery.Joint;
using Glacier.Training.Networks.Scenery.Psp;
using Glacier.Training.Networks.Scenery.StyleGan;
using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation;

/// <summary>The networks of a run's newest checkpoint, ready to be judged; the two modes answer the same questions.</summary>
public abstract class TrainedScenery : IDisposable
{
    private const int MeanStyles = 4096;
    private const int NoiseSeed = 20_240_601;

    /// <summary>Opens a joint or an encoder run.</summary>
    /// <param name="run">Its output folder.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="InvalidInputException">No checkpoint there, damaged, or of a kind that has no condition.</exception>
    public static TrainedScenery Open(string run, Device device)
    {
        var checkpoint = new CheckpointStore(Path.Combine(run, "checkpoints")).Newest
            ?? throw new InvalidInputException(run, "no-checkpoint", "no checkpoint there", "the output folder of a joint or encoder run", "Name it with --run.");
        var state = CheckpointStore.Read(checkpoint);
        var name = Path.GetFileName(checkpoint);
        return JsonNode.Parse(state.Configuration)?["kind"]?.GetValue<string>() switch
        {
            "joint" => new Joint(ConfigurationFile.Parse<JointConfiguration>(state.Configuration, name), checkpoint, device) { State = state, Run = run },
            "encoder" => new WPlus(ConfigurationFile.Parse<EncoderConfiguration>(state.Configuration, name), checkpoint, device) { State = state, Run = run },
            var kind => throw new InvalidInputException(name, "run-kind", $"a run of kind {kind}", "joint or encoder", "Runs without a condition have nothing to be judged against."),
        };
    }

    /// <summary>Folder of the run.</summary>
    public required string Run { get; init; }

    /// <summary>State of the checkpoint.</summary>
    public required CheckpointState State { get; init; }

    /// <summary><c>joint</c>, or <c>W+ only</c> as in the paper.</summary>
    public abstract string Mode { get; }

    /// <summary>What the pairs are made with.</summary>
    public abstract SceneryConfiguration Configuration { get; }

    /// <summary>Pictures of the conditions in the photographs' own look where the mode can read it: to be compared with the photographs.</summary>
    public abstract Tensor Paired(Batch batch);

    /// <summary>Reads the looks that <see cref="Free"/> draws from off the validation photographs, as the product's typical styles are; a mode without a style code has none.</summary>
    /// <param name="data">The run's pairs.</param>
    /// <param name="most">At most so many photographs.</param>
    public virtual void ReadLooks(TrainingData data, int most)
    {
    }

    /// <summary>Pictures of the conditions in looks drawn at random: one of those read, else of the prior.</summary>
    public abstract Tensor Free(Batch batch, long seed);

    /// <summary>Mean distance of the latents of the conditions (or photographs) from the mean latent.</summary>
    public abstract double LatentDistance(Batch batch);

    /// <inheritdoc/>
    public abstract void Dispose();

    private static void SeedNoise() => manual_seed(NoiseSeed);

    private sealed class Joint : TrainedScenery
    {
        private readonly JointConfiguration _configuration;
        private readonly JointGenerator _generator;
        private readonly StyleEncoder _encoder;
        private readonly Device _device;
        private float[][] _looks = [];

        public Joint(JointConfiguration configuration, string checkpoint, Device device)
        {
            (_configuration, _device) = (configuration, device);
            (_generator, _encoder) = (new JointGenerator(configuration.NetworkOptions()), new StyleEncoder(configuration.NetworkOptions()));
            _generator.load(TrainerFiles.PathOf(checkpoint, "generator-average"));
            _encoder.load(TrainerFiles.PathOf(checkpoint, "style-encoder"));
            _generator.to(device);
            _encoder.to(device);
        }

        public override string Mode => "joint";

        public override SceneryConfiguration Configuration => _configuration;

        public override Tensor Paired(Batch batch)
        {
            var (condition, picture) = Tensors.Of(batch, _device);
            return Generate(condition, _encoder.call(picture).Mean);
        }

        public override void ReadLooks(TrainingData data, int most)
        {
            var looks = new List<float[]>();
            for (var i = 0; i < Math.Min(most, data.Validation.Count); i++)
            {
                using var scope = NewDisposeScope();
                looks.Add(Tensors.Values(_encoder.call(Tensors.Of(data.Validate(i, 1), _device).Picture).Mean));
            }

            _looks = [.. looks];
        }

        public override Tensor Free(Batch batch, long seed)
        {
            manual_seed(seed);
            var size = _configuration.Networks.StyleSize;
            var random = new SeededRandom(seed);
            var style = _looks.Length == 0
                ? randn(batch.Count, size, device: _device)
                : tensor(Enumerable.Range(0, batch.Count).SelectMany(_ => _looks[(int)(random.Unit() * _looks.Length)]).ToArray(), [batch.Count, size]).to(_device);
            return Generate(Tensors.Of(batch, _device).Condition, style);
        }

        public override double LatentDistance(Batch batch)
        {
            SeedNoise();
            var mean = _generator.Mapping.call(randn(MeanStyles, _configuration.Networks.StyleSize, device: _device)).mean([0L]);
            return Losses.LatentLoss.DistanceToMean(_generator.Mapping.call(_encoder.call(Tensors.Of(batch, _device).Picture).Mean), mean).item<float>();
        }

        public override void Dispose()
        {
            _generator.Dispose();
            _encoder.Dispose();
        }

        private Tensor Generate(Tensor condition, Tensor style)
        {
            SeedNoise();
            return _generator.call(condition, style, randn(condition.shape[0], 1, condition.shape[2], condition.shape[3], device: _device)).clamp(-1, 1);
        }
    }

    private sealed class WPlus : TrainedScenery
    {
        private readonly EncoderConfiguration _configuration;
        private readonly StyleGenerator _generator;
        private readonly PspEncoder _encoder;
        private readonly Device _device;

        public WPlus(EncoderConfiguration configuration, string checkpoint, Device device)
        {
            (_configuration, _device) = (configuration, device);
            var options = EncoderTraining.Stage1(configuration.Generator).Configuration.NetworkOptions();
            (_generator, _encoder) = (new StyleGenerator(options), new PspEncoder(configuration.NetworkOptions(options)));
            _generator.load(TrainerFiles.PathOf(checkpoint, "generator"));
            _encoder.load(TrainerFiles.PathOf(checkpoint, "encoder"));
            _generator.to(device);
            _encoder.to(device);
            _encoder.eval();
        }

        public override string Mode => "W+ only";

        public override SceneryConfiguration Configuration => _configuration;

        public override Tensor Paired(Batch batch) => Generate(Latents(batch));

        public override Tensor Free(Batch batch, long seed)
        {
            // as the paper varies looks: the finer half of the layers from a random style
            manual_seed(seed);
            var style = _generator.Latents(randn(batch.Count, _generator.Options.StyleDimension, device: _device));
            return Generate(StyleMixing.Mix(Latents(batch), style, _generator.Options.StyleCount / 2));
        }

        public override double LatentDistance(Batch batch) => Losses.LatentLoss.DistanceToMean(Latents(batch), _generator.MeanLatent).item<float>();

        public override void Dispose()
        {
            _generator.Dispose();
            _encoder.Dispose();
        }

        private Tensor Latents(Batch batch) => _encoder.Latents(Tensors.Of(batch, _device).Condition, _generator.MeanLatent);

        private Tensor Generate(Tensor latents)
        {
            SeedNoise();
            var side = _configuration.Data.Resolution;
            return _generator.call(latents, randn(latents.shape[0], StyleGenerator.NoiseChannels, side, side, device: _device)).clamp(-1, 1);
        }
    }
}
