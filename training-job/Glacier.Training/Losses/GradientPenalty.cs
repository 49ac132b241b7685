using Glacier.Training.Networks.Scenery.Joint;
using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>R1 regularisation (Mescheder et al. 2018): the discriminator's gradient at real pictures.</summary>
/// <remarks>
/// Lazy as in StyleGAN2: applied at every k-th step only, with the loss multiplied by k. <see cref="Lazy"/> says when and how much.
/// </remarks>
public static class GradientPenalty
{
    /// <summary>½ · mean over samples of ‖∂score/∂picture‖², to be multiplied by gamma.</summary>
    /// <param name="score">Scores of real pictures [N] or [N, 1], one per sample.</param>
    /// <param name="pictures">The real pictures [N, …], which require gradients and which the score was computed from.</param>
    public static Tensor R1(Tensor score, Tensor pictures)
    {
        var gradient = autograd.grad([score.sum()], [pictures], retain_graph: true, create_graph: true)[0];
        return gradient.square().sum() * (0.5f / pictures.shape[0]);
    }

    /// <summary>R1 on both heads: the score of a sample is its global logit plus the mean of its patch logits.</summary>
    /// <param name="real">Judgement of real pictures.</param>
    /// <param name="pictures">The real pictures, which require gradients.</param>
    public static Tensor R1(DiscriminatorOutput real, Tensor pictures) => R1(real.Global.flatten() + real.Patch.mean([1, 2, 3]), pictures);

    /// <summary>Weight of a lazily applied regulariser at a step: interval at every interval-th step, from step 0 on, else zero.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="interval">Steps between applications, at least 1.</param>
    public static int Lazy(long step, int interval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        return step % interval == 0 ? interval : 0;
    }
}
