namespace Glacier.Training.Checkpoints;

/// <summary>What stands in a checkpoint's <c>state.json</c>.</summary>
/// <param name="Step">Steps done; the next step has this number.</param>
/// <param name="Images">Pictures seen.</param>
/// <param name="Seconds">Time spent in training, over all sessions.</param>
/// <param name="Configuration">The configuration in full, as JSON.</param>
/// <param name="ConfigurationHash">Its hash.</param>
/// <param name="SplitHash">Hash of the validation split.</param>
/// <param name="Numbers">State that is a number: augmentation probability, mean path length.</param>
/// <param name="Files">Name of each file to its SHA-256.</param>
public sealed record CheckpointState(
    long Step,
    long Images,
    double Seconds,
    string Configuration,
    string ConfigurationHash,
    string SplitHash,
    IReadOnlyDictionary<string, double> Numbers,
    IReadOnlyDictionary<string, string> Files);
