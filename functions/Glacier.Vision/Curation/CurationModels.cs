using Glacier.Vision.Onnx;
using Glacier.Vision.Pictures;
using Glacier.Vision.Segmentation;

namespace Glacier.Vision.Curation;

/// <summary>What looks at the photographs.</summary>
/// <param name="Sky">The sky of a photograph, width × height.</param>
/// <param name="SkyName">What finds it, for the manifest; results of another name are not taken up again.</param>
/// <param name="Features">Features of a photograph, all of one length.</param>
/// <param name="FeatureName">What describes it.</param>
/// <param name="Text">Features of a text in the same space; null where the features know no texts.</param>
public sealed record CurationModels(
    Func<Photograph, bool[]> Sky, string SkyName, Func<Photograph, float[]> Features, string FeatureName, Func<string, float[]>? Text = null)
{
    /// <summary>The models of a catalogue: CLIP where its files are at hand or may be downloaded, else SqueezeNet's features.</summary>
    /// <param name="catalogue">Stays the caller's.</param>
    /// <param name="download">Whether CLIP is fetched (about 420 MB) when it is not at hand.</param>
    /// <exception cref="Terrain.InvalidInputException">A model is absent or refused.</exception>
    public static CurationModels From(ModelCatalogue catalogue, bool download)
    {
        var segmenter = SkySegmenter.From(catalogue);
        Func<Photograph, bool[]> sky = photo => segmenter.Mask(photo.Rgb, photo.Width, photo.Height);
        if (download || Clip.ModelNames.All(catalogue.IsAtHand))
        {
            var clip = Clip.From(catalogue);
            return new(sky, SkySegmenter.ModelName, clip.Of, "CLIP ViT-B/32", clip.Of);
        }

        var descriptor = SqueezeNetDescriptor.From(catalogue);
        return new(sky, SkySegmenter.ModelName, photo => descriptor.Of(photo.Rgb, photo.Width, photo.Height), $"{SqueezeNetDescriptor.ModelName}, features in three bands");
    }
}
