using Glacier.Training.Configuration;
using Glacier.Training.Data.Panorama;
using Glacier.Training.Networks.Flow;
using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Tests.Networks.Panorama;

/// <summary>Panorama networks small enough for tests, and pairs to teach them.</summary>
internal static class SmallPanorama
{
    public const int Width = 64;
    public const int Height = 32;

    public static VolumeOptions Volume { get; } = new() { Bottom = -0.25, Top = 0.5, Slices = 12, Samples = 32, RayLength = 1.44 };

    public static DensityOptions Paper { get; } = new() { Reduction = 4, Width = 4, MostChannels = 16, Downs = 2, Blocks = 1, Ups = 2 };

    public static DensityOptions Height2 { get; } =
        Paper with { Norm = FeatureNorm.Batch, Spectral = false, Skips = true, Coordinates = true, Head = DensityHead.Height, Ups = 1, HeightSide = 64 };

    public static RenderOptions Render { get; } = new() { Width = 4, MostChannels = 16, Downs = 2, Blocks = 1, Ups = [8, 6], CodeSize = 8, StyleSize = 12, StyleLayers = 2 };

    public static PanoramaConfiguration Configuration(long images) => new()
    {
        Kind = "panorama",
        Run = new() { Images = images, Batch = 2, CheckpointEvery = 3, SamplesEvery = 3, MetricsEvery = 3, ValidationPictures = 2, SampleColumns = 2 },
        Data = new() { Simulated = new() { Width = Width, Height = Height } },
        Volume = Volume,
        Networks = new() { Density = Paper, Render = Render, Discriminators = new() { Width = 4, CropSide = 32 } },
        Losses = new() { Perceptual = 0, Adversarial = 0.1, FeatureMatching = 1 },
        Generator = new() { LearningRate = 0.003, Beta1 = 0.5, Beta2 = 0.99 },
        Average = new() { Decay = 0.8 },
    };

    /// <summary>Pairs of a tilted plain under an even sky: bright ground rises to the east in one, dark ground to the north in the next.</summary>
    public static PanoramaBatch Plains(int count)
    {
        const int Tile = DensityNet.TilePixels * DensityNet.TilePixels;
        const int Cells = 64;
        var pixels = Width * Height;
        var batch = new PanoramaBatch(
            count, Width, Height, new float[count * 3 * Tile], new float[count * 3 * pixels], new float[count * pixels], new float[count * 270], new float[count],
            new(new float[count * pixels], new float[count * Cells * Cells], new float[count * Width]));
        var directions = VolumeRendering.Directions(Width, Height, 180);
        const float Eye = 0.1f;
        for (var i = 0; i < count; i++)
        {
            var (east, north, shade) = i % 2 == 0 ? (0.3f, 0f, 0.8f) : (0f, 0.3f, 0.3f);
            batch.Tiles.AsSpan(i * 3 * Tile, 3 * Tile).Fill(shade);
            for (var k = 0; k < Tile; k++)
            {
                // the way that the ground rises can be seen
                batch.Tiles[(i * 3 * Tile) + k] += 0.15f * ((east > 0 ? k % 256 : 255 - (k / 256)) - 128) / 128f;
            }

            batch.EyeHeights[i] = Eye;
            batch.Illumination[(i * 270) + 60 + (i % 2 * 20)] = 1;
            for (var k = 0; k < Cells * Cells; k++)
            {
                batch.Geometry!.Heights[(i * Cells * Cells) + k] = (east * (((2 * (k % Cells)) + 1 - Cells) / (float)Cells)) - (north * (((2 * (k / Cells)) + 1 - Cells) / (float)Cells));
            }

            for (var k = 0; k < pixels; k++)
            {
                var (x, y, z) = (directions[3 * k], directions[(3 * k) + 1], directions[(3 * k) + 2]);
                var fall = (east * x) + (north * y) - z;
                var depth = fall > 0 ? Eye / fall : float.PositiveInfinity;
                var ground = Math.Abs(depth * x) < 1 && Math.Abs(depth * y) < 1;
                batch.Sky[(i * pixels) + k] = ground ? 0 : 1;
                batch.Geometry!.Depth[(i * pixels) + k] = ground ? depth : 0;
                for (var c = 0; c < 3; c++)
                {
                    batch.Panoramas[(((i * 3) + c) * pixels) + k] = ground ? shade : i % 2 == 0 ? 0.5f : 0.9f;
                }
            }

            for (var column = 0; column < Width; column++)
            {
                var (x, y) = (directions[3 * ((Height / 2 * Width) + column)], directions[(3 * ((Height / 2 * Width) + column)) + 1]);
                var edge = 1 / Math.Max(Math.Abs(x), Math.Abs(y)) * Math.Sqrt((x * x) + (y * y));
                var level = Math.Sqrt((x * x) + (y * y));
                batch.Geometry!.Skyline[(i * Width) + column] = (float)double.RadiansToDegrees(Math.Atan((((east * x) + (north * y)) / level) - (Eye / edge)));
            }
        }

        return batch;
    }
}
