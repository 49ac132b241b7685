using Glacier.Pipeline.Views;
using Glacier.Terrain;
using Glacier.Vision.Onnx;
using Glacier.Vision.Scenery;

namespace Glacier.Pipeline.Flights;

/// <summary>The styles a flight can be painted in.</summary>
public static class FlightStyles
{
    /// <summary>The style that needs no network.</summary>
    public const string Survey = "survey";

    /// <summary>Names of the styles.</summary>
    public static IReadOnlyList<string> Names { get; } = [Survey, "photo", "photo3d"];

    /// <summary>What paints a style.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="models">The networks.</param>
    /// <param name="photo">The look of the styles photo and photo3d.</param>
    /// <returns>Null for the survey style, which is painted from geometry alone.</returns>
    /// <exception cref="InvalidInputException"><c>no-such-style</c>, or a network is absent or damaged.</exception>
    public static Painting? Of(string name, ModelCatalogue models, PhotoStyleOptions photo) => name switch
    {
        Survey => null,
        "photo" => PhotoPainting.By(models, photo),
        "photo3d" => Photo3dPainting.By(models, photo),
        _ => throw new InvalidInputException(name, "no-such-style", $"the style '{name}'", string.Join(", ", Names), "Choose one of these."),
    };
}
