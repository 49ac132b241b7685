using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>
/// Rays through a density field, differentiably (Max 1995; Mildenhall et al. 2020, equation 3): what <see cref="Vision.Panorama.VolumeRenderer"/> does for the product. Axes: x east, y
/// north, z up, in half sides of the tile from its middle; north stands in the middle column of a panorama.
/// </summary>
public static class VolumeRendering
{
    /// <summary>Unit directions through the middles of a panorama's pixels, [height × width, 3].</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="verticalDegrees">From the upper to the lower edge.</param>
    public static float[] Directions(int width, int height, double verticalDegrees)
    {
        var directions = new float[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (sine, cosine) = Math.SinCos((((i % width) + 0.5) / width - 0.5) * Math.Tau);
            var (rise, level) = Math.SinCos((0.5 - (((i / width) + 0.5) / height)) * double.DegreesToRadians(verticalDegrees));
            (directions[3 * i], directions[(3 * i) + 1], directions[(3 * i) + 2]) = ((float)(sine * level), (float)(cosine * level), (float)rise);
        }

        return directions;
    }

    /// <summary>Renders panoramas.</summary>
    /// <param name="density">[N, slices, h, w] per half side.</param>
    /// <param name="tile">[N, 3, S, S]: the colour of everything above a pixel.</param>
    /// <param name="eyes">[N]: height of the eye above the ground in the tile's middle, half sides.</param>
    /// <param name="volume">The space and its samples.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>[N, 5, height, width]: colour times opacity, opacity, depth as the sum of weight × distance.</returns>
    public static Tensor Render(Tensor density, Tensor tile, Tensor eyes, VolumeOptions volume, int width, int height)
    {
        var (count, pixels, samples) = (density.shape[0], width * height, volume.Samples);
        var step = volume.RayLength / samples;
        var directions = tensor(Directions(width, height, volume.VerticalDegrees), [1, pixels, 1, 3], device: density.device);
        var distances = (arange(samples, dtype: ScalarType.Float32, device: density.device).view(1, 1, samples) + 0.5) * step;
        var points = directions * distances.unsqueeze(-1);
        // rows of the grid run southwards
        var (x, y) = (points.select(-1, 0), -points.select(-1, 1));
        var z = (((points.select(-1, 2) + eyes.view(count, 1, 1)) - volume.Bottom) * (2 / (volume.Top - volume.Bottom))) - 1;
        var (east, south) = (x.expand(count, -1, -1), y.expand(count, -1, -1));
        var grid = stack([east, south, z], -1).unsqueeze(3);
        var sigma = F.grid_sample(density.unsqueeze(1), grid, padding_mode: GridSamplePaddingMode.Zeros, align_corners: false).view(count, pixels, samples);
        var thickness = sigma * step;
        var alpha = 1 - (-thickness).exp();
        var weights = alpha * (thickness - thickness.cumsum(2)).exp();
        Tensor colours;
        using (no_grad())
        {
            colours = F.grid_sample(tile, stack([east, south], -1), padding_mode: GridSamplePaddingMode.Zeros, align_corners: false);
        }

        var rgb = (weights.unsqueeze(1) * colours).sum(3);
        var depth = (weights * distances).sum(2);
        return cat([rgb, weights.sum(2).unsqueeze(1), depth.unsqueeze(1)], 1).view(count, RenderNet.VolumeChannels, height, width);
    }

    /// <summary>What <see cref="Render"/> would give of a ground that is known: opaque where there is any, its colour the tile's there.</summary>
    /// <param name="depth">[N, 1, H, W] half sides, 0 in the sky.</param>
    /// <param name="tile">[N, 3, S, S].</param>
    /// <param name="volume">For the panorama's vertical field of view.</param>
    /// <returns>[N, 5, H, W].</returns>
    public static Tensor Known(Tensor depth, Tensor tile, VolumeOptions volume)
    {
        var (count, height, width) = (depth.shape[0], (int)depth.shape[2], (int)depth.shape[3]);
        var directions = tensor(Directions(width, height, volume.VerticalDegrees), [1, height, width, 3], device: depth.device);
        var points = directions * depth.squeeze(1).unsqueeze(-1);
        var grid = stack([points.select(-1, 0), -points.select(-1, 1)], -1);
        var opacity = depth.gt(0).to(ScalarType.Float32);
        var colours = F.grid_sample(tile, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);
        return cat([colours * opacity, opacity, depth], 1);
    }
}
