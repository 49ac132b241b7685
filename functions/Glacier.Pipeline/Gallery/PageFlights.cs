namespace Glacier.Pipeline.Gallery;

/// <summary>Flights over the glacier, and its terrain as 3D models.</summary>
/// <param name="Films">The flights' films, the first is shown first.</param>
/// <param name="Models">One model per survey.</param>
public sealed record PageFlights(IReadOnlyList<PageFilm> Films, IReadOnlyList<PageDownload> Models);
