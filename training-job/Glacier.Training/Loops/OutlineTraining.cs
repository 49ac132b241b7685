using Glacier.Terrain;
using Glacier.Training.Checkpoints;
using Glacier.Training.Configuration;
using Glacier.Training.Data.Outlines;
using Glacier.Training.Evaluation.Outlines;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Outlines;
using Glacier.Training.Networks.Scenery.StyleGan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>Trains GlaViTU: focal loss on both heads, cosine restarts, an average of the weights, and the averaged weights of the best validation, or of the last, kept beside.</summary>
public sealed class OutlineTraining : ITrainer<OutlineBatch>
{
    /// <summary>Name of the file with the weights of the best validation.</summary>
    public const string BestWeights = "glavitu-best";

    private const string BestIou = "best.iou";
    private const string BestImages = "best.images";

    private readonly OutlineConfiguration _configuration;
    private readonly Device _device;
    private readonly Glavitu _network;
    private readonly Glavitu _average;
    private readonly Glavitu _best;
    private readonly Adam _optimiser;
    private long _images;
    private double _bestIou = -1;
    private long _bestImages;

    /// <summary>A network with fresh weights.</summary>
    public OutlineTraining(OutlineConfiguration configuration, Device device)
    {
        (_configuration, _device) = (configuration, device);
        manual_seed(configuration.Seed);
        var options = configuration.NetworkOptions();
        (_network, _average, _best) = (new Glavitu(options), new Glavitu(options), new Glavitu(options));
        foreach (var (_, network) in Networks)
        {
            network.to(device);
        }

        ExponentialMovingAverage.Update(_average, _network, 0);
        ExponentialMovingAverage.Update(_best, _network, 0);
        _optimiser = OptimiserOf.Adam([.. _network.parameters()], configuration.Optimiser);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames => _configuration.Losses.Jaccard > 0 ? ["focal", "focal.deep", "jaccard", "jaccard.deep", "learning-rate"] : ["focal", "focal.deep", "learning-rate"];

    /// <inheritdoc/>
    public long ParameterCount => _network.parameters().Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    /// <inheritdoc/>
    public string Begin() => InitialWeights.Load(_configuration, [(BestWeights, _network), (BestWeights, _average), (BestWeights, _best)]);

    /// <inheritdoc/>
    public LossTerms Step(long step, OutlineBatch batch)
    {
        using var scope = NewDisposeScope();
        StepSeed.Apply(_configuration.Seed, step);
        var (terms, losses) = (new LossTerms(step), _configuration.Losses);
        var rate = _configuration.Optimiser.LearningRate * CosineRestarts.Share(step * batch.Count, _configuration.RestartsAfter, _configuration.WarmUp);
        foreach (var group in _optimiser.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _network.train();
        var (deep, logits) = Run(_network, batch);
        var labels = tensor(Array.ConvertAll(batch.Labels, label => (float)label), [batch.Count, batch.Side, batch.Side], device: _device);
        var loss = terms.Add("focal", OutlineLoss.Focal(logits, labels, losses.Gamma, losses.Smoothing)) * losses.Output;
        loss += terms.Add("focal.deep", OutlineLoss.Focal(deep, labels, losses.Gamma, losses.Smoothing)) * losses.Deep;
        if (losses.Jaccard > 0)
        {
            loss += terms.Add("jaccard", OutlineLoss.Jaccard(logits, labels)) * losses.Jaccard * losses.Output;
            loss += terms.Add("jaccard.deep", OutlineLoss.Jaccard(deep, labels)) * losses.Jaccard * losses.Deep;
        }

        terms.Add("learning-rate", rate);
        _optimiser.zero_grad();
        loss.backward();
        _optimiser.step();
        ExponentialMovingAverage.Update(_average, _network, WeightAverage.Decay(_configuration.Average, step));
        _images = (step + 1) * batch.Count;
        return terms;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate(OutlineBatch batch)
    {
        var (figures, perTile) = (new IceFigures(), new List<double>());
        var (probabilities, area) = (Probabilities(batch), batch.Side * batch.Side);
        for (var i = 0; i < batch.Count; i++)
        {
            var tile = new IceFigures();
            foreach (var each in new[] { figures, tile })
            {
                each.Add(probabilities.AsSpan(i * area, area).ToArray(), batch.Labels.AsSpan(i * area, area).ToArray());
            }

            if (tile.Ice > 0)
            {
                perTile.Add(tile.IceIou);
            }
        }

        if (figures.IceIou > _bestIou || _configuration.Keep == KeptWeights.Last)
        {
            (_bestIou, _bestImages) = (figures.IceIou, _images);
            ExponentialMovingAverage.Update(_best, _average, 0);
        }

        return new Dictionary<string, double>
        {
            ["val.iou"] = figures.IceIou,
            ["val.iou-tile"] = perTile.Count == 0 ? 1 : perTile.Average(),
            ["val.precision"] = figures.Precision,
            ["val.recall"] = figures.Recall,
            ["val.ece"] = figures.CalibrationError,
            ["val.best-iou"] = _bestIou,
        };
    }

    /// <summary>Rows: near infrared, red and green (or the first channels), mask with unknown pixels grey, probability of ice, and what was found wrongly (red) or missed (blue).</summary>
    public IReadOnlyList<float[]> Samples(OutlineBatch batch) => OutlineSamples.Of(batch, Probabilities(batch));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Save(string folder)
    {
        TrainerFiles.Save(folder, Networks, [("glavitu-optimiser", _optimiser)]);
        return new Dictionary<string, double> { [BestIou] = _bestIou, [BestImages] = _bestImages };
    }

    /// <inheritdoc/>
    public void Load(string folder, IReadOnlyDictionary<string, double> state)
    {
        TrainerFiles.Load(folder, Networks, [("glavitu-optimiser", _optimiser)]);
        (_bestIou, _bestImages) = (state[BestIou], (long)state[BestImages]);
    }

    /// <inheritdoc/>
    public void Dispose() => TrainerFiles.Dispose(Networks, [("glavitu-optimiser", _optimiser)]);

    /// <summary>The network of a run's best validation, in evaluation mode.</summary>
    /// <param name="folder">Output folder of the run.</param>
    /// <returns>Network, configuration and state of the checkpoint.</returns>
    /// <exception cref="InvalidInputException">It has no checkpoint, or one of another kind.</exception>
    public static (Glavitu Network, OutlineConfiguration Configuration, CheckpointState State) Best(string folder)
    {
        var checkpoint = Newest(folder);
        var state = CheckpointStore.Read(checkpoint);
        var configuration = ConfigurationFile.Parse<OutlineConfiguration>(state.Configuration, Path.GetFileName(checkpoint));
        var network = new Glavitu(configuration.NetworkOptions());
        network.load(TrainerFiles.PathOf(checkpoint, BestWeights));
        network.eval();
        return (network, configuration, state);
    }

    /// <summary>Probability of ice [count, side, side] by a network, a few windows at a time.</summary>
    public static float[] Probabilities(Glavitu network, OutlineBatch batch, Device device, int together)
    {
        network.eval();
        var result = new float[batch.Labels.Length];
        for (var first = 0; first < batch.Count; first += together)
        {
            using var scope = NewDisposeScope();
            using var constant = no_grad();
            var count = Math.Min(together, batch.Count - first);
            var logits = Run(network, Part(batch, first, count), device).Logits;
            Tensors.Values(logits.softmax(1).select(1, 1)).CopyTo(result, first * batch.Side * batch.Side);
        }

        return result;
    }

    private static OutlineBatch Part(OutlineBatch batch, int first, int count)
    {
        var (channels, area) = (batch.Channels.Count, batch.Side * batch.Side);
        return batch with
        {
            Count = count,
            Values = batch.Values.AsSpan(first * channels * area, count * channels * area).ToArray(),
            Present = batch.Present.AsSpan(first * channels, count * channels).ToArray(),
            Places = batch.Places.AsSpan(first * batch.PlaceLength, count * batch.PlaceLength).ToArray(),
        };
    }

    private static (Tensor Deep, Tensor Logits) Run(Glavitu network, OutlineBatch batch, Device device) => network.call(
        tensor(batch.Values, [batch.Count, batch.Channels.Count, batch.Side, batch.Side], device: device),
        tensor(batch.Present, [batch.Count, batch.Channels.Count], device: device),
        batch.PlaceLength == 0 ? null : tensor(batch.Places, [batch.Count, batch.PlaceLength], device: device),
        null);

    private static string Newest(string folder) => new CheckpointStore(Path.Combine(folder, "checkpoints")).Newest
        ?? throw new InvalidInputException(folder, "no-checkpoint", "no complete checkpoint", "the output folder of an outline run", "Train first (train outline), or give the run's own folder.");

    private (Tensor Deep, Tensor Logits) Run(Glavitu network, OutlineBatch batch) => Run(network, batch, _device);

    private float[] Probabilities(OutlineBatch batch) => Probabilities(_average, batch, _device, _configuration.Run.Batch);

    private (string Name, nn.Module Network)[] Networks => [("glavitu", _network), ("glavitu-average", _average), (BestWeights, _best)];
}
