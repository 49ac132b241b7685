using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>
/// Perceptual distance in the manner of LPIPS (Zhang et al. 2018): features of a fixed network, brought to unit length per pixel, their squared
/// difference summed over channels and averaged over pixels. Without learned channel weights every channel counts the same.
/// </summary>
public sealed class PerceptualLoss
{
    private readonly Func<Tensor, IReadOnlyList<Tensor>> _features;
    private readonly IReadOnlyList<float>? _weights;

    /// <summary>Makes the distance.</summary>
    /// <param name="features">Maps pictures [N, 3, H, W] in −1…1 to feature maps [N, C, h, w], differentiably.</param>
    /// <param name="weights">Weight of each feature map; one each if null.</param>
    public PerceptualLoss(Func<Tensor, IReadOnlyList<Tensor>> features, IReadOnlyList<float>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        _features = features;
        _weights = weights;
    }

    /// <summary>The distance, averaged over samples. The target is a constant.</summary>
    /// <param name="picture">Pictures [N, 3, H, W] in −1…1.</param>
    /// <param name="target">Pictures of the same shape.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the feature maps.</exception>
    public Tensor Distance(Tensor picture, Tensor target)
    {
        IReadOnlyList<Tensor> wanted;
        using (no_grad()) wanted = [.. _features(target).Select(UnitLength)];
        var found = _features(picture);
        if (found.Count == 0 || (_weights is not null && _weights.Count != found.Count))
            throw new ArgumentException($"{found.Count} feature maps cannot be weighted by {_weights?.Count ?? 0} weights");

        Tensor? sum = null;
        for (int i = 0; i < found.Count; i++)
        {
            var difference = (UnitLength(found[i]) - wanted[i]).square().sum([1]).mean();
            if (_weights is not null) difference *= _weights[i];
            sum = sum is null ? difference : sum + difference;
        }

        return sum!;
    }

    private static Tensor UnitLength(Tensor features) => features * (features.square().sum([1], keepdim: true) + 1e-10f).rsqrt();
}
