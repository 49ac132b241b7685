namespace Glacier.Terrain.Views;

/// <summary>What a camera sees of a DEM, per pixel, row-major from the top left.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Depth">Metres along the ray through the pixel's centre to the surface; NaN where it meets none (sky).</param>
/// <param name="Position">Three per pixel: east, north and up of the point hit, metres relative to the eye (true elevation, before the apparent drop); NaN in the sky.</param>
/// <param name="Normal">Three per pixel: upward unit normal of the bilinear surface there; NaN in the sky.</param>
/// <param name="Ice">True where the pixel of the DEM nearest to the point hit is ice.</param>
/// <param name="Skyline">Per column, at its middle: continuous row of the terrain's upper edge (0 = top of the picture) to about a hundredth of a pixel; NaN where the column shows no terrain, 0 where terrain fills it to the top.</param>
/// <param name="Coverage">Fraction of the pixel's samples that meet terrain, 0 to 1.</param>
public sealed record View(Camera Camera, float[] Depth, float[] Position, float[] Normal, bool[] Ice, float[] Skyline, float[] Coverage);

/// <summary>How a view is computed.</summary>
/// <param name="SamplesPerPixel">Rays per pixel: 1, 4, 9 or 16 in a regular pattern; with 1 only the centre is looked at.</param>
/// <param name="NearestMetres">Surface nearer than this along the ray is not seen.</param>
public sealed record ViewOptions(int SamplesPerPixel = 4, double NearestMetres = 0);
