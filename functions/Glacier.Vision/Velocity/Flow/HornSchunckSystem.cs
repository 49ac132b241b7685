using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glacier.Vision.Velocity.Flow;

/// <summary>The linear system of one linearisation: (J11 − α²Δ) u + J12 v = −J13, J12 u + (J22 − α²Δ) v = −J23 (Horn and Schunck 1981, section 12).</summary>
/// <remarks>
/// The flow lives in a frame one pixel wide that repeats the edge (no flux through the border). Relaxation visits the pixels like the two colours of a
/// chequerboard, so that rows can be shared out among processors and the result is the same on any number of them.
/// </remarks>
public sealed class HornSchunckSystem
{
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
            Sweep(u, v, 0, (float)relaxation);
            Sweep(u, v, 1, (float)relaxation);
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
                var p = ((row + 1) * _stride) + 1;
                for (var i = row * Width; i < (row + 1) * Width; i++, p++)
                {
                    var (l, r, a, b) = _margin is not null && _margin[i] ? Weights(i).Each : (1, 1, 1, 1);
                    var all = l + r + a + b;
                    var r1 = (_alpha2 * ((l * u[p - 1]) + (r * u[p + 1]) + (a * u[p - _stride]) + (b * u[p + _stride]) - (all * u[p]))) - _b1[i] - (_j11[i] * u[p]) - (_j12[i] * v[p]);
                    var r2 = (_alpha2 * ((l * v[p - 1]) + (r * v[p + 1]) + (a * v[p - _stride]) + (b * v[p + _stride]) - (all * v[p]))) - _b2[i] - (_j12[i] * u[p]) - (_j22[i] * v[p]);
                    sum += ((double)r1 * r1) + ((double)r2 * r2);
                }
            }

            lock (gate)
            {
                total += sum;
            }
        });
        return Math.Sqrt(total);
    }

    private void Sweep(float[] u, float[] v, int colour, float relaxation) => Rows.Bands(Height, (from, to) =>
    {
        ref var u0 = ref MemoryMarshal.GetArrayDataReference(u);
        ref var v0 = ref MemoryMarshal.GetArrayDataReference(v);
        var (keep, s) = (1 - relaxation, _stride);
        for (var row = from; row < to; row++)
        {
            var start = (row + colour) & 1;
            var b1 = _b1.AsSpan(row * Width, Width);
            var b2 = _b2.AsSpan(row * Width, Width);
            var i11 = _i11.AsSpan(row * Width, Width);
            var i12 = _i12.AsSpan(row * Width, Width);
            var i22 = _i22.AsSpan(row * Width, Width);
            var margin = _margin is null ? [] : _margin.AsSpan(row * Width, Width);
            for (var column = start; column < b1.Length; column += 2)
            {
                var p = ((row + 1) * s) + 1 + column;
                ref var up = ref Unsafe.Add(ref u0, p);
                ref var vp = ref Unsafe.Add(ref v0, p);
                float r1, r2;
                if (!margin.IsEmpty && margin[column])
                {
                    var (l, r, a, b) = Weights((row * Width) + column).Each;
                    r1 = (_alpha2 * ((l * Unsafe.Add(ref up, -1)) + (r * Unsafe.Add(ref up, 1)) + (a * Unsafe.Add(ref up, -s)) + (b * Unsafe.Add(ref up, s)))) - b1[column];
                    r2 = (_alpha2 * ((l * Unsafe.Add(ref vp, -1)) + (r * Unsafe.Add(ref vp, 1)) + (a * Unsafe.Add(ref vp, -s)) + (b * Unsafe.Add(ref vp, s)))) - b2[column];
                }
                else
                {
                    r1 = (_alpha2 * (Unsafe.Add(ref up, -1) + Unsafe.Add(ref up, 1) + Unsafe.Add(ref up, -s) + Unsafe.Add(ref up, s))) - b1[column];
                    r2 = (_alpha2 * (Unsafe.Add(ref vp, -1) + Unsafe.Add(ref vp, 1) + Unsafe.Add(ref vp, -s) + Unsafe.Add(ref vp, s))) - b2[column];
                }

                up = (keep * up) + (relaxation * ((i11[column] * r1) + (i12[column] * r2)));
                vp = (keep * vp) + (relaxation * ((i12[column] * r1) + (i22[column] * r2)));
            }
        }
    });

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
