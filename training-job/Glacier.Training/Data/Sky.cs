using Glacier.Vision.Onnx;
using Glacier.Vision.Segmentation;

namespace Glacier.Training.Data;

/// <summary>Finds the sky of photographs that come without a mask.</summary>
public static class Sky
{
    /// <summary>A finder that loads the segmentation network at its first use; safe to call from several threads.</summary>
    /// <param name="models">Folder of model cards; null: <c>models</c> below <c>GLACIER_ROOT</c> or the current folder.</param>
    public static Func<byte[], int, int, bool[]> Finder(string? models = null)
    {
        var segmenter = new Lazy<SkySegmenter>(() => SkySegmenter.From(new ModelCatalogue(models ?? Path.Combine(Environment.GetEnvironmentVariable("GLACIER_ROOT") ?? ".", "models"))));
        return (rgb, width, height) => segmenter.Value.Mask(rgb, width, height);
    }
}
