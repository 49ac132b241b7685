using static TorchSharp.torch;

namespace Glacier.Training.Loops;

/// <summary>The loss terms of one step: each is checked as it is named, so that a loss that is no number stops the run before any weight moves.</summary>
public sealed class LossTerms(long step)
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>Values by name, without their weights.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Notes a term.</summary>
    /// <param name="name">Its name in the metrics.</param>
    /// <param name="value">A scalar.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="NonFiniteLossException">It is NaN or infinite.</exception>
    public Tensor Add(string name, Tensor value)
    {
        Add(name, value.item<float>());
        return value;
    }

    /// <summary>Notes a figure that is no tensor.</summary>
    /// <exception cref="NonFiniteLossException">It is NaN or infinite.</exception>
    public void Add(string name, double value)
    {
        _values[name] = double.IsFinite(value) ? value : throw new NonFiniteLossException(name, step, value);
    }
}
