using static TorchSharp.torch;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>Tells a discriminator how much the pictures of a batch differ (Karras et al. 2018, section 3).</summary>
public static class MinibatchStandardDeviation
{
    /// <summary>
    /// Appends one channel: the standard deviation over a group of samples, √(biased variance + 1e-8), averaged over channels and pixels.
    /// </summary>
    /// <param name="x">Features [N, C, H, W]. Neighbours form a group, so that real and generated samples
    /// judged in one batch, one after the other, stay apart where their numbers are multiples of the group.</param>
    /// <param name="group">Samples per group; the largest divisor of N not above it is used.</param>
    /// <returns>[N, C + 1, H, W].</returns>
    public static Tensor Append(Tensor x, int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(group);
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        long size = Math.Min(group, n);
        while (n % size != 0) size--;

        var grouped = x.reshape(n / size, size, c, h, w);
        var centred = grouped - grouped.mean([1], keepdim: true);
        var deviation = (centred.square().mean([1]) + 1e-8f).sqrt().mean([1, 2, 3]);
        var channel = deviation.view(-1, 1).expand(n / size, size).reshape(n, 1, 1, 1).expand(n, 1, h, w);
        return cat([x, channel], 1);
    }
}
