namespace Glacier.Training.Loops;

/// <summary>Networks, losses and optimisers of one kind of run; <see cref="TrainingRun{TBatch}"/> drives it.</summary>
/// <typeparam name="TBatch">What a step learns from.</typeparam>
public interface ITrainer<in TBatch> : IDisposable
{
    /// <summary>Names of the loss terms, in the order of the metrics' columns.</summary>
    IReadOnlyList<string> TermNames { get; }

    /// <summary>Trainable parameters, for the log.</summary>
    long ParameterCount { get; }

    /// <summary>One update of every network. What it does depends on weights, optimisers, <paramref name="step"/> and <paramref name="batch"/> alone.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="batch">Examples of this step.</param>
    /// <returns>Values of the terms.</returns>
    /// <exception cref="NonFiniteLossException">A term is no number; no weight was changed.</exception>
    LossTerms Step(long step, TBatch batch);

    /// <summary>Figures on validation examples, by name, with the averaged weights.</summary>
    IReadOnlyDictionary<string, double> Validate(TBatch batch);

    /// <summary>Rows of the sample grid: each [count, 3, side, side] in −1…1.</summary>
    IReadOnlyList<float[]> Samples(TBatch batch);

    /// <summary>Writes weights, averages and optimisers into a folder.</summary>
    /// <returns>Numbers that belong to the state beside the files.</returns>
    IReadOnlyDictionary<string, double> Save(string folder);

    /// <summary>Takes the weights that the configuration's <c>weightsFrom</c> names; nothing else of that run.</summary>
    /// <returns>Folder of the checkpoint they are from.</returns>
    /// <exception cref="Glacier.Terrain.InvalidInputException">None there, or of networks of another shape.</exception>
    string Begin();

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    void Load(string folder, IReadOnlyDictionary<string, double> state);

    /// <summary>Why the run may end before its last image, or null: a stopping criterion was met.</summary>
    string? Finished { get; }
}
