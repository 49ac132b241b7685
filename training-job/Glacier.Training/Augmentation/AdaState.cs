namespace Glacier.Training.Augmentation;

/// <summary>State of an <see cref="AdaController"/>; belongs to a checkpoint.</summary>
/// <param name="Probability">Augmentation probability in 0…1.</param>
/// <param name="SignSum">Sum of the signs of real logits since the last adjustment.</param>
/// <param name="SignCount">Number of these logits.</param>
/// <param name="Pictures">Real pictures since the last adjustment.</param>
/// <param name="Steps">Steps since the last adjustment.</param>
public sealed record AdaState(double Probability, double SignSum, long SignCount, long Pictures, int Steps)
{
    /// <summary>No augmentation yet, nothing seen.</summary>
    public static AdaState Start { get; } = new(0, 0, 0, 0, 0);
}
