using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>Kullback–Leibler divergence of an encoder's style codes from the prior they are drawn from later.</summary>
public static class StyleDivergence
{
    /// <summary>KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (μ² + σ² − ln σ² − 1), summed over dimensions, averaged over samples.</summary>
    /// <param name="mean">μ [N, Z].</param>
    /// <param name="logVariance">ln σ² [N, Z].</param>
    public static Tensor FromUnitNormal(Tensor mean, Tensor logVariance) =>
        (mean.square() + logVariance.exp() - logVariance - 1f).sum() * (0.5f / mean.shape[0]);
}
