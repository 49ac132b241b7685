using Glacier.Vision.Edges;
using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Microsoft.ML.OnnxRuntime;

namespace Glacier.Vision.Segmentation;

/// <summary>Finds the sky in photographs with a small U²-Net (X. Qin et al., Pattern Recognition 106, 2020) that sees 384 × 384 pixels.</summary>
/// <remarks>The network's batch is 1, so pictures run one after the other, each on all cores.</remarks>
/// <param name="model">A network of input <c>image</c> [1, 3, 384, 384] RGB 0 … 1 and output <c>sky</c>.</param>
public sealed class SkySegmenter(Model model)
{
    /// <summary>Name of the model's card.</summary>
    public const string ModelName = "skyseg_u2netp";

    private const int Side = 384;

    /// <summary>The segmenter of a catalogue; the model stays the catalogue's.</summary>
    /// <exception cref="Terrain.InvalidInputException">The model is absent or refused.</exception>
    public static SkySegmenter From(ModelCatalogue catalogue) => new(catalogue.Get(ModelName));

    /// <summary>Probability of sky at the picture's own size.</summary>
    /// <param name="rgb">width × height × 3 bytes, row 0 at the top.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <returns>width × height values of 0 … 1.</returns>
    /// <exception cref="ArgumentException">The number of bytes is not width × height × 3.</exception>
    public float[] Probability(byte[] rgb, int width, int height)
    {
        PictureSize.Check(rgb, width, height, 3);
        var planes = RgbPlanes.Of(PictureScaling.Resize(rgb, width, height, Side, Side), Side, Side);
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Side, Side]);
        using var options = new RunOptions();
        using var outputs = model.Session.Run(options, ["image"], [input], ["sky"]);
        return PictureScaling.Bilinear(outputs[0].GetTensorDataAsSpan<float>(), Side, Side, width, height);
    }

    /// <summary>Probability of sky of each picture of a batch, in order.</summary>
    /// <param name="pictures">RGB bytes and sides of each.</param>
    /// <returns>One map a picture, at its own size.</returns>
    public IEnumerable<float[]> Probabilities(IEnumerable<(byte[] Rgb, int Width, int Height)> pictures) =>
        pictures.Select(picture => Probability(picture.Rgb, picture.Width, picture.Height));

    /// <summary>The sky as a mask: where its probability is at least one half.</summary>
    /// <inheritdoc cref="Probability"/>
    public bool[] Mask(byte[] rgb, int width, int height) => Array.ConvertAll(Probability(rgb, width, height), p => p >= 0.5f);
}
