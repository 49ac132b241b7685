using System.Text.Json.Serialization;
using Glacier.Training.Data.Flow;
using Glacier.Training.Networks.Flow;
using Glacier.Vision.Velocity;

namespace Glacier.Training.Configuration;

/// <summary>RAFT on pairs of images with known flow.</summary>
public sealed record FlowConfiguration : TrainingConfiguration
{
    /// <summary>Pairs to learn from.</summary>
    public FlowDataConfiguration Data { get; init; } = new();

    /// <summary>Sizes of the network.</summary>
    public RaftOptions Networks { get; init; } = new();

    /// <summary>How often the estimate is improved.</summary>
    public FlowIterations Iterations { get; init; } = new();

    /// <summary>Weights of the losses.</summary>
    public FlowLossConfiguration Losses { get; init; } = new();

    /// <summary>Optimiser.</summary>
    public FlowOptimiserConfiguration Optimiser { get; init; } = new();

    /// <summary>Running average of the weights, which is what is validated and exported.</summary>
    public AverageConfiguration Average { get; init; } = new() { Decay = 0.995 };

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ExpectedKind => "flow";

    /// <inheritdoc/>
    public override IEnumerable<(string Member, string Found, string Expected)> Faults() => base.Faults()
        .Concat(Data.Faults())
        .Concat(Networks.Faults().Select(fault => Rules.Unless(false, "networks." + fault.Member, fault.Found, fault.Expected)))
        .Concat(new[]
        {
            Rules.Unless(Data.Side % Networks.Downsampling == 0, "data.side", Data.Side, "a multiple of networks.downsampling"),
            Rules.Unless(Iterations is { Training: >= 1 and <= 32, Inference: >= 1 and <= 64 }, "iterations", $"{Iterations.Training}, {Iterations.Inference}", "1 to 32 and 1 to 64"),
            Rules.Unless(Losses is { Supervised: >= 0, Census: >= 0, Smoothness: >= 0 } && Losses.Supervised + Losses.Census > 0, "losses", "no weight, or a negative one", "weights of 0 or more, not all 0"),
            Rules.Unless(Losses.Power is >= 1 and <= 2, "losses.power", Losses.Power, "1 to 2"),
            Rules.Unless(Data.Start != FlowStart.Zero || Networks.ContextSees != ContextInput.Start, "networks.contextSees", Networks.ContextSees, "first or pair, or data.start horn-schunck"),
            Rules.Unless(Losses.Gamma is > 0 and <= 1, "losses.gamma", Losses.Gamma, "above 0 to 1"),
            Rules.Unless(Optimiser.LearningRate > 0, "optimiser.learningRate", Optimiser.LearningRate, "a positive number"),
            Rules.Unless(Optimiser.WarmUp is > 0 and < 1, "optimiser.warmUp", Optimiser.WarmUp, "between 0 and 1"),
            Rules.Unless(Optimiser.GradientNorm > 0, "optimiser.gradientNorm", Optimiser.GradientNorm, "a positive number"),
            Rules.Unless(Optimiser.WeightDecay >= 0, "optimiser.weightDecay", Optimiser.WeightDecay, "0 or more"),
            Rules.Unless(Average.Decay is >= 0 and < 1, "average.decay", Average.Decay, "0 to below 1"),
        }.Where(fault => fault.Member.Length > 0));
}

/// <summary>How often RAFT improves its estimate.</summary>
public sealed record FlowIterations
{
    /// <summary>In training; every one's estimate is in the loss.</summary>
    public int Training { get; init; } = 12;

    /// <summary>In validation and in the exported network.</summary>
    public int Inference { get; init; } = 12;
}

/// <summary>Weights of the flow losses; 0 leaves a term out.</summary>
public sealed record FlowLossConfiguration
{
    /// <summary>Mean absolute difference from the true flow.</summary>
    public double Supervised { get; init; } = 1;

    /// <summary>Power of that difference, 1 to 2: the larger, the more a few large errors count.</summary>
    public double Power { get; init; } = 1;

    /// <summary>Difference of the census transforms of the first image and the second one warped back by the flow: needs no truth.</summary>
    public double Census { get; init; }

    /// <summary>First differences of the flow, less where the image has edges; belongs to <see cref="Census"/>.</summary>
    public double Smoothness { get; init; }

    /// <summary>An estimate counts this times as much as the next one.</summary>
    public double Gamma { get; init; } = 0.8;
}

/// <summary>AdamW under one cycle: the rate rises over the first part of the run and falls to almost nothing at its last image (<c>run.images</c>).</summary>
public sealed record FlowOptimiserConfiguration
{
    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 4e-4;

    /// <summary>Share of the run during which the rate rises.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Gradients are scaled down to this norm.</summary>
    public double GradientNorm { get; init; } = 1;
}
