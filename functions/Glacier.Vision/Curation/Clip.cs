using System.Numerics.Tensors;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Curation;

/// <summary>CLIP (A. Radford et al., arXiv 2103.00020): pictures and texts as directions in one space.</summary>
/// <param name="image">The image tower: <c>pixel_values</c> to <c>image_embeds</c>.</param>
/// <param name="text">The text tower: <c>input_ids</c> to <c>text_embeds</c>.</param>
/// <param name="tokenizer">Text to tokens.</param>
public sealed class Clip(Model image, Model text, ClipTokenizer tokenizer)
{
    /// <summary>Names of the cards it needs.</summary>
    public static IReadOnlyList<string> ModelNames { get; } = ["clip_image", "clip_text", "clip_vocabulary"];

    // the exponential of the temperature that CLIP was trained to
    private const float Temperature = 100;
    private const int Side = 224;

    /// <summary>CLIP of a catalogue; files that are not at hand are downloaded.</summary>
    /// <exception cref="Terrain.InvalidInputException">A file is absent or refused.</exception>
    public static Clip From(ModelCatalogue catalogue) =>
        new(catalogue.Get(ModelNames[0]), catalogue.Get(ModelNames[1]), new ClipTokenizer(catalogue.Bytes(ModelNames[2])));

    /// <summary>The direction of a picture: its middle square at 224 × 224.</summary>
    /// <returns>A vector of length 1.</returns>
    public float[] Of(Photograph photo)
    {
        var side = Math.Min(photo.Width, photo.Height);
        var (left, top) = ((photo.Width - side) / 2, (photo.Height - side) / 2);
        var square = new byte[side * side * 3];
        for (var y = 0; y < side; y++)
        {
            photo.Rgb.AsSpan((((top + y) * photo.Width) + left) * 3, side * 3).CopyTo(square.AsSpan(y * side * 3));
        }

        var planes = RgbPlanes.Of(
            PictureScaling.Resize(square, side, side, Side, Side), Side, Side, (0.48145466f, 0.4578275f, 0.40821073f), (0.26862954f, 0.26130258f, 0.27577711f));
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Side, Side]);
        return Run(image, "pixel_values", input, "image_embeds");
    }

    /// <summary>The direction of a text.</summary>
    /// <returns>A vector of length 1.</returns>
    public float[] Of(string words)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(tokenizer.Encode(words), [1, ClipTokenizer.Length]);
        return Run(text, "input_ids", input, "text_embeds");
    }

    /// <summary>Probability of each text for a picture, over these texts.</summary>
    /// <param name="picture">Direction of a picture.</param>
    /// <param name="texts">Directions of texts.</param>
    public static float[] Probabilities(float[] picture, IReadOnlyList<float[]> texts)
    {
        return SoftmaxRegression.Softmax([.. texts.Select(direction => Temperature * TensorPrimitives.Dot(picture, direction))]);
    }

    private static float[] Run(Model model, string inputName, OrtValue input, string outputName)
    {
        using var options = new RunOptions();
        using var outputs = model.Session.Run(options, [inputName], [input], [outputName]);
        var direction = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        TensorPrimitives.Divide(direction, TensorPrimitives.Norm(direction), direction);
        return direction;
    }
}
