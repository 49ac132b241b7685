namespace Glacier.Terrain.Simulation;

/// <summary>Gradient noise on the plane (Perlin 2002, quintic fade), the same for a seed on every machine.</summary>
/// <param name="seed">Another seed is other noise.</param>
public readonly struct GradientNoise(int seed)
{
    /// <summary>Smooth noise of zero mean between about −1 and 1 with features of size 1.</summary>
    public double At(double x, double y)
    {
        var (fx, fy) = (Math.Floor(x), Math.Floor(y));
        var (ix, iy) = ((int)fx, (int)fy);
        var (u, v) = (x - fx, y - fy);
        var (fadeU, fadeV) = (Fade(u), Fade(v));
        var north = Mix(Corner(ix, iy, u, v), Corner(ix + 1, iy, u - 1, v), fadeU);
        var south = Mix(Corner(ix, iy + 1, u, v - 1), Corner(ix + 1, iy + 1, u - 1, v - 1), fadeU);
        return 1.5 * Mix(north, south, fadeV);
    }

    /// <summary>Sum of octaves, each half as large and half as strong as the one before.</summary>
    public double Fractal(double x, double y, int octaves)
    {
        var (sum, amplitude) = (0.0, 0.5);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += amplitude * At(x + (17.3 * octave), y - (9.1 * octave));
            (x, y, amplitude) = (2 * x, 2 * y, 0.5 * amplitude);
        }

        return sum;
    }

    /// <summary>Ridged multifractal (Musgrave, in Ebert et al. 2003, chapter 16), about 0 in valleys to 1 on crests.</summary>
    public double Ridged(double x, double y, int octaves)
    {
        var (sum, weight, amplitude, total) = (0.0, 1.0, 1.0, 0.0);
        for (var octave = 0; octave < octaves; octave++)
        {
            var signal = 1 - Math.Abs(At(x + (5.7 * octave), y + (13.9 * octave)));
            signal *= signal * weight;
            weight = Math.Clamp(1.6 * signal, 0, 1);
            sum += signal * amplitude;
            total += amplitude;
            (x, y, amplitude) = (2.1 * x, 2.1 * y, 0.48 * amplitude);
        }

        return sum / total;
    }

    /// <summary>A uniform number from 0 to 1 for a cell.</summary>
    public double Uniform(int x, int y) => Hash(x, y) * (1.0 / uint.MaxValue);

    private double Corner(int x, int y, double dx, double dy)
    {
        var (sin, cos) = Math.SinCos(Hash(x, y) * (Math.Tau / uint.MaxValue));
        return (cos * dx) + (sin * dy);
    }

    private uint Hash(int x, int y)
    {
        var h = unchecked(((uint)x * 0x9E3779B1) ^ ((uint)y * 0x85EBCA77) ^ ((uint)seed * 0xC2B2AE3D));
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6D);
        h = unchecked((h ^ (h >> 12)) * 0x297A2D39);
        return h ^ (h >> 15);
    }

    private static double Fade(double t) => t * t * t * ((t * ((t * 6) - 15)) + 10);

    private static double Mix(double a, double b, double weight) => a + (weight * (b - a));
}
