using Glacier.Training.Networks.Panorama;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Losses;

/// <summary>How far a density network's ground lies from the known one. Lengths in half sides of the tile.</summary>
public static class GroundLoss
{
    // what lies nearer than this to the eye counts as if it lay there
    private const double Near = 0.05;
    private const int Steps = 72;
    private const double First = 0.02;

    /// <summary>Mean absolute error of the heights, each over its distance from the eye: about the angle, in radians, that it is seen wrong by.</summary>
    /// <param name="height">Heights above the tile's middle [N, 1, h, w].</param>
    /// <param name="truth">[N, 1, h, w] or of another size.</param>
    public static Tensor Heights(Tensor height, Tensor truth)
    {
        var side = (int)truth.shape[2];
        var found = height.shape[2] == side ? height : F.interpolate(height, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: false);
        var places = tensor(DensityNet.Places(side), [1, 2, side, side], device: height.device);
        var weight = (places.square().sum(1, keepdim: true) + (Near * Near)).rsqrt();
        return ((found - truth).abs() * weight).mean();
    }

    /// <summary>Mean absolute difference of the slices' opacity over a slice's height from 1 below the ground and 0 above it.</summary>
    /// <param name="density">[N, slices, h, w] without the ground's slice.</param>
    /// <param name="truth">Heights [N, 1, 64, 64].</param>
    /// <param name="volume">The space.</param>
    public static Tensor Occupancy(Tensor density, Tensor truth, VolumeOptions volume)
    {
        var ground = F.interpolate(truth, size: [density.shape[2], density.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        var middles = tensor(volume.Middles()[1..], [1, volume.Slices, 1, 1], device: density.device);
        var below = ((ground - middles) / volume.Thickness + 0.5).clamp(0, 1);
        return (1 - (-(density * volume.Thickness)).exp() - below).abs().mean();
    }

    /// <summary>Skylines of heights: the greatest elevation angle along each azimuth, degrees.</summary>
    /// <param name="height">Heights above the tile's middle [N, 1, h, w].</param>
    /// <param name="eyes">[N]: height of the eye.</param>
    /// <param name="columns">Azimuths, as the columns of a panorama.</param>
    /// <returns>[N, columns].</returns>
    public static Tensor Skyline(Tensor height, Tensor eyes, int columns)
    {
        var (count, device) = (height.shape[0], height.device);
        var (grid, distances) = (new float[columns * Steps * 2], new float[columns * Steps]);
        for (var i = 0; i < columns * Steps; i++)
        {
            var (sine, cosine) = Math.SinCos((((i / Steps) + 0.5) / columns - 0.5) * Math.Tau);
            // evenly in the logarithm, to where the azimuth leaves the tile
            var edge = 1 / Math.Max(Math.Abs(sine), Math.Abs(cosine));
            var distance = First * Math.Pow(edge / First, (i % Steps) / (Steps - 1.0));
            (grid[2 * i], grid[(2 * i) + 1], distances[i]) = ((float)(distance * sine), (float)(-distance * cosine), (float)distance);
        }

        var places = tensor(grid, [1, columns, Steps, 2], device: device).expand(count, -1, -1, -1);
        var ground = F.grid_sample(height, places, padding_mode: GridSamplePaddingMode.Border, align_corners: false).squeeze(1);
        var rise = (ground - eyes.view(count, 1, 1)) / tensor(distances, [1, columns, Steps], device: device);
        return rise.amax([2L]).atan() * (180 / Math.PI);
    }
}
