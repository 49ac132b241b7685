using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Views;

/// <summary>
/// The bilinear surface of a DEM, ready for rays: a pyramid of largest elevations over its cells (maximum mipmaps, Tevs, Ihrke and Seidel 2008), so that a ray
/// crosses empty space in large steps and solves the quadratic of a cell's patch only where it may meet it. A cell with a NaN corner is a hole.
/// </summary>
internal sealed class Surface
{
    private readonly float[] _values;
    private readonly float[][] _highest;
    private readonly int[] _levelWidth;
    private readonly int _width;
    private readonly int _cellsAcross;
    private readonly int _cellsDown;

    public Surface(Raster dem)
    {
        Dem = dem;
        _values = dem.Values;
        _width = dem.Width;
        _cellsAcross = dem.Width - 1;
        _cellsDown = dem.Height - 1;
        var across = Math.Max(_cellsAcross, 0);
        var down = Math.Max(_cellsDown, 0);
        var levels = new List<float[]> { CellMaxima(across, down) };
        var widths = new List<int> { across };
        while (across > 1 || down > 1)
        {
            var (nextAcross, nextDown) = ((across + 1) / 2, (down + 1) / 2);
            levels.Add(Halve(levels[^1], across, down, nextAcross, nextDown));
            widths.Add(nextAcross);
            (across, down) = (nextAcross, nextDown);
        }

        _highest = [.. levels];
        _levelWidth = [.. widths];
        Highest = across * down == 0 ? float.NegativeInfinity : _highest[^1][0];
    }

    public Raster Dem { get; }

    /// <summary>Largest elevation of all cells; −∞ where there is none.</summary>
    public float Highest { get; }

    /// <summary>A camera's eye in this surface's grid: cell coordinates (0, 0 = centre of the top-left pixel) and the grid's cells per metre.</summary>
    public RayFan From(Camera camera) => new(
        ((camera.EyeX - Dem.Transform.West) / Dem.Transform.PixelWidth) - 0.5,
        ((Dem.Transform.North - camera.EyeY) / Dem.Transform.PixelHeight) - 0.5,
        camera.EyeZ, 1 / Dem.Transform.PixelWidth, -1 / Dem.Transform.PixelHeight, camera.Drop);

    /// <summary>First crossing of the surface from above along a ray.</summary>
    /// <param name="fan">Where the ray starts.</param>
    /// <param name="x">East component of its direction, metres per unit of the parameter.</param>
    /// <param name="y">North component.</param>
    /// <param name="z">Up component.</param>
    /// <param name="from">Parameter to start at.</param>
    /// <returns>The parameter of the crossing; NaN where there is none.</returns>
    public double Trace(in RayFan fan, double x, double y, double z, double from)
    {
        var du = x * fan.CellsPerMetreX;
        var dv = y * fan.CellsPerMetreY;
        var bend = fan.Drop * ((x * x) + (y * y));
        var (near, far) = (from, double.PositiveInfinity);
        if (_cellsAcross < 1 || _cellsDown < 1 || !Clip(fan.U, du, _cellsAcross, ref near, ref far) || !Clip(fan.V, dv, _cellsDown, ref near, ref far) || near > far)
        {
            return double.NaN;
        }

        var inverseU = du == 0 ? double.PositiveInfinity : 1 / du;
        var inverseV = dv == 0 ? double.PositiveInfinity : 1 / dv;
        var s = near;
        var column = Math.Clamp((int)Math.Floor(fan.U + (du * s)), 0, _cellsAcross - 1);
        var row = Math.Clamp((int)Math.Floor(fan.V + (dv * s)), 0, _cellsDown - 1);
        var level = Math.Min(_highest.Length - 1, 4);
        var height = fan.Z + (s * (z + (bend * s)));
        while (true)
        {
            var nodeColumn = column >> level;
            var nodeRow = row >> level;
            // where the ray leaves the node
            var exitU = du > 0 ? (((double)((nodeColumn + 1) << level)) - fan.U) * inverseU : du < 0 ? (((double)(nodeColumn << level)) - fan.U) * inverseU : double.PositiveInfinity;
            var exitV = dv > 0 ? (((double)((nodeRow + 1) << level)) - fan.V) * inverseV : dv < 0 ? (((double)(nodeRow << level)) - fan.V) * inverseV : double.PositiveInfinity;
            var exit = Math.Max(Math.Min(Math.Min(exitU, exitV), far), s);
            if (double.IsInfinity(exit))
            {
                return Vertical(fan, z, column, row, s);
            }

            var heightAtExit = fan.Z + (exit * (z + (bend * exit)));
            // the ray's height is convex in the parameter: it sags below its chord by at most bend (exit − s)² / 4
            var lowest = Math.Min(height, heightAtExit) - (0.25 * bend * (exit - s) * (exit - s));
            if (lowest <= _highest[level][(nodeRow * _levelWidth[level]) + nodeColumn])
            {
                if (level > 0)
                {
                    level--;
                    continue;
                }

                var hit = Solve(fan, du, dv, z, bend, column, row, s, exit);
                if (hit >= 0)
                {
                    return hit;
                }
            }

            if (exit >= far || (z > 0 && heightAtExit > Highest))
            {
                return double.NaN;
            }

            var (oldColumn, oldRow) = (nodeColumn >> 1, nodeRow >> 1);
            if (exitU <= exitV)
            {
                column = du > 0 ? (nodeColumn + 1) << level : (nodeColumn << level) - 1;
                row = Math.Clamp((int)Math.Floor(fan.V + (dv * exit)), nodeRow << level, ((nodeRow + 1) << level) - 1);
            }
            else
            {
                row = dv > 0 ? (nodeRow + 1) << level : (nodeRow << level) - 1;
                column = Math.Clamp((int)Math.Floor(fan.U + (du * exit)), nodeColumn << level, ((nodeColumn + 1) << level) - 1);
            }

            if ((uint)column >= (uint)_cellsAcross || (uint)row >= (uint)_cellsDown)
            {
                return double.NaN;
            }

            s = exit;
            height = heightAtExit;
            if (level < _highest.Length - 1 && (column >> (level + 1) != oldColumn || row >> (level + 1) != oldRow))
            {
                level++;
            }
        }
    }

    /// <summary>Elevation and gradient (per metre, east and north) of the surface at grid coordinates inside the grid; NaN in holes.</summary>
    public (double Z, double SlopeX, double SlopeY) At(double u, double v)
    {
        var column = Math.Clamp((int)Math.Floor(u), 0, Math.Max(_cellsAcross - 1, 0));
        var row = Math.Clamp((int)Math.Floor(v), 0, Math.Max(_cellsDown - 1, 0));
        var i = (row * _width) + column;
        var right = _cellsAcross > 0 ? 1 : 0;
        var below = _cellsDown > 0 ? _width : 0;
        double h00 = _values[i], h10 = _values[i + right], h01 = _values[i + below], h11 = _values[i + below + right];
        var (a, b) = (u - column, v - row);
        var twist = h11 - h10 - h01 + h00;
        return (h00 + ((h10 - h00) * a) + ((h01 - h00) * b) + (twist * a * b),
            (h10 - h00 + (twist * b)) / Dem.Transform.PixelWidth, -(h01 - h00 + (twist * a)) / Dem.Transform.PixelHeight);
    }

    /// <summary>Largest elevation of the cells that meet a box of grid coordinates, or more; −∞ outside the grid.</summary>
    public float HighestWithin(double u0, double v0, double u1, double v1)
    {
        if (_cellsAcross < 1 || _cellsDown < 1 || u1 < 0 || v1 < 0 || u0 > _cellsAcross || v0 > _cellsDown)
        {
            return float.NegativeInfinity;
        }

        var (left, right) = ((int)Math.Max(u0, 0), (int)Math.Min(u1, _cellsAcross - 1));
        var (top, bottom) = ((int)Math.Max(v0, 0), (int)Math.Min(v1, _cellsDown - 1));
        (left, top) = (Math.Min(left, right), Math.Min(top, bottom));
        var level = 0;
        while (level < _highest.Length - 1 && ((right >> level) - (left >> level) > 2 || (bottom >> level) - (top >> level) > 2))
        {
            level++;
        }

        var most = float.NegativeInfinity;
        for (var r = top >> level; r <= bottom >> level; r++)
        {
            for (var c = left >> level; c <= right >> level; c++)
            {
                most = Math.Max(most, _highest[level][(r * _levelWidth[level]) + c]);
            }
        }

        return most;
    }

    /// <summary>The four corners of a cell: north-west, north-east, south-west, south-east.</summary>
    public (float, float, float, float) Corners(int column, int row)
    {
        var i = (row * _width) + column;
        return (_values[i], _values[i + 1], _values[i + _width], _values[i + _width + 1]);
    }

    private static bool Clip(double start, double step, int cells, ref double near, ref double far)
    {
        if (step == 0)
        {
            return start >= 0 && start <= cells;
        }

        var (a, b) = (-start / step, (cells - start) / step);
        near = Math.Max(near, Math.Min(a, b));
        far = Math.Min(far, Math.Max(a, b));
        return near <= far;
    }

    // the ray runs straight up or down inside one cell
    private double Vertical(in RayFan fan, double z, int column, int row, double from)
    {
        var (a, b) = (fan.U - column, fan.V - row);
        var (h00, h10, h01, h11) = Corners(column, row);
        var ground = h00 + ((h10 - h00) * a) + ((h01 - h00) * b) + ((h11 - h10 - h01 + h00) * a * b);
        var s = z < 0 ? (ground - fan.Z) / z : double.NaN;
        return s >= from ? s : double.NaN;
    }

    // ray height minus patch is A τ² + B τ + C with τ from the cell's entry; the crossing from above is the root with negative derivative
    private double Solve(in RayFan fan, double du, double dv, double z, double bend, int column, int row, double entry, double exit)
    {
        var i = (row * _width) + column;
        double h00 = _values[i], h10 = _values[i + 1], h01 = _values[i + _width], h11 = _values[i + _width + 1];
        var a = fan.U + (du * entry) - column;
        var b = fan.V + (dv * entry) - row;
        var east = h10 - h00;
        var south = h01 - h00;
        var twist = h11 - h10 - h01 + h00;
        var quadratic = bend - (twist * du * dv);
        var linear = z + (2 * bend * entry) - (east * du) - (south * dv) - (twist * ((a * dv) + (b * du)));
        var constant = fan.Z + (entry * (z + (bend * entry))) - (h00 + (east * a) + (south * b) + (twist * a * b));
        // rounding at the border between two cells must not let the ray slip through
        if (constant <= 0 && constant > -1e-6 && linear < 0)
        {
            return entry;
        }

        var discriminant = (linear * linear) - (4 * quadratic * constant);
        if (!(discriminant >= 0))
        {
            return -1;
        }

        var root = Math.Sqrt(discriminant);
        var step = linear < 0 ? 2 * constant / (root - linear) : (-linear - root) / (2 * quadratic);
        var slack = 1e-9 * (exit - entry);
        return step >= -slack && step <= exit - entry + slack ? Math.Max(entry + step, 0) : -1;
    }

    private float[] CellMaxima(int across, int down)
    {
        var maxima = new float[across * down];
        Parallel.For(0, down, row =>
        {
            var above = _values.AsSpan(row * _width, _width);
            var below = _values.AsSpan((row + 1) * _width, _width);
            var target = maxima.AsSpan(row * across, across);
            for (var c = 0; c < across; c++)
            {
                // Math.Max hands NaN on, which marks the hole
                var most = Math.Max(Math.Max(above[c], above[c + 1]), Math.Max(below[c], below[c + 1]));
                target[c] = float.IsNaN(most) ? float.NegativeInfinity : most;
            }
        });
        return maxima;
    }

    private static float[] Halve(float[] source, int across, int down, int nextAcross, int nextDown)
    {
        var maxima = new float[nextAcross * nextDown];
        for (var r = 0; r < nextDown; r++)
        {
            var above = 2 * r * across;
            var below = Math.Min((2 * r) + 1, down - 1) * across;
            for (var c = 0; c < nextAcross; c++)
            {
                var right = Math.Min((2 * c) + 1, across - 1);
                maxima[(r * nextAcross) + c] = Math.Max(Math.Max(source[above + (2 * c)], source[above + right]), Math.Max(source[below + (2 * c)], source[below + right]));
            }
        }

        return maxima;
    }
}

/// <summary>Common start of rays on a grid: cell coordinates, elevation, cells per metre east and north (negative: rows run south), apparent drop.</summary>
internal readonly record struct RayFan(double U, double V, double Z, double CellsPerMetreX, double CellsPerMetreY, double Drop);
