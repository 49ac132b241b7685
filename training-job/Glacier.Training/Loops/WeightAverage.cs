using Glacier.Training.Configuration;

namespace Glacier.Training.Loops;

/// <summary>How much of the old average of the weights is kept at a step.</summary>
internal static class WeightAverage
{
    /// <summary>The decay, at most (s + 1) / (s + ramp) at step s, so that early weights are soon forgotten.</summary>
    public static double Decay(AverageConfiguration configuration, long step) => Math.Min(configuration.Decay, (step + 1) / (step + Math.Max(configuration.Ramp, 1)));
}
