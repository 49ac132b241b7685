using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>A picture of a DEM shaded from geometry alone.</summary>
public static class SurveyStyle
{
    /// <summary>Paints what the camera sees, supersampled.</summary>
    /// <param name="dem">Elevations in metres; NaN cells are holes.</param>
    /// <param name="ice">Ice mask on the DEM's grid; null for none.</param>
    /// <param name="camera">The camera, the same for all years.</param>
    /// <param name="options">Light and weather; <see cref="SurveyStyleOptions.For"/> suggests some.</param>
    /// <returns>width × height × 3 bytes, sRGB, row-major from the top left.</returns>
    /// <exception cref="ArgumentException">The camera is not valid, its eye is below the ground, or a mask has another size.</exception>
    public static byte[] Render(Raster dem, bool[]? ice, Camera camera, SurveyStyleOptions options)
        => throw new InvalidOperationException("in preparation");
}
