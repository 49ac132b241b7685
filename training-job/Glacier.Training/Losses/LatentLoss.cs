using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>W-regularisation of pSp: latents stay near the mean latent, where the generator is at its best.</summary>
public static class LatentLoss
{
    /// <summary>Mean over samples and layers of ‖w − w̄‖.</summary>
    /// <param name="latent">Latents [N, L, W] or [N, W].</param>
    /// <param name="mean">Mean latent [W].</param>
    public static Tensor DistanceToMean(Tensor latent, Tensor mean) => ((latent - mean).square().sum([-1]) + 1e-12f).sqrt().mean();
}
