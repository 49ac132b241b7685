namespace Glacier.Training.Data.Flow;

/// <summary>One pair before its channels are made: wider by a frame than the training pair.</summary>
internal sealed class FlowPatch(int side)
{
    public int Side { get; } = side;

    /// <summary>Reflectance, about 0 to 1; NaN where unknown.</summary>
    public float[] First { get; } = new float[side * side];

    public float[] Second { get; } = new float[side * side];

    /// <summary>Displacement to the right, pixels.</summary>
    public float[] X { get; } = new float[side * side];

    /// <summary>Displacement downwards.</summary>
    public float[] Y { get; } = new float[side * side];

    public float[] Weight { get; } = new float[side * side];

    /// <summary>Where the first image shows ice; only <see cref="MovingScene"/> tells.</summary>
    public bool[] Ice { get; } = new bool[side * side];
}
