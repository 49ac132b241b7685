using TorchSharp;
using static TorchSharp.torch;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>Tells a discriminator how much the pictures of a batch differ (Karras et al. 2018, section 3).</summary>
public static class MinibatchStandardDeviation
{
    /// <summary>
    /// Appends one channel: the standard deviation over a group of samples, √(biased variance + 1e-8), averaged over channels and pixels.
    /// </summary>
    /// <param name="x">Features [N, C, H, W]. Group g holds the samples g, g + N/size, g + 2N/size, …</param>
    /// <param name="group">Samples per group; the largest divisor of N not above it is used.</param>
    /// <returns>[N, C + 1, H, W].</returns>
    public static Tensor Append(Tensor x, int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(group);
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        long size = Math.Min(group, n);
        while (n % size != 0) size--;

        var grouped = x.reshape(size, n / size, c, h, w);
        var centred = grouped - grouped.mean([0], keepdim: true);
        var deviation = (centred.square().mean([0]) + 1e-8f).sqrt().mean([1, 2, 3]);
        var channel = deviation.view(1, -1).expand(size, n / size).reshape(n, 1, 1, 1).expand(n, 1, h, w);
        return cat([x, channel], 1);
    }
}
