using Glacier.Training.Data.Panorama;
using Glacier.Training.Loops;
using Glacier.Training.Networks.Panorama;
using Glacier.Vision.Metrics;
using Glacier.Vision.Panorama;
using Glacier.Vision.Panorama.Simulation;
using static TorchSharp.torch;

namespace Glacier.Training.Evaluation.Panorama;

/// <summary>
/// Judges panoramas by the protocol of Sat2Density: means over pictures, of panoramas of tiles alone under each picture's own sky (no prefix), under one sky for all (<c>fixed-</c>), and of the
/// known ground under the own sky (<c>known-</c>); and the geometry.
/// </summary>
/// <param name="density">Density network, in evaluation.</param>
/// <param name="render">Render network, in evaluation.</param>
/// <param name="lpips">Perceptual distance, or null.</param>
public sealed class PanoramaJudge(DensityNet density, RenderNet render, Lpips? lpips)
{
    private const int Azimuths = 64;
    private const int Rows = 720;
    private const int FineSamples = 256;

    private readonly Dictionary<string, List<double>> _figures = [];

    /// <summary>Means of what was added.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures.ToDictionary(figure => figure.Key, figure => figure.Value.Average());

    /// <summary>Judges one pair.</summary>
    /// <param name="batch">A batch of one.</param>
    /// <param name="fixedSky">Histogram of the sky that all get in the other setting.</param>
    public void Add(PanoramaBatch batch, float[] fixedSky)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var volume = density.Volume;
        var tile = tensor(batch.Tiles, [1, 3, DensityNet.TilePixels, DensityNet.TilePixels]);
        var densities = density.call(tile);
        var seen = VolumeRendering.Render(densities, tile, tensor(batch.EyeHeights, [1]), volume, batch.Width, batch.Height);
        var (own, one) = (tensor(batch.Illumination, [1, IlluminationEncoder.Bins]), tensor(fixedSky, [1, IlluminationEncoder.Bins]));
        Compare("", render.call(seen, own), batch);
        Compare("fixed-", render.call(seen, one), batch);
        if (batch.Geometry is not { } geometry)
        {
            return;
        }

        var depth = tensor(geometry.Depth, [1, 1, batch.Height, batch.Width]);
        Compare("known-", render.call(VolumeRendering.Known(depth, tile, volume), own), batch);
        AddDepth(Tensors.Values(seen), geometry.Depth);
        AddSkyline(densities, batch);
    }

    private void Compare(string prefix, Tensor picture, PanoramaBatch batch)
    {
        var (found, truth) = (PanoramaPictures.Bytes(Tensors.Values(picture), 0, batch), PanoramaPictures.Bytes(batch.Panoramas, 0, batch));
        var metrics = PictureMetrics.Of(found, truth, batch.Width, batch.Height);
        Note(prefix + "rmse", metrics.Rmse);
        Note(prefix + "ssim", metrics.Ssim);
        Note(prefix + "psnr", metrics.Psnr);
        Note(prefix + "sd", metrics.SharpnessDifference);
        if (lpips is not null && Math.Min(batch.Width, batch.Height) >= Lpips.LeastSide)
        {
            Note(prefix + Lpips.ScoreName, lpips.Distance(found, truth, batch.Width, batch.Height));
        }
    }

    // over the pixels that are ground in both
    private void AddDepth(float[] volume, float[] truth)
    {
        var errors = new List<double>();
        for (var i = 0; i < truth.Length; i++)
        {
            var (opacity, depth) = (volume[(3 * truth.Length) + i], volume[(4 * truth.Length) + i]);
            if (truth[i] > 0 && opacity >= 0.5f)
            {
                errors.Add(Math.Abs((depth / opacity) - truth[i]) / truth[i]);
            }
        }

        if (errors.Count > 0)
        {
            errors.Sort();
            Note("depth-relative-median", errors[errors.Count / 2]);
        }
    }

    // beside it what the known heights themselves would have, cut to cells and slices as the network's are, which nobody can better; and what they would have if the slopes along the sun were
    // known exactly and those across it, which hardly change the light, not at all
    private void AddSkyline(Tensor densities, PanoramaBatch batch)
    {
        Note("skyline-degrees", SkylineError(densities, batch));
        if (density.Options.Head != DensityHead.Slices)
        {
            var cells = (int)Math.Sqrt(batch.Geometry!.Heights.Length);
            var heights = tensor(batch.Geometry.Heights, [1, 1, cells, cells]);
            Note("skyline-degrees-of-the-known-heights", SkylineError(Densities(heights), batch));
            var lit = new SlopeIntegration(cells).Heights(SlopeIntegration.Along(heights, SimulatedPanoramas.TileSunAzimuth));
            Note("skyline-degrees-of-the-slopes-along-the-sun", SkylineError(Densities(lit - DensityNet.Middle(lit)), batch));
        }

        Note("skyline-degrees-of-a-level-ground", batch.Geometry!.Skyline.Average(angle => Math.Abs(angle)));

        Tensor Densities(Tensor heights) => HeightDensity.Of(heights, density.Options.HeightSide, density.Volume);
    }

    // mean absolute difference, by the product's renderer, four rays a degree
    private double SkylineError(Tensor densities, PanoramaBatch batch)
    {
        var (slices, rows, columns) = ((int)densities.shape[1], (int)densities.shape[2], (int)densities.shape[3]);
        var values = Tensors.Values(densities[0].permute(1, 2, 0));
        var volume = density.Volume;
        var field = new DensityField(values, new float[rows * columns * 3], rows, columns, slices, 2, volume.Top - volume.Bottom);
        var camera = new PanoramaCamera(0, 0, batch.EyeHeights[0] - volume.Bottom, Azimuths, Rows, Refraction: null);
        var opacity = VolumeRenderer.Render(field, camera, new Vision.Panorama.VolumeOptions(FineSamples, volume.RayLength)).Opacity;
        var each = batch.Width / Azimuths;
        var sum = 0.0;
        for (var column = 0; column < Azimuths; column++)
        {
            var row = 0;
            while (row < Rows && opacity[(row * Azimuths) + column] < 0.5f)
            {
                row++;
            }

            var truth = batch.Geometry!.Skyline.AsSpan(column * each, each);
            var middle = 0.5 * (truth[(each - 1) / 2] + truth[each / 2]);
            sum += Math.Abs(90 - (180.0 * row / Rows) - middle);
        }

        return sum / Azimuths;
    }

    private void Note(string name, double value)
    {
        if (!_figures.TryGetValue(name, out var values))
        {
            _figures.Add(name, values = []);
        }

        values.Add(value);
    }
}
