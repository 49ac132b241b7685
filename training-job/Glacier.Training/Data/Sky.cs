using Glacier.Vision.Onnx;
using Glacier.Vision.Segmentation;

namespace Glacier.Training.Data;

/// <summary>Finds the sky of photographs that come without a mask.</summary>
public static class Sky
{
    /// <summary>A finder that loads the segmentation network at its first use; safe to call from several threads.</summary>
    /// <returns>(RGB, width, height) to the mask, true in the sky.</returns>
    public static Func<byte[], int, int, bool[]> Finder()
    {
        var segmenter = new Lazy<SkySegmenter>(() => SkySegmenter.From(ModelCatalogue.OfProgram()));
        return (rgb, width, height) => segmenter.Value.Mask(rgb, width, height);
    }
}
