using Glacier.Terrain.Rasters;
using Glacier.Terrain.Views;

namespace Glacier.Pipeline.Views;

/// <summary>What a view shows: a surface, its ice, its light.</summary>
/// <param name="Dem">The surface.</param>
/// <param name="Ice">Ice mask on the surface's grid, or null.</param>
/// <param name="Look">Light and weather, and of a moment between two surveys the fraction of ice and what the ground's pattern hangs on.</param>
public sealed record PaintedGround(Raster Dem, bool[]? Ice, SurveyStyleOptions Look);

/// <summary>Another way to paint a view than the survey style.</summary>
/// <param name="Style">Name of the style.</param>
/// <param name="Paint">From the ground, its view, the view's survey picture and its ice cover to width × height × 3 bytes. Views of the same ground (the same reference) share what is made once for it.</param>
/// <param name="Description">What was used, for <c>view.json</c>.</param>
public sealed record Painting(string Style, Func<PaintedGround, View, byte[], float[], byte[]> Paint, object Description);
