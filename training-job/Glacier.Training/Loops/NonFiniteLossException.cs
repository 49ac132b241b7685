using System.Globalization;

namespace Glacier.Training.Loops;

/// <summary>A loss term became NaN or infinite: the run stops, the last checkpoint stays as it was.</summary>
/// <param name="term">Name of the term.</param>
/// <param name="step">Step in which it was found.</param>
/// <param name="value">Its value.</param>
public sealed class NonFiniteLossException(string term, long step, double value)
    : InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"step {step}: the loss term {term} is {value}; no weight was changed by this step. The last checkpoint is good: lower the learning rate or the term's weight and start from it"))
{
    /// <summary>Name of the term.</summary>
    public string Term { get; } = term;

    /// <summary>Step in which it was found.</summary>
    public long Step { get; } = step;
}
