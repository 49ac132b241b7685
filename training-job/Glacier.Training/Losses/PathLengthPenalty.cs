using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>
/// Path length regularisation (Karras et al. 2020, section 3.2): a step of given length in W should change the picture by the same amount everywhere.
/// (‖∂(picture · y)/∂w‖ − a)² with y standard normal over √(pixels), a the running mean of the lengths.
/// </summary>
public sealed class PathLengthPenalty
{
    private readonly double _decay;

    /// <summary>Makes the penalty.</summary>
    /// <param name="decay">Step of the running mean towards each new mean length.</param>
    public PathLengthPenalty(double decay = 0.01) => _decay = decay;

    /// <summary>Running mean of the lengths, a; belongs to a checkpoint.</summary>
    public double MeanLength { get; set; }

    /// <summary>The penalty; moves the running mean.</summary>
    /// <param name="pictures">Pictures [N, 3, H, W].</param>
    /// <param name="latent">The latents [N, L, W] or [N, W] the pictures were made from; they require gradients.</param>
    /// <param name="noise">Standard normal of the pictures' shape.</param>
    public Tensor Of(Tensor pictures, Tensor latent, Tensor noise)
    {
        float scale = 1f / MathF.Sqrt(pictures.shape[2] * pictures.shape[3]);
        var gradient = autograd.grad([(pictures * noise).sum() * scale], [latent], retain_graph: true, create_graph: true)[0];
        var squares = gradient.square().sum([-1]);
        if (squares.dim() == 2) squares = squares.mean([1]);
        var lengths = (squares + 1e-12f).sqrt();
        using (no_grad()) MeanLength += _decay * (lengths.mean().item<float>() - MeanLength);
        return (lengths - (float)MeanLength).square().mean();
    }
}
