using static TorchSharp.torch;

namespace Glacier.Training.Losses;

/// <summary>Differences of pixel values.</summary>
public static class PixelLoss
{
    /// <summary>Mean absolute difference.</summary>
    /// <param name="picture">Pictures.</param>
    /// <param name="target">Pictures of the same shape.</param>
    public static Tensor L1(Tensor picture, Tensor target) => (picture - target).abs().mean();

    /// <summary>Mean squared difference, called L2 in the pSp paper.</summary>
    /// <param name="picture">Pictures.</param>
    /// <param name="target">Pictures of the same shape.</param>
    public static Tensor L2(Tensor picture, Tensor target) => (picture - target).square().mean();
}
