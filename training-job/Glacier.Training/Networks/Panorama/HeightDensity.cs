using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>The densities of a ground of given height: nothing above it, and below it more with every bit of depth until it is as opaque as the ground prior.</summary>
public static class HeightDensity
{
    /// <summary>Depth at which the ground is as dense as it gets, half sides.</summary>
    public const double Depth = 0.02;

    /// <summary>Part of a slice's height by which everything lies lower: between two slices a ground would else fog the space up to the higher one, where an eye may be.</summary>
    public const double Lowered = 1;

    /// <summary>Densities per half side.</summary>
    /// <param name="height">Of the ground above that in the tile's middle [N, 1, h, w].</param>
    /// <param name="side">Columns and rows of the densities.</param>
    /// <param name="volume">The space.</param>
    /// <returns>[N, slices + 1, side, side], the ground's slice first.</returns>
    public static Tensor Of(Tensor height, int side, VolumeOptions volume)
    {
        var fine = height.shape[2] == side ? height : F.interpolate(height, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false);
        var depth = fine - tensor(Levels(volume), [1, volume.Slices + 1, 1, 1], device: height.device);
        return (depth * (VolumeOptions.Ground / Depth)).clamp(0, VolumeOptions.Ground);
    }

    /// <summary>Height of the ground at which each slice's middle begins to be dense; below any ground for the ground's own slice.</summary>
    internal static float[] Levels(VolumeOptions volume) =>
        [.. volume.Middles().Select((middle, slice) => slice == 0 ? -100f : (float)(middle + (Lowered * volume.Thickness)))];
}
