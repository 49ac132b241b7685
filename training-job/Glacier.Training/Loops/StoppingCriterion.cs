using System.Globalization;
using Glacier.Training.Configuration;

namespace Glacier.Training.Loops;

/// <summary>Says when the discriminator can no longer tell: see <see cref="CriterionConfiguration"/>.</summary>
public sealed class StoppingCriterion(CriterionConfiguration configuration)
{
    private const string Key = "criterion.";
    private readonly Queue<double> _window = new();

    /// <summary>The window, for a checkpoint; other entries are ignored when set.</summary>
    public IReadOnlyDictionary<string, double> State
    {
        get => _window.Select((accuracy, place) => (accuracy, place)).ToDictionary(pair => Key + pair.place.ToString("D4", CultureInfo.InvariantCulture), pair => pair.accuracy);
        set
        {
            _window.Clear();
            foreach (var (_, accuracy) in value.Where(pair => pair.Key.StartsWith(Key, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                _window.Enqueue(accuracy);
            }
        }
    }

    /// <summary>Tells an accuracy.</summary>
    public void Observe(double accuracy)
    {
        _window.Enqueue(accuracy);
        while (_window.Count > configuration.Window)
        {
            _window.Dequeue();
        }
    }

    /// <summary>What to say when the criterion is met, else null.</summary>
    /// <param name="images">Images so far.</param>
    public string? Met(long images) =>
        images >= configuration.AfterImages && _window.Count == configuration.Window && _window.Average() <= configuration.Accuracy
            ? string.Create(CultureInfo.InvariantCulture, $"the discriminator can no longer tell (accuracy {_window.Average():F3} over {_window.Count} validations)")
            : null;
}
