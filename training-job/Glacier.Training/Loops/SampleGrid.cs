using Glacier.Vision.Pictures;

namespace Glacier.Training.Loops;

/// <summary>Rows of pictures as one PNG.</summary>
public static class SampleGrid
{
    private const int Gap = 4;

    /// <summary>Writes the grid.</summary>
    /// <param name="rows">Each [count, 3, side, side] in −1…1.</param>
    /// <param name="side">Rows and columns of a picture.</param>
    /// <param name="path">PNG to write.</param>
    /// <param name="caption">What is shown.</param>
    public static void Write(IReadOnlyList<float[]> rows, int side, string path, PictureCaption caption)
    {
        var columns = rows[0].Length / (3 * side * side);
        var (width, height) = ((columns * (side + Gap)) - Gap, (rows.Count * (side + Gap)) - Gap);
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)255);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var i = 0; i < side * side; i++)
                {
                    var to = 3 * ((((row * (side + Gap)) + (i / side)) * width) + (column * (side + Gap)) + (i % side));
                    for (var colour = 0; colour < 3; colour++)
                    {
                        rgb[to + colour] = ToByte(rows[row][(((column * 3) + colour) * side * side) + i]);
                    }
                }
            }
        }

        SyntheticPicture.SavePng(rgb, width, height, path, caption);
    }

    /// <summary>A value of −1…1 as a byte.</summary>
    public static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round((value + 1) * 127.5f), 0, 255);
}
