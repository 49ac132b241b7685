namespace Glacier.Training.Data.Panorama;

/// <summary>Pairs of tiles and panoramas. The unit of length is half the side of the tile.</summary>
/// <param name="Count">Pairs, N.</param>
/// <param name="Width">Columns of the panoramas.</param>
/// <param name="Height">Rows of the panoramas.</param>
/// <param name="Tiles">[N, 3, 256, 256], sRGB 0 to 1.</param>
/// <param name="Panoramas">[N, 3, H, W], sRGB 0 to 1.</param>
/// <param name="Sky">[N, 1, H, W], 1 in the sky.</param>
/// <param name="Illumination">[N, 270]: the sky's histogram over the number of its pixels.</param>
/// <param name="EyeHeights">[N]: of the eye above the ground in the tile's middle.</param>
/// <param name="Geometry">The ground; null where it is not known.</param>
public sealed record PanoramaBatch(int Count, int Width, int Height, float[] Tiles, float[] Panoramas, float[] Sky, float[] Illumination, float[] EyeHeights, BatchGeometry? Geometry)
{
    /// <summary>The pairs from one on.</summary>
    public PanoramaBatch Part(int first, int count) => new(
        count, Width, Height, Cut(Tiles, first, count), Cut(Panoramas, first, count), Cut(Sky, first, count), Cut(Illumination, first, count), Cut(EyeHeights, first, count),
        Geometry is null ? null : new(Cut(Geometry.Depth, first, count), Cut(Geometry.Heights, first, count), Cut(Geometry.Skyline, first, count)));

    private float[] Cut(float[] values, int first, int count) => values.AsSpan(first * (values.Length / Count), count * (values.Length / Count)).ToArray();
}

/// <summary>The ground of a batch.</summary>
/// <param name="Depth">[N, 1, H, W], 0 in the sky.</param>
/// <param name="Heights">[N, 1, 64, 64] above the ground in the tile's middle.</param>
/// <param name="Skyline">[N, W], degrees.</param>
public sealed record BatchGeometry(float[] Depth, float[] Heights, float[] Skyline);
