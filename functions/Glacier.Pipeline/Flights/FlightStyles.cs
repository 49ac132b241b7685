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

    /// <summary>Names of the styles, those that views have and flights do not have yet among them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Survey, "photo", "photo3d"];

    /// <summary>Names of the styles that can be painted now.</summary>
    public static IReadOnlyList<string> Available { get; } = [Survey, "photo"];

    /// <summary>What paints a style.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="models">The networks.</param>
    /// <param name="photo">The look of the style photo.</param>
    /// <returns>Null for the survey style, which is painted from geometry alone.</returns>
    /// <exception cref="InvalidInputException"><c>no-such-style</c>, or the network is absent or damaged.</exception>
    public static Painting? Of(string name, ModelCatalogue models, PhotoStyleOptions photo) => name switch
    {
        Survey => null,
        "photo" => PhotoPainting.By(models, photo),
        "photo3d" => throw new InvalidInputException(
            "photo3d", "no-such-style", "a flight in the style photo3d, whose world holds one year", "survey or photo", "Flights are not painted in photo3d yet: use --style photo or survey, or glacier view --style photo3d."),
        _ => throw new InvalidInputException(name, "no-such-style", $"the style '{name}'", string.Join(", ", Names), "Choose one of these."),
    };
}
