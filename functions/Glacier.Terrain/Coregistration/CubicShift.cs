using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>A raster moved by a fraction of a pixel along the cubic spline through its values (Unser 1999), bilinear beside voids and borders.</summary>
/// <remarks>The spline keeps slopes and ridges that bilinear interpolation and cubic convolution flatten, which would bias shift and height.</remarks>
public static class CubicShift
{
    // √3 − 2, the root of the cubic spline's filter; after 16 samples it has decayed below float precision
    private const float Pole = -0.26794919243112270f;
    private const int Memory = 16;

    /// <summary>A copy moved east by <paramref name="dx"/> and north by <paramref name="dy"/> metres on its own grid.</summary>
    /// <param name="dem">The raster; not changed.</param>
    /// <param name="dx">Metres to the east.</param>
    /// <param name="dy">Metres to the north.</param>
    /// <returns>value(x, y) = dem(x − dx, y − dy); NaN where that lies outside or beside a void.</returns>
    public static Raster Move(Raster dem, double dx, double dy) => Move(dem, dx, dy, null);

    internal static Raster Move(Raster dem, double dx, double dy, float[]? coefficients)
    {
        coefficients ??= Coefficients(dem);
        var phase = new Phase(dem, coefficients, dx, dy);
        var across = new float[dem.Values.Length];
        var result = new float[dem.Values.Length];
        Parallel.For(0, dem.Height, row => Combine(
            across.AsSpan(row * dem.Width, dem.Width), coefficients.AsSpan(row * dem.Width, dem.Width), phase.ColumnOffset, phase.ColumnWeights));
        Parallel.For(0, dem.Height, row =>
        {
            var target = result.AsSpan(row * dem.Width, dem.Width);
            var source = row + phase.RowOffset;
            if (source < 0 || source > dem.Height - 4)
            {
                target.Fill(float.NaN);
            }
            else
            {
                Blend(target, across, source * dem.Width, dem.Width, phase.RowWeights);
            }

            for (var column = 0; column < dem.Width; column++)
            {
                if (float.IsNaN(target[column]) || phase.BesideVoid(column, row))
                {
                    target[column] = phase.Bilinear(column, row);
                }
            }
        });
        return dem.With(result);
    }

    /// <summary>B-spline coefficients of a raster: the recursive filter along rows, then columns; voids are filled from their rims.</summary>
    internal static float[] Coefficients(Raster dem)
    {
        var c = VoidFill.FromRims(dem);
        Parallel.For(0, dem.Height, row => FilterRow(c.AsSpan(row * dem.Width, dem.Width)));
        const int Block = 64;
        Parallel.For(0, (dem.Width + Block - 1) / Block, block =>
            FilterColumns(c, dem.Width, dem.Height, block * Block, Math.Min(Block, dem.Width - (block * Block))));
        return c;
    }

    private static void FilterRow(Span<float> row)
    {
        if (row.Length < 2)
        {
            return;
        }

        float sum = 0, power = 1;
        for (var k = 0; k < Math.Min(row.Length, Memory); k++, power *= Pole)
        {
            sum += row[k] * power;
        }

        row[0] = sum * 6;
        for (var k = 1; k < row.Length; k++)
        {
            row[k] = (6 * row[k]) + (Pole * row[k - 1]);
        }

        row[^1] = Pole / ((Pole * Pole) - 1) * (row[^1] + (Pole * row[^2]));
        for (var k = row.Length - 2; k >= 0; k--)
        {
            row[k] = Pole * (row[k + 1] - row[k]);
        }
    }

    private static void FilterColumns(float[] c, int width, int height, int first, int count)
    {
        if (height < 2)
        {
            return;
        }

        Span<float> sums = stackalloc float[count];
        sums.Clear();
        var power = 1f;
        for (var row = 0; row < Math.Min(height, Memory); row++, power *= Pole)
        {
            var line = c.AsSpan((row * width) + first, count);
            for (var k = 0; k < count; k++)
            {
                sums[k] += power * line[k];
            }
        }

        for (var k = 0; k < count; k++)
        {
            c[first + k] = 6 * sums[k];
        }

        for (var row = 1; row < height; row++)
        {
            var above = c.AsSpan(((row - 1) * width) + first, count);
            var line = c.AsSpan((row * width) + first, count);
            for (var k = 0; k < count; k++)
            {
                line[k] = (6 * line[k]) + (Pole * above[k]);
            }
        }

        var last = c.AsSpan(((height - 1) * width) + first, count);
        var beforeLast = c.AsSpan(((height - 2) * width) + first, count);
        for (var k = 0; k < count; k++)
        {
            last[k] = Pole / ((Pole * Pole) - 1) * (last[k] + (Pole * beforeLast[k]));
        }

        for (var row = height - 2; row >= 0; row--)
        {
            var below = c.AsSpan(((row + 1) * width) + first, count);
            var line = c.AsSpan((row * width) + first, count);
            for (var k = 0; k < count; k++)
            {
                line[k] = Pole * (below[k] - line[k]);
            }
        }
    }

    private static void Combine(Span<float> target, ReadOnlySpan<float> source, int offset, float[] weights)
    {
        target.Fill(float.NaN);
        var first = Math.Max(0, -offset);
        var end = Math.Min(target.Length, source.Length - 3 - offset);
        var column = first;
        for (; column <= end - Vector<float>.Count; column += Vector<float>.Count)
        {
            var s = source[(column + offset)..];
            var sum = (new Vector<float>(s) * weights[0]) + (new Vector<float>(s[1..]) * weights[1])
                + (new Vector<float>(s[2..]) * weights[2]) + (new Vector<float>(s[3..]) * weights[3]);
            sum.CopyTo(target[column..]);
        }

        for (; column < end; column++)
        {
            var s = source[(column + offset)..];
            target[column] = (s[0] * weights[0]) + (s[1] * weights[1]) + (s[2] * weights[2]) + (s[3] * weights[3]);
        }
    }

    private static void Blend(Span<float> target, float[] rows, int start, int width, float[] weights)
    {
        var column = 0;
        for (; column <= width - Vector<float>.Count; column += Vector<float>.Count)
        {
            var i = start + column;
            var sum = (new Vector<float>(rows, i) * weights[0]) + (new Vector<float>(rows, i + width) * weights[1])
                + (new Vector<float>(rows, i + (2 * width)) * weights[2]) + (new Vector<float>(rows, i + (3 * width)) * weights[3]);
            sum.CopyTo(target[column..]);
        }

        for (; column < width; column++)
        {
            var i = start + column;
            target[column] = (rows[i] * weights[0]) + (rows[i + width] * weights[1]) + (rows[i + (2 * width)] * weights[2]) + (rows[i + (3 * width)] * weights[3]);
        }
    }

    /// <summary>One shift of one raster, ready to be evaluated at single pixels: what the fit does at its sample.</summary>
    internal readonly struct Phase
    {
        private readonly Raster _dem;
        private readonly float[] _coefficients;
        private readonly bool _voids;
        private readonly double _dx;
        private readonly double _dy;

        public Phase(Raster dem, float[] coefficients, double dx, double dy)
        {
            _dem = dem;
            _coefficients = coefficients;
            _voids = dem.Values.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
            _dx = dx;
            _dy = dy;
            var columnShift = -dx / dem.Transform.PixelWidth;
            var rowShift = dy / dem.Transform.PixelHeight;
            var wholeColumns = Math.Floor(columnShift);
            var wholeRows = Math.Floor(rowShift);
            // a fit that has run away must stay within int
            ColumnOffset = (int)Math.Clamp(wholeColumns - 1, -1e8, 1e8);
            RowOffset = (int)Math.Clamp(wholeRows - 1, -1e8, 1e8);
            ColumnWeights = Weights(columnShift - wholeColumns);
            RowWeights = Weights(rowShift - wholeRows);
        }

        public int ColumnOffset { get; }

        public int RowOffset { get; }

        public float[] ColumnWeights { get; }

        public float[] RowWeights { get; }

        public float At(int column, int row)
        {
            var c = column + ColumnOffset;
            var r = row + RowOffset;
            if (c < 0 || r < 0 || c > _dem.Width - 4 || r > _dem.Height - 4)
            {
                return Bilinear(column, row);
            }

            float sum = 0;
            for (var k = 0; k < 4; k++)
            {
                var s = _coefficients.AsSpan(((r + k) * _dem.Width) + c, 4);
                sum += RowWeights[k] * ((s[0] * ColumnWeights[0]) + (s[1] * ColumnWeights[1]) + (s[2] * ColumnWeights[2]) + (s[3] * ColumnWeights[3]));
            }

            return BesideVoid(column, row) ? Bilinear(column, row) : sum;
        }

        /// <summary>True where one of the 16 pixels that take part is void; the column and row must allow all 16.</summary>
        public bool BesideVoid(int column, int row)
        {
            if (!_voids)
            {
                return false;
            }

            var first = ((row + RowOffset) * _dem.Width) + column + ColumnOffset;
            for (var k = 0; k < 4; k++)
            {
                if (_dem.Values.AsSpan(first + (k * _dem.Width), 4).ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                {
                    return true;
                }
            }

            return false;
        }

        public float Bilinear(int column, int row)
        {
            var (x, y) = _dem.Transform.ToMap(column + 0.5, row + 0.5);
            return _dem.Sample(x - _dx, y - _dy);
        }

        // the four B-splines that overlap an interval
        private static float[] Weights(double t)
        {
            var u = 1 - t;
            return
            [
                (float)(u * u * u / 6),
                (float)((2.0 / 3) - (t * t) + (t * t * t / 2)),
                (float)((2.0 / 3) - (u * u) + (u * u * u / 2)),
                (float)(t * t * t / 6),
            ];
        }
    }
}
