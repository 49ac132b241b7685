using System.Numerics;
using System.Runtime.CompilerServices;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>The linear system of one linearisation: (J11 − α²Δ) u + J12 v = −J13, J12 u + (J22 − α²Δ) v = −J23 (Horn and Schunck 1981, section 12).</summary>
/// <remarks>
/// The flow lives in a frame one pixel wide that repeats the edge (no flux through the border). Relaxation visits the pixels like the two colours of a
/// chequerboard, so that rows can be shared out among processors and the result is the same on any number of them.
/// </remarks>
public sealed class HornSchunckSystem
{
    private static readonly Vector<int>[] s_alternate = [Alternate(0), Alternate(1)];

    private readonly int _stride;
    private readonly float _alpha2;
    private readonly float[] _b1;
    private readonly float[] _b2;
    private readonly float[] _i11;
    private readonly float[] _i12;
    private readonly float[] _i22;
    private readonly float[] _j11;
    private readonly float[] _j12;
    private readonly float[] _j22;
    private readonly bool[]? _region;
    private readonly bool[]? _margin;
    private readonly int[][]? _marginColumns;
    private readonly float _coupling;

    /// <summary>Sets the system up.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="alpha">Smoothness weight, above 0.</param>
    /// <param name="j11">Squared brightness gradient to the right per pixel, gathered over its neighbourhood; 0 where nothing is known.</param>
    /// <param name="j12">Product of both gradients.</param>
    /// <param name="j22">Squared gradient downwards.</param>
    /// <param name="j13">Gradient to the right times the brightness difference that remains without flow.</param>
    /// <param name="j23">Gradient downwards times that difference.</param>
    /// <param name="region">Part of the image across whose margin smoothness counts less; null: none.</param>
    /// <param name="coupling">What remains of it there, 0 to 1.</param>
    public HornSchunckSystem(
        int width, int height, double alpha, float[] j11, float[] j12, float[] j22, float[] j13, float[] j23, bool[]? region = null, double coupling = 1)
    {
        (Width, Height, _stride, _alpha2) = (width, height, width + 2, (float)(alpha * alpha));
        (_j11, _j12, _j22, _b1, _b2) = (j11, j12, j22, j13, j23);
        (_i11, _i12, _i22) = (new float[j11.Length], new float[j11.Length], new float[j11.Length]);
        (_region, _coupling) = (region, (float)coupling);
        _margin = region is null ? null : Margin(region, width, height);
        _marginColumns = _margin is null ? null : [.. Enumerable.Range(0, height).Select(row => Enumerable.Range(0, width).Where(column => _margin[(row * width) + column]).ToArray())];
        Rows.Bands(height, (from, to) =>
        {
            for (var i = from * width; i < to * width; i++)
            {
                var diagonal = _alpha2 * (_margin is null || !_margin[i] ? 4 : Weights(i).Sum);
                var (a, b, c) = (j11[i] + diagonal, j12[i], j22[i] + diagonal);
                var inverse = 1 / ((a * c) - (b * b));
                (_i11[i], _i12[i], _i22[i]) = (c * inverse, -b * inverse, a * inverse);
            }
        });
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Relaxes until the residual has fallen far enough.</summary>
    /// <param name="x">Flow to the right, width × height: the start, replaced by the solution.</param>
    /// <param name="y">Flow downwards, likewise.</param>
    /// <param name="iterations">Most sweeps.</param>
    /// <param name="tolerance">Part of the first residual at which to stop.</param>
    /// <param name="relaxation">Over-relaxation, 1 to below 2.</param>
    /// <returns>Sweeps done and the residual relative to the first.</returns>
    public (int Iterations, double RelativeResidual) Solve(float[] x, float[] y, int iterations, double tolerance, double relaxation = 1.85)
    {
        const int Check = 10;
        var (u, v) = (Framed(x), Framed(y));
        var first = Residual(u, v);
        var relative = first > 0 ? 1.0 : 0;
        var done = 0;
        while (done < iterations && relative > tolerance)
        {
            Frame(u);
            Frame(v);
            Sweep(u, v, (float)relaxation);
            done++;
            if (done % Check == 0 || done == iterations)
            {
                relative = Residual(u, v) / first;
            }
        }

        Unframed(u, x);
        Unframed(v, y);
        return (done, relative);
    }

    /// <summary>The energy that the solution makes least: ½ Σ (J11 u² + 2 J12 u v + J22 v² + 2 J13 u + 2 J23 v) + ½ α² Σ |difference between neighbours|².</summary>
    public double Energy(float[] x, float[] y)
    {
        double sum = 0;
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                var i = (row * Width) + column;
                double u = x[i], v = y[i];
                sum += (0.5 * ((_j11[i] * u * u) + (2 * _j12[i] * u * v) + (_j22[i] * v * v))) + (_b1[i] * u) + (_b2[i] * v);
                if (column + 1 < Width)
                {
                    sum += 0.5 * _alpha2 * Weight(i, i + 1) * (Square(x[i + 1] - u) + Square(y[i + 1] - v));
                }

                if (row + 1 < Height)
                {
                    sum += 0.5 * _alpha2 * Weight(i, i + Width) * (Square(x[i + Width] - u) + Square(y[i + Width] - v));
                }
            }
        }

        return sum;

        static double Square(double d) => d * d;
    }

    // root of the sum of squares of what the Euler–Lagrange equations leave
    private double Residual(float[] u, float[] v)
    {
        Frame(u);
        Frame(v);
        var gate = new Lock();
        double total = 0;
        Rows.Bands(Height, (from, to) =>
        {
            double sum = 0;
            for (var row = from; row < to; row++)
            {
                sum += Residual(u, v, row);
            }

            lock (gate)
            {
                total += sum;
            }
        });
        return Math.Sqrt(total);
    }

    private double Residual(float[] u, float[] v, int row)
    {
        var (lanes, s, first, origin) = (Vector<float>.Count, _stride, row * Width, ((row + 1) * _stride) + 1);
        ref var up = ref u[origin];
        ref var vp = ref v[origin];
        var (alpha2, four, squares, sum) = (new Vector<float>(_alpha2), new Vector<float>(4), Vector<float>.Zero, 0.0);
        var margin = _marginColumns is null ? [] : _marginColumns[row].AsSpan();
        var column = 0;
        for (; column + lanes <= Width; column += lanes)
        {
            if (!margin.IsEmpty && margin[0] < column + lanes)
            {
                sum += Scalar(column, column + lanes);
                while (!margin.IsEmpty && margin[0] < column + lanes)
                {
                    margin = margin[1..];
                }

                continue;
            }

            var (uc, vc) = (Load(ref up, column), Load(ref vp, column));
            var (j11, j12, j22) = (Load(ref _j11[first], column), Load(ref _j12[first], column), Load(ref _j22[first], column));
            var r1 = (alpha2 * (Load(ref up, column - 1) + Load(ref up, column + 1) + Load(ref up, column - s) + Load(ref up, column + s) - (four * uc))) - Load(ref _b1[first], column) - (j11 * uc) - (j12 * vc);
            var r2 = (alpha2 * (Load(ref vp, column - 1) + Load(ref vp, column + 1) + Load(ref vp, column - s) + Load(ref vp, column + s) - (four * vc))) - Load(ref _b2[first], column) - (j12 * uc) - (j22 * vc);
            squares += (r1 * r1) + (r2 * r2);
        }

        return sum + Vector.Sum(squares) + Scalar(column, Width);

        double Scalar(int from, int to)
        {
            var part = 0.0;
            for (var c = from; c < to; c++)
            {
                part += SquaredResidual(u, v, origin + c, first + c, _margin is not null && _margin[first + c] ? Weights(first + c).Each : (1, 1, 1, 1));
            }

            return part;
        }
    }

    private double SquaredResidual(float[] u, float[] v, int p, int i, (float Left, float Right, float Above, float Below) weights)
    {
        var (l, r, a, b) = weights;
        var all = l + r + a + b;
        var r1 = (_alpha2 * ((l * u[p - 1]) + (r * u[p + 1]) + (a * u[p - _stride]) + (b * u[p + _stride]) - (all * u[p]))) - _b1[i] - (_j11[i] * u[p]) - (_j12[i] * v[p]);
        var r2 = (_alpha2 * ((l * v[p - 1]) + (r * v[p + 1]) + (a * v[p - _stride]) + (b * v[p + _stride]) - (all * v[p]))) - _b2[i] - (_j12[i] * u[p]) - (_j22[i] * v[p]);
        return ((double)r1 * r1) + ((double)r2 * r2);
    }

    // one colour after the other: while a row's first colour is fresh in the cache, the second colour of the row above follows; both its neighbours have been visited by then. The first and the last row
    // of a band wait until the neighbouring bands are through, so that the result does not depend on the bands
    private void Sweep(float[] u, float[] v, float relaxation)
    {
        Rows.Bands(Height, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                Relax(u, v, row, 0, relaxation);
                if (row - 1 > from)
                {
                    Relax(u, v, row - 1, 1, relaxation);
                }
            }
        });
        Rows.Bands(Height, (from, to) =>
        {
            Relax(u, v, from, 1, relaxation);
            if (to - 1 > from)
            {
                Relax(u, v, to - 1, 1, relaxation);
            }
        });
    }

    // whole vectors compute both colours and keep one: still much faster than every second pixel on its own
    private void Relax(float[] u, float[] v, int row, int colour, float relaxation)
    {
        var (lanes, s, start) = (Vector<float>.Count, _stride, (row + colour) & 1);
        var first = row * Width;
        var margin = _marginColumns is null ? [] : _marginColumns[row].AsSpan();
        Span<(float U, float V)> before = margin.Length <= 256 ? stackalloc (float, float)[margin.Length] : new (float, float)[margin.Length];
        var origin = ((row + 1) * s) + 1;
        for (var k = 0; k < margin.Length; k++)
        {
            before[k] = (u[origin + margin[k]], v[origin + margin[k]]);
        }

        ref var up = ref u[origin];
        ref var vp = ref v[origin];
        ref var b1 = ref _b1[first];
        ref var b2 = ref _b2[first];
        ref var i11 = ref _i11[first];
        ref var i12 = ref _i12[first];
        ref var i22 = ref _i22[first];
        var (alpha2, keep, relax) = (new Vector<float>(_alpha2), new Vector<float>(1 - relaxation), new Vector<float>(relaxation));
        var mine = s_alternate[start];
        var column = 0;
        for (; column + lanes <= Width; column += lanes)
        {
            var (uc, vc) = (Load(ref up, column), Load(ref vp, column));
            var r1 = (alpha2 * (Load(ref up, column - 1) + Load(ref up, column + 1) + Load(ref up, column - s) + Load(ref up, column + s))) - Load(ref b1, column);
            var r2 = (alpha2 * (Load(ref vp, column - 1) + Load(ref vp, column + 1) + Load(ref vp, column - s) + Load(ref vp, column + s))) - Load(ref b2, column);
            var (c11, c12, c22) = (Load(ref i11, column), Load(ref i12, column), Load(ref i22, column));
            var un = (keep * uc) + (relax * ((c11 * r1) + (c12 * r2)));
            var vn = (keep * vc) + (relax * ((c12 * r1) + (c22 * r2)));
            Vector.ConditionalSelect(mine, un, uc).StoreUnsafe(ref Unsafe.Add(ref up, column));
            Vector.ConditionalSelect(mine, vn, vc).StoreUnsafe(ref Unsafe.Add(ref vp, column));
        }

        for (column += (column + start) & 1; column < Width; column += 2)
        {
            RelaxPixel(u, v, origin + column, first + column, (1, 1, 1, 1), u[origin + column], v[origin + column], relaxation);
        }

        // across the outline the neighbours count differently
        for (var k = 0; k < margin.Length; k++)
        {
            if ((margin[k] & 1) == start)
            {
                RelaxPixel(u, v, origin + margin[k], first + margin[k], Weights(first + margin[k]).Each, before[k].U, before[k].V, relaxation);
            }
        }
    }

    private void RelaxPixel(float[] u, float[] v, int p, int i, (float Left, float Right, float Above, float Below) weights, float fromU, float fromV, float relaxation)
    {
        var (l, r, a, b) = weights;
        var r1 = (_alpha2 * ((l * u[p - 1]) + (r * u[p + 1]) + (a * u[p - _stride]) + (b * u[p + _stride]))) - _b1[i];
        var r2 = (_alpha2 * ((l * v[p - 1]) + (r * v[p + 1]) + (a * v[p - _stride]) + (b * v[p + _stride]))) - _b2[i];
        u[p] = ((1 - relaxation) * fromU) + (relaxation * ((_i11[i] * r1) + (_i12[i] * r2)));
        v[p] = ((1 - relaxation) * fromV) + (relaxation * ((_i12[i] * r1) + (_i22[i] * r2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ref float origin, int at) => Vector.LoadUnsafe(ref Unsafe.Add(ref origin, at));

    private float Weight(int i, int neighbour) => _region is null || _region[i] == _region[neighbour] ? 1 : _coupling;

    // left, right, above, below; beyond the border the frame repeats the pixel itself
    private ((float Left, float Right, float Above, float Below) Each, float Sum) Weights(int i)
    {
        var column = i % Width;
        var left = column > 0 ? Weight(i, i - 1) : 1;
        var right = column < Width - 1 ? Weight(i, i + 1) : 1;
        var above = i >= Width ? Weight(i, i - Width) : 1;
        var below = i < _j11.Length - Width ? Weight(i, i + Width) : 1;
        return ((left, right, above, below), left + right + above + below);
    }

    private static Vector<int> Alternate(int start)
    {
        var lanes = new int[Vector<int>.Count];
        for (var k = start; k < lanes.Length; k += 2)
        {
            lanes[k] = -1;
        }

        return new Vector<int>(lanes);
    }

    private static bool[] Margin(bool[] region, int width, int height)
    {
        var margin = new bool[region.Length];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                if (column + 1 < width && region[i] != region[i + 1])
                {
                    margin[i] = margin[i + 1] = true;
                }

                if (row + 1 < height && region[i] != region[i + width])
                {
                    margin[i] = margin[i + width] = true;
                }
            }
        }

        return margin;
    }

    private float[] Framed(float[] values)
    {
        var framed = new float[_stride * (Height + 2)];
        for (var row = 0; row < Height; row++)
        {
            values.AsSpan(row * Width, Width).CopyTo(framed.AsSpan(((row + 1) * _stride) + 1));
        }

        return framed;
    }

    private void Unframed(float[] framed, float[] values)
    {
        for (var row = 0; row < Height; row++)
        {
            framed.AsSpan(((row + 1) * _stride) + 1, Width).CopyTo(values.AsSpan(row * Width));
        }
    }

    private void Frame(float[] framed)
    {
        for (var row = 1; row <= Height; row++)
        {
            framed[row * _stride] = framed[(row * _stride) + 1];
            framed[(row * _stride) + Width + 1] = framed[(row * _stride) + Width];
        }

        framed.AsSpan(_stride, _stride).CopyTo(framed);
        framed.AsSpan(Height * _stride, _stride).CopyTo(framed.AsSpan((Height + 1) * _stride));
    }
}
