using Glacier.Training.Configuration;
using Glacier.Training.Data.Flow;
using Glacier.Training.Losses;
using Glacier.Training.Networks.Flow;
using Glacier.Training.Networks.Scenery.StyleGan;
using Glacier.Vision.Velocity;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>RAFT on pairs with known flow, or by the census of the warped image, or both.</summary>
public sealed class FlowTraining : ITrainer<FlowBatch>
{
    private const string NetworkFile = "raft.dat";
    private const string AverageFile = "raft-average.dat";
    private const string OptimiserFile = "raft-optimiser.dat";
    private const double Epsilon = 1e-8;

    private readonly FlowConfiguration _configuration;
    private readonly Device _device;
    private readonly Raft _network;
    private readonly Raft _average;
    private readonly List<Parameter> _parameters;
    private readonly AdamW _optimiser;

    /// <summary>A network with fresh weights, the same for the same seed.</summary>
    /// <param name="configuration">Sizes, weights, learning rate.</param>
    /// <param name="device">Where to compute.</param>
    public FlowTraining(FlowConfiguration configuration, Device device)
    {
        (_configuration, _device) = (configuration, device);
        manual_seed(configuration.Seed);
        (_network, _average) = (new Raft(configuration.Networks), new Raft(configuration.Networks));
        if (configuration.Data.Start != FlowStart.Zero)
        {
            // what it begins with is better than what a fresh network finds
            _network.FindNothing();
        }

        _network.to(device);
        _average.to(device);
        ExponentialMovingAverage.Update(_average, _network, decay: 0);
        _average.eval();
        _parameters = [.. _network.parameters()];
        var optimiser = configuration.Optimiser;
        _optimiser = optim.AdamW(_parameters, optimiser.LearningRate, eps: Epsilon, weight_decay: optimiser.WeightDecay);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TermNames { get; } = ["flow.supervised", "flow.census", "flow.smoothness", "flow.error", "flow.gradient", "flow.rate"];

    /// <inheritdoc/>
    public long ParameterCount => _parameters.Sum(parameter => parameter.numel());

    /// <inheritdoc/>
    public string? Finished => null;

    /// <summary>The averaged network, which is what is exported.</summary>
    public Raft Average => _average;

    /// <inheritdoc/>
    public LossTerms Step(long step, FlowBatch batch)
    {
        using var scope = NewDisposeScope();
        var (losses, terms) = (_configuration.Losses, new LossTerms(step));
        StepSeed.Apply(_configuration.Seed, step);
        var (first, second, truth, weight, start) = Of(batch, _device);
        var estimates = _network.Estimate(first, second, _configuration.Iterations.Training, start: start);
        var total = zeros(1, device: _device);
        if (losses.Supervised > 0)
        {
            total += terms.Add("flow.supervised", FlowLoss.Sequence(estimates, truth, weight, losses.Gamma, losses.Power)) * losses.Supervised;
        }

        if (losses.Census > 0)
        {
            total += terms.Add("flow.census", FlowLoss.Discounted(estimates, losses.Gamma, flow => CensusLoss.Photometric(first, second, flow))) * losses.Census;
        }

        if (losses.Smoothness > 0)
        {
            total += terms.Add("flow.smoothness", FlowLoss.Discounted(estimates, losses.Gamma, flow => CensusLoss.Smoothness(first, flow))) * losses.Smoothness;
        }

        terms.Add("flow.error", FlowLoss.Errors(estimates[^1], truth, weight).EndPoint);
        _optimiser.zero_grad();
        total.sum().backward();
        terms.Add("flow.gradient", nn.utils.clip_grad_norm_(_parameters, _configuration.Optimiser.GradientNorm));
        var steps = _configuration.Run.Images / _configuration.Run.Batch;
        var rate = OneCycle.Rate(_configuration.Optimiser.LearningRate, step, steps, _configuration.Optimiser.WarmUp);
        terms.Add("flow.rate", rate);
        foreach (var group in _optimiser.ParamGroups)
        {
            group.LearningRate = rate;
        }

        _optimiser.step();
        ExponentialMovingAverage.Update(_average, _network, WeightAverage.Decay(_configuration.Average, step));
        return terms;
    }

    /// <summary>Errors of the averaged network over the weighted pixels, pixels: <c>val.error</c> the mean, <c>val.rmse</c> the root mean square, and <c>val.still</c> the
    /// root mean square of a flow of nothing: with a start, the start's own error.</summary>
    public IReadOnlyDictionary<string, double> Validate(FlowBatch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (first, second, truth, weight, start) = Of(batch, _device);
        var (error, square) = FlowLoss.Errors(_average.Estimate(first, second, _configuration.Iterations.Inference, lastOnly: true, start: start)[0], truth, weight);
        return new Dictionary<string, double>
        {
            ["val.error"] = error,
            ["val.rmse"] = square,
            ["val.still"] = FlowLoss.Errors(zeros_like(truth), truth, weight).RootMeanSquare,
        };
    }

    /// <summary>Rows: first image, second image, true flow where it is scored, estimated flow, four times their difference; right is red, down is green, one colour scale.</summary>
    public IReadOnlyList<float[]> Samples(FlowBatch batch)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (first, second, truth, weight, start) = Of(batch, _device);
        var flow = _average.Estimate(first, second, _configuration.Iterations.Inference, lastOnly: true, start: start)[0];
        var scale = 1 / Math.Max(truth.abs().max().item<float>(), 1f);
        var scored = weight.gt(0).to(ScalarType.Float32);
        return [Grey(first), Grey(second), Colours(truth * scored), Colours(flow), Colours((flow - truth) * scored * 4)];

        float[] Grey(Tensor image) => Tensors.Values(image.narrow(1, 0, 1).clamp(-1, 1).expand(-1, 3, -1, -1));

        float[] Colours(Tensor field) => Tensors.Values(cat([field * scale, zeros_like(field.narrow(1, 0, 1))], 1).clamp(-1, 1));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Save(string folder)
    {
        _network.save(Path.Combine(folder, NetworkFile));
        _average.save(Path.Combine(folder, AverageFile));
        _optimiser.save_state_dict(Path.Combine(folder, OptimiserFile));
        return new Dictionary<string, double>();
    }

    /// <inheritdoc/>
    public string Begin() => InitialWeights.Load(_configuration, [("raft", _network), ("raft-average", _average)]);

    /// <inheritdoc/>
    public void Load(string folder, IReadOnlyDictionary<string, double> state)
    {
        _network.load(Path.Combine(folder, NetworkFile));
        _average.load(Path.Combine(folder, AverageFile));
        _optimiser.load_state_dict(Path.Combine(folder, OptimiserFile));
    }

    /// <summary>Reads the averaged network of a checkpoint.</summary>
    /// <param name="checkpoint">Folder of the checkpoint.</param>
    /// <param name="options">Sizes.</param>
    public static Raft Read(string checkpoint, RaftOptions options)
    {
        var network = new Raft(options);
        network.load(Path.Combine(checkpoint, AverageFile));
        network.eval();
        return network;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimiser.Dispose();
        _network.Dispose();
        _average.Dispose();
    }

    private static (Tensor First, Tensor Second, Tensor Truth, Tensor Weight, Tensor? Start) Of(FlowBatch batch, Device device)
    {
        var (count, side) = (batch.Count, batch.Side);
        var channels = batch.First.Length / (count * side * side);
        return (
            tensor(batch.First, [count, channels, side, side], device: device),
            tensor(batch.Second, [count, channels, side, side], device: device),
            tensor(batch.Flow, [count, 2, side, side], device: device),
            tensor(batch.Weight, [count, 1, side, side], device: device),
            batch.Start is null ? null : tensor(batch.Start, [count, HornSchunckStart.Planes, side, side], device: device));
    }
}
