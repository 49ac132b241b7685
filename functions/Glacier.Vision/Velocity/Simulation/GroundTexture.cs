using Glacier.Terrain.Simulation;

namespace Glacier.Vision.Velocity.Simulation;

/// <summary>Near-infrared reflectance of ice, rock and snow, as functions of place: ice is looked up where it was when the first image was taken.</summary>
internal sealed class GroundTexture(int seed, double pixelSize)
{
    private const int Directions = 6;

    private readonly GradientNoise _ice = new(seed);
    private readonly GradientNoise _crevasses = new(unchecked((seed * 31) + 7));
    private readonly GradientNoise _rock = new(unchecked((seed * 17) + 3));
    private readonly GradientNoise _snow = new(unchecked((seed * 13) + 11));

    /// <summary>Reflectance of ice: mottling, crevasses across the flow, ogives.</summary>
    /// <param name="x">Metres to the east, of the ice where it was.</param>
    /// <param name="y">Metres to the south.</param>
    /// <param name="elevation">Of the surface there.</param>
    /// <param name="flow">Direction of flow there, radians from east towards south.</param>
    /// <param name="speed">There, m/yr.</param>
    public double Ice(double x, double y, double elevation, double flow, double speed)
    {
        var albedo = 0.5 + (0.10 * _ice.Fractal(x / 420, y / 420, 3)) + (0.13 * _ice.Fractal((x / Wave(9)) + 31.7, (y / Wave(9)) - 12.1, 2));
        var fractured = Math.Clamp(0.5 + (1.6 * _ice.At((x / 520) - 7.3, (y / 520) + 2.9)) + Math.Min(speed / 250, 0.3), 0, 1);
        var lines = 0.0;
        for (var k = 0; k < Directions; k++)
        {
            // the pattern of each fixed direction counts as far as the flow goes that way, so that it bends with the flow and stays smooth
            var direction = k * Math.PI / Directions;
            var weight = Math.Cos(flow - direction);
            weight = Math.Pow(weight * weight, 4);
            if (weight > 0.02)
            {
                var (sin, cos) = Math.SinCos(direction);
                var along = (x * cos) + (y * sin);
                var across = (y * cos) - (x * sin);
                var ridge = 1 - (2.2 * Math.Abs(_crevasses.At((along / Wave(4.5)) + (19.1 * k), (across / Wave(14)) - (5.3 * k))));
                lines += weight * Math.Max(ridge, 0);
            }
        }

        var ogives = 0.03 * Math.Sin(2 * Math.PI * elevation / 14) * Math.Clamp(1.2 - (speed / 120), 0, 1);
        return albedo - (0.2 * fractured * lines) + ogives;
    }

    /// <summary>Reflectance of rock and debris.</summary>
    public double Rock(double x, double y) =>
        0.24 + (0.10 * _rock.Fractal(x / 300, y / 300, 3)) + (0.16 * _rock.Fractal((x / Wave(10)) + 3.3, (y / Wave(10)) + 8.8, 2));

    /// <summary>How deep a place lies in snow: above 0 it is covered.</summary>
    /// <param name="x">Metres to the east.</param>
    /// <param name="y">Metres to the south.</param>
    /// <param name="cover">Part of the ground covered, 0 to 0.5.</param>
    public double Snow(double x, double y, double cover)
    {
        // the noise's distribution is near normal with standard deviation 0.22
        var threshold = cover <= 0 ? double.PositiveInfinity : 0.22 * NormalQuantile(1 - cover);
        return _snow.Fractal(x / 260, y / 260, 4) - threshold;
    }

    // wavelengths in pixels: what is finer than the sensor sees would only alias
    private double Wave(double pixels) => pixels * pixelSize;

    // Abramowitz and Stegun 26.2.23, for the upper half
    private static double NormalQuantile(double p)
    {
        var t = Math.Sqrt(-2 * Math.Log(1 - p));
        return t - ((2.515517 + (0.802853 * t) + (0.010328 * t * t)) / (1 + (1.432788 * t) + (0.189269 * t * t) + (0.001308 * t * t * t)));
    }
}
