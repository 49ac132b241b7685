using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Glacier.Vision.Scenery;

/// <summary>Reads the style — light, weather, season — off a reference photograph, as a code for <see cref="SceneryModel"/>.</summary>
/// <param name="model">A network with the input picture and the output style.</param>
public sealed class StyleReader(Model model)
{
    /// <summary>Name of the bundled network.</summary>
    public const string Bundled = "scenery-style";

    // the size of the photographs that it learned from
    private const int Side = 128;

    /// <summary>The style of a photograph.</summary>
    /// <param name="path">An image file of any size; its middle square is looked at.</param>
    /// <exception cref="InvalidInputException">It cannot be read, or is smaller than 32 pixels.</exception>
    public float[] Read(string path)
    {
        var name = Path.GetFileName(path);
        Image<Rgb24> photo;
        try
        {
            photo = Image.Load<Rgb24>(path);
        }
        catch (Exception error) when (error is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(name, "photo-unreadable", error.Message, "a photograph, JPEG, PNG or WebP", "Give another file.");
        }

        using (photo)
        {
            var side = Math.Min(photo.Width, photo.Height);
            if (side < 32)
            {
                throw new InvalidInputException(name, "photo-tiny", $"{photo.Width} × {photo.Height} pixels", "at least 32 × 32", "Give a larger photograph.");
            }

            photo.Mutate(context => context.Crop(new Rectangle((photo.Width - side) / 2, (photo.Height - side) / 2, side, side)).Resize(Side, Side));
            var planes = new float[3 * Side * Side];
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var pixel = photo[x, y];
                    var at = (y * Side) + x;
                    planes[at] = (pixel.R / 127.5f) - 1;
                    planes[at + (Side * Side)] = (pixel.G / 127.5f) - 1;
                    planes[at + (2 * Side * Side)] = (pixel.B / 127.5f) - 1;
                }
            }

            using var results = model.Session.Run([NamedOnnxValue.CreateFromTensor("picture", new DenseTensor<float>(planes, [1, 3, Side, Side]))]);
            return [.. results.Single().AsEnumerable<float>()];
        }
    }
}
