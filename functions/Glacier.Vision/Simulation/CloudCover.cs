using Glacier.Terrain.Simulation;

namespace Glacier.Vision.Simulation;

/// <summary>Clouds over a simulated scene, and their shadows.</summary>
/// <param name="seed">Of their shapes.</param>
/// <param name="cover">Share of the sky, about; 0: none.</param>
public sealed class CloudCover(int seed, double cover)
{
    private const double ShadowEast = 260;
    private const double ShadowNorth = 340;

    private static readonly double[] s_albedo = [0.66, 0.66, 0.67, 0.70, 0.45, 0.34];

    private readonly GradientNoise _noise = new(seed + 3);

    /// <summary>Opacity at a place, 0…0.97.</summary>
    public double At(double x, double y)
    {
        if (cover <= 0)
        {
            return 0;
        }

        var density = _noise.Fractal(x / 1400, y / 1400, 5) - (0.3 - (0.6 * cover));
        return Math.Clamp(density / 0.25, 0, 0.97);
    }

    /// <summary>Shadow on the ground, 0…0.97.</summary>
    public double Shadow(double x, double y) => At(x - ShadowEast, y + ShadowNorth);

    /// <summary>Reflectance of the cloud by band of <see cref="GroundCover.Bands"/>.</summary>
    public double Albedo(double x, double y, int band) => s_albedo[band] * (1 + (0.2 * _noise.Fractal(x / 300, y / 300, 3)));
}
