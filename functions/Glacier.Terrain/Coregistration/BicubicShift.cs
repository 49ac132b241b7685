using System.Numerics;
using Glacier.Terrain.Rasters;

namespace Glacier.Terrain.Coregistration;

/// <summary>A raster moved by a fraction of a pixel: cubic convolution (Keys 1981, a = −1/2), bilinear beside voids and borders.</summary>
/// <remarks>Cubic convolution keeps slopes and ridges that bilinear interpolation flattens, which would bias the fit towards whole pixels.</remarks>
public static class BicubicShift
{
    /// <summary>A copy moved east by <paramref name="dx"/> and north by <paramref name="dy"/> metres on its own grid.</summary>
    /// <param name="dem">The raster; not changed.</param>
    /// <param name="dx">Metres to the east.</param>
    /// <param name="dy">Metres to the north.</param>
    /// <returns>value(x, y) = dem(x − dx, y − dy); NaN where that lies outside or beside a void.</returns>
    public static Raster Move(Raster dem, double dx, double dy)
    {
        var phase = new Phase(dem, dx, dy);
        var across = new float[dem.Values.Length];
        var result = new float[dem.Values.Length];
        Parallel.For(0, dem.Height, row => Combine(
            across.AsSpan(row * dem.Width, dem.Width), dem.Row(row), phase.ColumnOffset, phase.ColumnWeights));
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
                if (float.IsNaN(target[column]))
                {
                    target[column] = phase.Bilinear(column, row);
                }
            }
        });
        return dem.With(result);
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
        private readonly double _dx;
        private readonly double _dy;

        public Phase(Raster dem, double dx, double dy)
        {
            _dem = dem;
            _dx = dx;
            _dy = dy;
            var columnShift = -dx / dem.Transform.PixelWidth;
            var rowShift = dy / dem.Transform.PixelHeight;
            var wholeColumns = Math.Floor(columnShift);
            var wholeRows = Math.Floor(rowShift);
            // a fit that has run away must stay within int
            ColumnOffset = (int)Math.Clamp(wholeColumns - 1, -1e8, 1e8);
            RowOffset = (int)Math.Clamp(wholeRows - 1, -1e8, 1e8);
            ColumnWeights = Keys(columnShift - wholeColumns);
            RowWeights = Keys(rowShift - wholeRows);
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
                var s = _dem.Values.AsSpan(((r + k) * _dem.Width) + c, 4);
                sum += RowWeights[k] * ((s[0] * ColumnWeights[0]) + (s[1] * ColumnWeights[1]) + (s[2] * ColumnWeights[2]) + (s[3] * ColumnWeights[3]));
            }

            return float.IsNaN(sum) ? Bilinear(column, row) : sum;
        }

        public float Bilinear(int column, int row)
        {
            var (x, y) = _dem.Transform.ToMap(column + 0.5, row + 0.5);
            return _dem.Sample(x - _dx, y - _dy);
        }

        private static float[] Keys(double t)
        {
            var t2 = t * t;
            var t3 = t2 * t;
            return
            [
                (float)(0.5 * (-t3 + (2 * t2) - t)),
                (float)(0.5 * ((3 * t3) - (5 * t2) + 2)),
                (float)(0.5 * ((-3 * t3) + (4 * t2) + t)),
                (float)(0.5 * (t3 - t2)),
            ];
        }
    }
}
