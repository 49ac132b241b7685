using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Scenery.Layers;

/// <summary>Changes of size by two, and the memory order that makes convolutions fast.</summary>
public static class Resampling
{
    private static readonly long[] s_two = [2, 2];

    /// <summary>Bilinear upsampling ×2 with half-pixel centres (align_corners false).</summary>
    /// <param name="x">Features [N, C, H, W].</param>
    public static Tensor Up(Tensor x) => F.interpolate(x, [x.shape[2] * 2, x.shape[3] * 2], mode: InterpolationMode.Bilinear, align_corners: false);

    /// <summary>Mean of each 2 × 2 block.</summary>
    /// <param name="x">Features [N, C, H, W] of even H and W.</param>
    public static Tensor Down(Tensor x) => F.avg_pool2d(x, s_two, s_two);

    /// <summary>The same values with the channels of a pixel beside each other in memory: CPU convolutions run up to twice as fast on that order.</summary>
    /// <param name="x">Features [N, C, H, W] in any order.</param>
    public static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
