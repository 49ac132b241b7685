using Glacier.Terrain.Rasters;
using Glacier.Vision.Velocity.Flow;

namespace Glacier.Vision.Velocity.Simulation;

/// <summary>Where ice goes in a steady velocity field.</summary>
/// <param name="east">Velocity to the east, m/yr.</param>
/// <param name="north">Velocity to the north, m/yr, on the same grid.</param>
public sealed class FlowMap(Raster east, Raster north)
{
    /// <summary>Velocity at a map position, bicubic.</summary>
    public (double East, double North) At(double x, double y)
    {
        var (column, row) = east.Transform.ToPixel(x, y);
        return (Bicubic.Sample(east.Values, east.Width, east.Height, column - 0.5, row - 0.5), Bicubic.Sample(north.Values, north.Width, north.Height, column - 0.5, row - 0.5));
    }

    /// <summary>Where a particle is some years later (or earlier, when negative): Runge–Kutta of fourth order, steps of at most a third of a pixel's width.</summary>
    public (double X, double Y) Follow(double x, double y, double years)
    {
        var (u, v) = At(x, y);
        var speed = Math.Sqrt((u * u) + (v * v));
        var steps = Math.Clamp((int)Math.Ceiling(3 * speed * Math.Abs(years) / east.Transform.PixelWidth), 1, 1000);
        var h = years / steps;
        for (var k = 0; k < steps; k++)
        {
            var (u1, v1) = At(x, y);
            var (u2, v2) = At(x + (0.5 * h * u1), y + (0.5 * h * v1));
            var (u3, v3) = At(x + (0.5 * h * u2), y + (0.5 * h * v2));
            var (u4, v4) = At(x + (h * u3), y + (h * v3));
            x += h * (u1 + (2 * u2) + (2 * u3) + u4) / 6;
            y += h * (v1 + (2 * v2) + (2 * v3) + v4) / 6;
        }

        return (x, y);
    }
}
