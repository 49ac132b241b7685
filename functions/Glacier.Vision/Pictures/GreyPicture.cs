using SixLabors.ImageSharp.PixelFormats;

namespace Glacier.Vision.Pictures;

/// <summary>Grey pictures of 8 bits: contour images, masks, depth.</summary>
public static class GreyPicture
{
    /// <summary>Writes a grey picture, labelled like <see cref="SyntheticPicture"/>.</summary>
    /// <param name="grey">width × height bytes, 0 black, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">Name of the PNG.</param>
    /// <param name="caption">What the picture shows; null: the file's name.</param>
    /// <exception cref="ArgumentException">The number of bytes is not width × height.</exception>
    public static void SavePng(byte[] grey, int width, int height, string path, PictureCaption? caption = null)
    {
        using var image = SyntheticPicture.Wrap<L8>(grey, width, height, 1);
        SyntheticPicture.Save(image, path, caption);
    }

    /// <summary>A contour image for the networks: 256 × 256, white on black, one scale for all years.</summary>
    /// <inheritdoc cref="SavePng"/>
    /// <exception cref="ArgumentException">Not 256 × 256 bytes.</exception>
    public static void SaveContour(byte[] grey, string path, PictureCaption? caption = null) =>
        SavePng(grey, 256, 256, path, caption ?? new PictureCaption(Path.GetFileNameWithoutExtension(path), Method: "contour of a digital elevation model", DigitalSourceType: "dataDrivenMedia"));

    /// <summary>Writes values linearly as grey, black at the least and white at the greatest, NaN black.</summary>
    /// <param name="values">width × height values; at least one finite.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">Name of the PNG.</param>
    /// <param name="caption">What the picture shows.</param>
    /// <exception cref="ArgumentException">Wrong number of values, or none finite.</exception>
    public static void SaveScaled(float[] values, int width, int height, string path, PictureCaption? caption = null)
    {
        var finite = values.Where(float.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            throw new ArgumentException("no finite value to draw", nameof(values));
        }

        var (least, greatest) = (finite.Min(), finite.Max());
        var scale = greatest > least ? 255 / (greatest - least) : 0;
        SavePng(Array.ConvertAll(values, v => float.IsFinite(v) ? (byte)((v - least) * scale + 0.5f) : (byte)0), width, height, path, caption);
    }
}
