using Glacier.Training.Data.World;
using Glacier.Training.Networks.World;
using Glacier.Training.Tests.Onnx;
using Glacier.Vision.Scenery3d;

namespace Glacier.Training.Tests.Networks.World;

/// <summary>A world of a size that a test trains in seconds.</summary>
internal static class SmallWorld
{
    public const int Side = 64;
    public const int Samples = 6;

    public static WorldOptions Options { get; } = new()
    {
        LayoutSize = 32,
        LayoutFeatures = 4,
        LayoutChannels = new Dictionary<int, int> { [32] = 6, [16] = 8, [8] = 8, [4] = 8, [2] = 8 },
        StyleDimension = 64,
        LatentDimension = 12,
        MappingLayers = 1,
        DecoderWidth = 8,
        DecoderLayers = 2,
        RayFeatures = 5,
        PictureChannels = [12, 10, 8],
        SkyChannels = 6,
        PictureSize = Side,
        DiscriminatorChannels = new Dictionary<int, int> { [64] = 6, [32] = 8, [16] = 8, [8] = 8, [4] = 8 },
    };

    /// <summary>Pictures of noise with ground below and sky above: each pixel's colour follows from its guidance, so that there is something to learn.</summary>
    public static WorldBatch Batch(int seed, int count, bool photographs = false)
    {
        var (random, rays) = (new Random(seed), Side / WorldSampling.Reduction);
        var (maps, area) = (WorldFrame.GuidanceNames.Count, Side * Side);
        var guidance = Parity.Gaussian(random, count, maps, Side, Side);
        var taught = new float[count * 3 * area];
        for (var i = 0; i < count * area; i++)
        {
            var (place, pixel) = (i / area, i % area);
            var ground = pixel >= area / 4 ? 1 : 0;
            guidance[((place * maps) * area) + pixel] = ground;
            for (var map = 1; map < maps; map++)
            {
                guidance[(((place * maps) + map) * area) + pixel] *= 0.5f * ground;
            }

            taught[(((place * 3) + 0) * area) + pixel] = ground > 0 ? Math.Clamp(guidance[(((place * maps) + 1) * area) + pixel], -1, 1) : -0.5f;
            taught[(((place * 3) + 1) * area) + pixel] = ground > 0 ? 0.3f : 0;
            taught[(((place * 3) + 2) * area) + pixel] = ground > 0 ? -0.4f : 0.7f;
        }

        var heights = new float[count * Samples * rays * rays];
        var steps = new float[heights.Length];
        for (var i = 0; i < heights.Length; i++)
        {
            var sample = i / (rays * rays) % Samples;
            (heights[i], steps[i]) = (1 - (2 * (sample + 0.5f) / Samples), i % (rays * rays) >= rays * rays / 4 ? 2f / Samples : 0);
        }

        return new WorldBatch(
            Parity.Gaussian(random, TerrainWorld.LayoutNames.Count, 32, 32), 32, Parity.Gaussian(random, Options.StyleDimension), count, Side, Samples, guidance,
            [.. Parity.Gaussian(random, count, Samples, rays, rays, 2).Select(value => Math.Clamp(value * 0.5f, -1, 1))], heights, steps,
            Parity.Gaussian(random, count, WorldFrame.SkyNames.Count, rays, rays), taught,
            photographs ? [.. Parity.Gaussian(random, count, 3, Side, Side).Select(value => Math.Clamp(value * 0.3f, -1, 1))] : [],
            photographs ? [.. Enumerable.Range(0, count * area).Select(i => i % area < area / 4 ? 1f : 0)] : []);
    }
}
