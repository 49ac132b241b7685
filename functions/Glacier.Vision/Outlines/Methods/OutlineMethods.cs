using Glacier.Terrain;
using Glacier.Vision.Onnx;

namespace Glacier.Vision.Outlines.Methods;

/// <summary>The outline methods by name.</summary>
public static class OutlineMethods
{
    private const double CoarsestPixel = 30.5;

    /// <summary>Names, best first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Glavitu.Name, BandRatio.Name];

    /// <summary>Name and version of the method that <see cref="Of"/> takes of none named, without loading it.</summary>
    public static (string Name, string Version) Best(ModelCatalogue catalogue) =>
        catalogue.IsAtHand(Glavitu.Name) ? (Glavitu.Name, catalogue.Card(Glavitu.Name)!.Sha256) : (BandRatio.Name, BandRatio.Method().Version);

    /// <summary>The method to use where nobody named one: the network knows pixels of about 10 m, so that coarser ones than Landsat's are left to the band ratio, which has no scale.</summary>
    /// <param name="best">What <see cref="Of"/> gave.</param>
    /// <param name="pixel">Pixel size of the scene, metres.</param>
    public static OutlineMethod Suited(OutlineMethod best, double pixel) => best.Name == Glavitu.Name && pixel > CoarsestPixel ? BandRatio.Method() : best;

    /// <summary>A method.</summary>
    /// <param name="name">One of <see cref="Names"/>; null: the network where it is at hand, else the band ratio.</param>
    /// <param name="catalogue">Models.</param>
    /// <param name="turned">Test-time augmentation of the network.</param>
    /// <param name="dropoutRuns">Monte-Carlo dropout runs of the network; 0: none.</param>
    /// <exception cref="ArgumentException">No such method.</exception>
    /// <exception cref="InvalidInputException"><c>no-model-card</c> and others: the network was asked for and is not there.</exception>
    public static OutlineMethod Of(string? name, ModelCatalogue catalogue, bool turned = false, int dropoutRuns = 0) => name switch
    {
        null => catalogue.IsAtHand(Glavitu.Name) ? Glavitu.Method(catalogue, turned, dropoutRuns) : BandRatio.Method(),
        Glavitu.Name => Glavitu.Method(catalogue, turned, dropoutRuns),
        BandRatio.Name => BandRatio.Method(),
        _ => throw new ArgumentException($"no method '{name}'; there are {string.Join(", ", Names)}", nameof(name)),
    };
}
