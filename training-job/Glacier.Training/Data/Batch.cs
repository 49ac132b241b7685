namespace Glacier.Training.Data;

/// <summary>Pairs of condition and picture.</summary>
/// <param name="Conditions">[count, channels, side, side], 0…1.</param>
/// <param name="Pictures">[count, 3, side, side], −1…1, RGB.</param>
/// <param name="Count">Pairs.</param>
/// <param name="Channels">Channels of a condition.</param>
/// <param name="Side">Rows and columns.</param>
public sealed record Batch(float[] Conditions, float[] Pictures, int Count, int Channels, int Side);
