using Glacier.Training.Data.Panorama;
using Glacier.Training.Networks.Panorama;

namespace Glacier.Training.Loops;

/// <summary>Panoramas of a batch as pictures of a sample grid.</summary>
internal static class PanoramaPictures
{
    /// <summary>One panorama of [N, 3, H, W] in 0…1 as three bytes a pixel.</summary>
    public static byte[] Bytes(float[] pictures, int number, PanoramaBatch batch)
    {
        var pixels = batch.Width * batch.Height;
        var rgb = new byte[3 * pixels];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)Math.Clamp(MathF.Round(255 * pictures[(((number * 3) + (i % 3)) * pixels) + (i / 3)]), 0, 255);
        }

        return rgb;
    }

    /// <summary>Tiles as squares as wide as a panorama, [N, 3, side, side] in −1…1.</summary>
    public static float[] Tiles(PanoramaBatch batch)
    {
        var side = batch.Width;
        var squares = new float[batch.Count * 3 * side * side];
        for (var plane = 0; plane < batch.Count * 3; plane++)
        {
            for (var i = 0; i < side * side; i++)
            {
                var (row, column) = (i / side * DensityNet.TilePixels / side, i % side * DensityNet.TilePixels / side);
                squares[(plane * side * side) + i] = (2 * batch.Tiles[(((plane * DensityNet.TilePixels) + row) * DensityNet.TilePixels) + column]) - 1;
            }
        }

        return squares;
    }

    /// <summary>Panoramas [N, 3, H, W] in 0…1 on each other in squares as wide as they, [N, 3, side, side] in −1…1; what no longer fits is left out.</summary>
    public static float[] Stacked(PanoramaBatch batch, IReadOnlyList<float[]> rows)
    {
        var (side, pixels) = (batch.Width, batch.Width * batch.Height);
        var squares = new float[batch.Count * 3 * side * side];
        Array.Fill(squares, 1f);
        for (var row = 0; row < rows.Count && (row + 1) * batch.Height <= side; row++)
        {
            for (var plane = 0; plane < batch.Count * 3; plane++)
            {
                for (var i = 0; i < pixels; i++)
                {
                    squares[(plane * side * side) + (row * pixels) + i] = (2 * rows[row][(plane * pixels) + i]) - 1;
                }
            }
        }

        return squares;
    }

    /// <summary>Geometry of volumes [N, 5, H, W] as pictures: red their opacity, green and blue the nearness of what is opaque.</summary>
    public static float[] Geometry(float[] volume, PanoramaBatch batch)
    {
        var pixels = batch.Width * batch.Height;
        var pictures = new float[batch.Count * 3 * pixels];
        for (var i = 0; i < batch.Count; i++)
        {
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var from = i * RenderNet.VolumeChannels * pixels;
                var (opacity, depth) = (volume[from + (3 * pixels) + pixel], volume[from + (4 * pixels) + pixel]);
                var nearness = opacity * MathF.Exp(-2 * depth / MathF.Max(opacity, 0.01f));
                var to = i * 3 * pixels;
                (pictures[to + pixel], pictures[to + pixels + pixel], pictures[to + (2 * pixels) + pixel]) = (opacity, nearness, nearness);
            }
        }

        return pictures;
    }
}
