using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>Losses of a mask: focal (Lin et al. 2017) with label smoothing, and the soft Jaccard distance (Rahman and Wang 2016); pixels marked <see cref="Ignored"/> do not count.</summary>
public static class OutlineLoss
{
    /// <summary>Label of a pixel that nobody knows the class of.</summary>
    public const int Ignored = 255;

    /// <summary>Mean over the known pixels of −Σ q (1 − p)^γ ln p, p the softmax of the logits and q the smoothed label: 1 − s + s/2 for its class and s/2 for the other. 0 without any.</summary>
    /// <param name="logits">[N, 2, S, S].</param>
    /// <param name="labels">0, 1 or 255 [N, S, S].</param>
    /// <param name="gamma">How strongly pixels that are known well already are discounted; 0: cross entropy.</param>
    /// <param name="smoothing">Share s of the label that is spread over both classes.</param>
    public static Tensor Focal(Tensor logits, Tensor labels, double gamma = 2, double smoothing = 0.1)
    {
        var known = labels.ne(Ignored).to_type(ScalarType.Float32);
        var ice = labels.eq(1).to_type(ScalarType.Float32);
        var logarithm = logits.log_softmax(1);
        var cost = -((1 - logarithm.exp()).pow(gamma) * logarithm);
        var wanted = (ice * (1 - smoothing)) + (smoothing / 2);
        var perPixel = (cost.select(1, 1) * wanted) + (cost.select(1, 0) * (1 - wanted));
        return (perPixel * known).sum() / known.sum().clamp_min(1);
    }

    /// <summary>One minus the soft intersection over union of ice over the known pixels of all windows together: Σ p y / (Σ p + Σ y − Σ p y), p the probability of ice and y its label. 0 where neither has any.</summary>
    /// <param name="logits">[N, 2, S, S].</param>
    /// <param name="labels">0, 1 or 255 [N, S, S].</param>
    public static Tensor Jaccard(Tensor logits, Tensor labels)
    {
        var known = labels.ne(Ignored).to_type(ScalarType.Float32);
        var ice = labels.eq(1).to_type(ScalarType.Float32);
        var found = logits.softmax(1).select(1, 1) * known;
        var both = (found * ice).sum();
        var either = found.sum() + ice.sum() - both;
        return (either - both) / either.clamp_min(1e-6);
    }
}
