using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>Identity loss of pSp: one minus the cosine between features of the picture and of its target.</summary>
public sealed class IdentityLoss
{
    private readonly Func<Tensor, Tensor> _features;

    /// <summary>Makes the loss.</summary>
    /// <param name="features">Maps pictures [N, 3, H, W] in −1…1 to one feature vector each [N, F], differentiably.</param>
    public IdentityLoss(Func<Tensor, Tensor> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        _features = features;
    }

    /// <summary>Mean over samples of 1 − cos(features, target's features), in 0…2. The target is a constant.</summary>
    /// <param name="picture">Pictures [N, 3, H, W].</param>
    /// <param name="target">Pictures of the same shape.</param>
    public Tensor Distance(Tensor picture, Tensor target)
    {
        Tensor wanted;
        using (no_grad()) wanted = _features(target);
        var found = _features(picture);
        var lengths = ((found.square().sum([1]) + 1e-12f) * (wanted.square().sum([1]) + 1e-12f)).sqrt();
        return 1f - ((found * wanted).sum([1]) / lengths).mean();
    }
}
