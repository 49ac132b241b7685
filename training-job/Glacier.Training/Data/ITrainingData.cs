namespace Glacier.Training.Data;

/// <summary>Where a run's batches come from. What stands in each is a function of seed and place alone, so that a resumed run sees what an unbroken one would have.</summary>
/// <typeparam name="TBatch">What a step learns from.</typeparam>
public interface ITrainingData<out TBatch>
{
    /// <summary>Rows and columns of an example.</summary>
    int Side { get; }

    /// <summary>The examples of a step; called on another thread than the others.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="count">Examples.</param>
    TBatch Train(long step, int count);

    /// <summary>Examples kept out of training, without augmentation.</summary>
    /// <param name="first">Number of the first; beyond the last it begins again.</param>
    /// <param name="count">Examples.</param>
    TBatch Validate(int first, int count);
}
