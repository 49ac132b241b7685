using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;
using Glacier.Vision.Scenery3d;

namespace Glacier.Pipeline.Views;

/// <summary>The networks that a style paints by.</summary>
public static class StyleNetworks
{
    /// <summary>Names them by their hashes: a network trained anew paints other pictures.</summary>
    /// <param name="style">Name of the style.</param>
    /// <param name="models">The networks.</param>
    /// <param name="seed">The look.</param>
    /// <returns>Null for the survey style, which needs none.</returns>
    public static string? Key(string style, ModelCatalogue models, int seed)
    {
        return style switch
        {
            "photo" => $"{Hash(SceneryModel.Bundled)} {seed}",
            "photo3d" => $"{Hash(Scenery3dModel.LayoutName)} {Hash(Scenery3dModel.FrameName)} {Hash(SceneryModel.Bundled)} {seed}",
            _ => null,
        };

        string? Hash(string model) => models.Card(model)?.Sha256;
    }
}
