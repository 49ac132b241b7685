using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>The horizon around a point.</summary>
public static class Skyline
{
    /// <summary>Largest elevation angle of the terrain per azimuth, with Earth curvature and refraction; exact along the bilinear surface, without a step.</summary>
    /// <param name="dem">Elevations in metres; NaN cells are holes.</param>
    /// <param name="x">Map x of the eye, metres.</param>
    /// <param name="y">Map y of the eye, metres.</param>
    /// <param name="z">Elevation of the eye, metres.</param>
    /// <param name="azimuths">Number of azimuths, evenly spread clockwise from north (the first).</param>
    /// <param name="refraction">Coefficient of terrestrial refraction; null for a flat Earth.</param>
    /// <param name="nearestMetres">Terrain nearer than this is left out; positive.</param>
    /// <returns>Elevation angles in degrees; NaN where the azimuth meets no terrain.</returns>
    /// <remarks>
    /// Along an azimuth the patch of a cell is a quadratic of the distance s, so that the tangent (α + β s + γ s²) / s is largest at the cell's
    /// borders or, for α and γ negative, at s = √(α / γ).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">No azimuth, or the nearest distance is not positive.</exception>
    public static double[] Angles(Raster dem, double x, double y, double z, int azimuths, double? refraction = Camera.StandardRefraction, double nearestMetres = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(azimuths, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nearestMetres);
        var angles = new double[azimuths];
        var (column, row) = dem.Transform.ToPixel(x, y);
        var drop = Camera.DropOf(refraction);
        Parallel.For(0, azimuths, i =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / azimuths);
            var tangent = Along(dem, column - 0.5, row - 0.5, z, sine / dem.Transform.PixelWidth, -cosine / dem.Transform.PixelHeight, drop, nearestMetres);
            angles[i] = double.IsNegativeInfinity(tangent) ? double.NaN : Math.Atan(tangent) * 180 / Math.PI;
        });
        return angles;
    }

    private static double Along(Raster dem, double u, double v, double z, double du, double dv, double drop, double nearest)
    {
        var (cellsAcross, cellsDown) = (dem.Width - 1, dem.Height - 1);
        var (near, far) = (nearest, double.PositiveInfinity);
        if (cellsAcross < 1 || cellsDown < 1 || !Clip(u, du, cellsAcross, ref near, ref far) || !Clip(v, dv, cellsDown, ref near, ref far))
        {
            return double.NegativeInfinity;
        }

        var best = double.NegativeInfinity;
        var column = Math.Clamp((int)Math.Floor(u + (du * near)), 0, cellsAcross - 1);
        var row = Math.Clamp((int)Math.Floor(v + (dv * near)), 0, cellsDown - 1);
        var values = dem.Values;
        for (var s = near; s < far && (uint)column < (uint)cellsAcross && (uint)row < (uint)cellsDown;)
        {
            var exitU = du > 0 ? (column + 1 - u) / du : du < 0 ? (column - u) / du : double.PositiveInfinity;
            var exitV = dv > 0 ? (row + 1 - v) / dv : dv < 0 ? (row - v) / dv : double.PositiveInfinity;
            // on a border that the azimuth runs along, rounding may put the exit before the entry
            var exit = Math.Max(Math.Min(Math.Min(exitU, exitV), far), s);
            var i = (row * dem.Width) + column;
            double h00 = values[i], h10 = values[i + 1], h01 = values[i + dem.Width], h11 = values[i + dem.Width + 1];
            var (east, south, twist) = (h10 - h00, h01 - h00, h11 - h10 - h01 + h00);
            var (a, b) = (u - column, v - row);
            var constant = h00 + (east * a) + (south * b) + (twist * a * b) - z;
            var linear = (east * du) + (south * dv) + (twist * ((a * dv) + (b * du)));
            var quadratic = (twist * du * dv) - drop;
            // comparisons with the NaN of a hole are false
            best = Larger(best, (constant / s) + linear + (quadratic * s));
            best = Larger(best, (constant / exit) + linear + (quadratic * exit));
            if (constant < 0 && quadratic < 0)
            {
                var summit = Math.Sqrt(constant / quadratic);
                if (summit > s && summit < exit)
                {
                    best = Larger(best, linear - (2 * Math.Sqrt(constant * quadratic)));
                }
            }

            if (exitU <= exitV)
            {
                column += du > 0 ? 1 : -1;
            }
            else
            {
                row += dv > 0 ? 1 : -1;
            }

            s = exit;
        }

        return best;
    }

    private static double Larger(double best, double candidate) => candidate > best ? candidate : best;

    private static bool Clip(double start, double step, int cells, ref double near, ref double far)
    {
        if (Math.Abs(step) < 1e-15)
        {
            return start >= 0 && start <= cells;
        }

        near = Math.Max(near, Math.Min(-start / step, (cells - start) / step));
        far = Math.Min(far, Math.Max(-start / step, (cells - start) / step));
        return near < far;
    }
}
