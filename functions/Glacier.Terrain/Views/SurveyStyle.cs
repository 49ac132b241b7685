using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>A picture of a DEM shaded from geometry alone: rock, meadow, moraine, ice, firn, sun and shadow, haze, sky. No network takes part.</summary>
public static class SurveyStyle
{
    /// <summary>Paints what the camera sees, supersampled.</summary>
    /// <param name="dem">Elevations in metres; voids that terrain surrounds are closed smoothly for the picture, those at the border stay open.</param>
    /// <param name="ice">Ice mask on the DEM's grid; null for none.</param>
    /// <param name="camera">The camera, the same for all years.</param>
    /// <param name="options">Light and weather; <see cref="SurveyStyleOptions.For"/> suggests some.</param>
    /// <returns>width × height × 3 bytes, sRGB, row-major from the top left.</returns>
    /// <exception cref="ArgumentException">The camera is not valid, its eye is outside the DEM or below the ground, or a mask has another size.</exception>
    public static byte[] Render(Raster dem, bool[]? ice, Camera camera, SurveyStyleOptions options)
    {
        ViewRenderer.Check(dem, camera, ice);
        return new SurveyScene(dem, ice, options).Render(camera);
    }
}

/// <summary>Linear light to sRGB bytes.</summary>
public static class ToneMapping
{
    private const float Exposure = 1.42f;
    private static readonly byte[] Encode = Table();

    /// <summary>Filmic curve (Narkowicz 2015's fit of ACES, softened): per channel into 0 … 1, linear.</summary>
    public static Vector3 Curve(Vector3 light)
    {
        var x = Vector3.Max(light, Vector3.Zero) * Exposure * 0.62f;
        var mapped = (x * ((2.51f * x) + new Vector3(0.03f))) / ((x * ((2.43f * x) + new Vector3(0.59f))) + new Vector3(0.14f));
        return Vector3.Clamp(mapped, Vector3.Zero, Vector3.One);
    }

    /// <summary>Writes three sRGB bytes.</summary>
    public static void Store(Vector3 linear, Span<byte> target)
    {
        target[0] = Encode[(int)(linear.X * 4095)];
        target[1] = Encode[(int)(linear.Y * 4095)];
        target[2] = Encode[(int)(linear.Z * 4095)];
    }

    private static byte[] Table()
    {
        var table = new byte[4096];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)Math.Round(255 * Srgb.Display(i / 4095.0));
        }

        return table;
    }
}
