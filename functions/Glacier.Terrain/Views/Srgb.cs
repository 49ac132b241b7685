namespace Glacier.Terrain.Views;

/// <summary>The gamma code of sRGB (IEC 61966-2-1), between linear light and what is displayed, both 0 to 1.</summary>
public static class Srgb
{
    /// <summary>Linear light as it is displayed.</summary>
    public static double Display(double linear) => linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;

    /// <summary>What is displayed as linear light.</summary>
    public static double Linear(double display) => display <= 0.04045 ? display / 12.92 : Math.Pow((display + 0.055) / 1.055, 2.4);
}
