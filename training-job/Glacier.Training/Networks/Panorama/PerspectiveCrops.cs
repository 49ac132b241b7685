using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Panorama;

/// <summary>Views of a pinhole camera cut from panoramas, differentiably.</summary>
/// <param name="Headings">Azimuth of each view's middle, degrees clockwise from the panorama's middle column.</param>
/// <param name="Pitches">Elevation angle of each view's middle, degrees.</param>
/// <param name="Side">Columns and rows.</param>
/// <param name="Degrees">Field of view.</param>
public sealed record PerspectiveCrops(IReadOnlyList<double> Headings, IReadOnlyList<double> Pitches, int Side, double Degrees)
{
    /// <summary>Views in directions by chance.</summary>
    /// <param name="count">Views.</param>
    /// <param name="options">Size and range.</param>
    /// <param name="random">Chance.</param>
    public static PerspectiveCrops Draw(int count, DiscriminatorOptions options, Random random) => new(
        [.. Enumerable.Range(0, count).Select(_ => 360 * random.NextDouble())], [.. Enumerable.Range(0, count).Select(_ => options.CropPitch * ((2 * random.NextDouble()) - 1))],
        options.CropSide, options.CropDegrees);

    /// <summary>Cuts one view from each panorama.</summary>
    /// <param name="panorama">[N, C, H, W], closed around.</param>
    /// <param name="verticalDegrees">From the panorama's upper to its lower edge; beyond them its border is repeated.</param>
    /// <returns>[N, C, side, side].</returns>
    public Tensor Of(Tensor panorama, double verticalDegrees)
    {
        var width = panorama.shape[3];
        // a column of the other end on either side, so that the seam is none
        var closed = cat([panorama.narrow(3, width - 1, 1), panorama, panorama.narrow(3, 0, 1)], 3);
        var grid = tensor(Grid((int)width, double.DegreesToRadians(verticalDegrees)), [Headings.Count, Side, Side, 2], device: panorama.device);
        return F.grid_sample(closed, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);
    }

    private float[] Grid(int width, double vertical)
    {
        var grid = new float[Headings.Count * Side * Side * 2];
        var pixel = 2 * Math.Tan(double.DegreesToRadians(Degrees) / 2) / Side;
        for (var view = 0; view < Headings.Count; view++)
        {
            var (rise, level) = Math.SinCos(double.DegreesToRadians(Pitches[view]));
            var turned = Headings[view] / 360;
            for (var i = 0; i < Side * Side; i++)
            {
                var (right, up) = (((i % Side) + 0.5 - (Side / 2.0)) * pixel, ((Side / 2.0) - 0.5 - (i / Side)) * pixel);
                var (ahead, height) = (level - (up * rise), rise + (up * level));
                var azimuth = (Math.Atan2(right, ahead) / Math.Tau) + turned;
                azimuth -= Math.Round(azimuth);
                var elevation = Math.Atan2(height, Math.Sqrt((ahead * ahead) + (right * right)));
                var to = 2 * ((view * Side * Side) + i);
                grid[to] = (float)(2 * azimuth * width / (width + 2));
                grid[to + 1] = (float)(-2 * elevation / vertical);
            }
        }

        return grid;
    }
}
