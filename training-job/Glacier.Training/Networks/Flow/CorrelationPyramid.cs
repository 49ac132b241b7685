using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Glacier.Training.Networks.Flow;

/// <summary>Correlations ⟨f₁, f₂⟩/√D of all pairs of cells, and their means over 2 × 2, 4 × 4 … cells of the second image (Teed and Deng 2020, section 3.2).</summary>
public sealed class CorrelationPyramid
{
    private readonly Tensor[] _levels;
    private readonly Tensor _window;
    private readonly int _radius;

    /// <summary>Computes the pyramid.</summary>
    /// <param name="first">Features [N, D, h, w].</param>
    /// <param name="second">Features of the other image.</param>
    /// <param name="levels">Levels.</param>
    /// <param name="radius">Radius of <see cref="At"/>.</param>
    public CorrelationPyramid(Tensor first, Tensor second, int levels, int radius)
    {
        var (count, depth, height, width) = (first.shape[0], first.shape[1], first.shape[2], first.shape[3]);
        var pairs = (first.view(count, depth, -1).transpose(1, 2) * (1 / Math.Sqrt(depth))).bmm(second.view(count, depth, -1));
        _radius = radius;
        _levels = new Tensor[levels];
        _levels[0] = pairs.view(-1, 1, height, width);
        for (var level = 1; level < levels; level++)
        {
            // beyond a map of one cell there is nothing to halve
            var above = _levels[level - 1];
            _levels[level] = above.shape[2] > 1 && above.shape[3] > 1 ? F.avg_pool2d(above, 2, 2) : above;
        }

        var steps = arange(-radius, radius + 1, dtype: ScalarType.Float32, device: first.device);
        var grid = meshgrid([steps, steps], "ij");
        _window = stack([grid[1], grid[0]], -1).unsqueeze(0);
    }

    /// <summary>Correlations at the (2 radius + 1)² cells around a place on each level, bilinearly between cells, 0 outside.</summary>
    /// <param name="places">[N, 2, h, w]: column and row in cells of the second image, for each cell of the first.</param>
    /// <returns>[N, levels · (2 radius + 1)², h, w]; rows of the window one after the other.</returns>
    public Tensor At(Tensor places)
    {
        var (count, height, width) = (places.shape[0], places.shape[2], places.shape[3]);
        var side = (2 * _radius) + 1;
        var centres = places.permute(0, 2, 3, 1).reshape(-1, 1, 1, 2);
        var found = new Tensor[_levels.Length];
        for (var level = 0; level < found.Length; level++)
        {
            var map = _levels[level];
            var (rows, columns) = (Math.Max(map.shape[2] - 1, 1), Math.Max(map.shape[3] - 1, 1));
            var scale = tensor(new[] { 2f / columns, 2f / rows }, [1, 1, 1, 2], device: places.device);
            var grid = (((centres * (1.0 / (1 << level))) + _window) * scale) - 1;
            found[level] = F.grid_sample(map, grid, align_corners: true).view(count, height, width, side * side);
        }

        return cat(found, -1).permute(0, 3, 1, 2).contiguous();
    }
}
