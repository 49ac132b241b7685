using System.Text.Json.Serialization;
using Glacier.Training.Networks;

namespace Glacier.Training.Configuration;

/// <summary>Length of a run and what it writes when; nothing else here changes what a step does.</summary>
public sealed record RunConfiguration
{
    /// <summary>Pictures per step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Images after which the run ends; the learning rate of a flow run falls to nothing towards it.</summary>
    public required long Images { get; init; }

    /// <summary>Seconds of training after which the run ends all the same; null: no limit.</summary>
    public double? Seconds { get; init; }

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 250;

    /// <summary>Steps between sample grids.</summary>
    public int SamplesEvery { get; init; } = 250;

    /// <summary>Steps whose mean is one row of the metrics.</summary>
    public int MetricsEvery { get; init; } = 25;

    /// <summary>Validation pictures that figures and stopping criterion are taken from at each sample grid.</summary>
    public int ValidationPictures { get; init; } = 32;

    /// <summary>Columns of the sample grid.</summary>
    public int SampleColumns { get; init; } = 8;

    /// <summary>Threads of the tensor library; 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>Arithmetic of convolutions and matrix products in training; validation and export are of 32 bits in either case.</summary>
    public Precision Precision { get; init; } = Precision.Float32;
}

/// <summary>Arithmetic of convolutions and matrix products.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Precision>))]
public enum Precision
{
    /// <summary>32 bits.</summary>
    Float32,

    /// <summary>bfloat16 with sums in 32 bits (<see cref="MixedPrecision"/>).</summary>
    BFloat16,
}

/// <summary>Adam's settings.</summary>
public sealed record OptimiserConfiguration
{
    /// <summary>Learning rate.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; }

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.99;
}

/// <summary>The running average of the generator's weights, which is what is exported.</summary>
public sealed record AverageConfiguration
{
    /// <summary>Share of the old average kept at each step.</summary>
    public double Decay { get; init; } = 0.999;

    /// <summary>At step s the decay is at most (s + 1) / (s + ramp), so that early weights are forgotten.</summary>
    public double Ramp { get; init; } = 10;
}

/// <summary>Strengths of DiffAugment; the same draw is used for a real picture, the generated one and their condition.</summary>
public sealed record AugmentationConfiguration
{
    /// <summary>Probability of each of colour, translation and cutout; 0 switches it off.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Brightness is moved by up to this.</summary>
    public float Brightness { get; init; } = 0.3f;

    /// <summary>Saturation is multiplied by 1 ± up to this.</summary>
    public float Saturation { get; init; } = 0.5f;

    /// <summary>Contrast likewise.</summary>
    public float Contrast { get; init; } = 0.3f;

    /// <summary>Shift, as a share of the side.</summary>
    public float Translation { get; init; } = 0.125f;

    /// <summary>Side of the square cut out, as a share of the side.</summary>
    public float Cutout { get; init; } = 0.35f;
}
