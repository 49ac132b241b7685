namespace Glacier.Vision.Velocity.Flow;

/// <summary>The data term of a pair of images, linearised about a flow.</summary>
internal sealed class MotionTensor(PyramidLevel first, PyramidLevel second, bool[]? region, HornSchunckOptions options)
{
    // reach of the derivative and of the interpolation: values beyond the edge of the known part must not enter
    private const int Reach = 2;

    private readonly int _width = first.Width;
    private readonly int _height = first.Height;
    private readonly float[] _known = Eroded(first.Known, first.Width, first.Height);
    private readonly float[] _knownSecond = Eroded(second.Known, second.Width, second.Height);
    private readonly float[] _scratch = new float[first.Known.Length];

    /// <summary>The system whose solution is the next flow.</summary>
    /// <param name="x">Flow to the right about which brightness is linearised.</param>
    /// <param name="y">Flow downwards.</param>
    public HornSchunckSystem At(float[] x, float[] y)
    {
        var (j11, j12, j22, j13, j23) = (New(), New(), New(), New(), New());
        var warped = second.Channels.Select(channel => Bicubic.Warp(channel, _width, _height, x, y)).ToList();
        Rows.Bands(_height, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                Row(row, x, y, warped, j11, j12, j22, j13, j23);
            }
        });
        if (options.TensorSigma > 0)
        {
            var kernel = Smoothing.Kernel(options.TensorSigma);
            foreach (var field in (float[][])[j11, j12, j22, j13, j23])
            {
                Smoothing.GaussianInPlace(field, _scratch, _width, _height, kernel);
            }
        }

        return new HornSchunckSystem(_width, _height, options.Smoothness, j11, j12, j22, j13, j23, region, options.Coupling);

        float[] New() => new float[_width * _height];
    }

    private void Row(
        int row, float[] x, float[] y, List<float[]> warped, float[] j11, float[] j12, float[] j22, float[] j13, float[] j23)
    {
        var scale = options.RobustScale;
        var inverse = double.IsFinite(scale) && scale > 0 ? (float)(1 / (scale * scale)) : 0;
        var (m2, m1, p1, p2) = (Line(row - 2), Line(row - 1), Line(row + 1), Line(row + 2));
        for (var column = 0; column < _width; column++)
        {
            var i = (row * _width) + column;
            if (_known[i] == 0 || !Seen(column + x[i], row + y[i]))
            {
                continue;
            }

            var (l2, l1) = (i - column + Math.Max(column - 2, 0), i - column + Math.Max(column - 1, 0));
            var (r1, r2) = (i - column + Math.Min(column + 1, _width - 1), i - column + Math.Min(column + 2, _width - 1));
            float a = 0, b = 0, c = 0, d = 0, e = 0, squares = 0;
            for (var k = 0; k < warped.Count; k++)
            {
                var (f, w) = (first.Channels[k], warped[k]);

                // five-point derivative of the mean of both images
                var gx = ((8 * (f[r1] + w[r1] - f[l1] - w[l1])) - (f[r2] + w[r2] - f[l2] - w[l2])) * (1 / 24f);
                var gy = ((8 * (f[p1 + column] + w[p1 + column] - f[m1 + column] - w[m1 + column]))
                    - (f[p2 + column] + w[p2 + column] - f[m2 + column] - w[m2 + column])) * (1 / 24f);
                var remains = w[i] - f[i];
                a += gx * gx;
                b += gx * gy;
                c += gy * gy;

                // about the present flow: difference at flow 0 by the same plane
                var atZero = remains - (gx * x[i]) - (gy * y[i]);
                d += gx * atZero;
                e += gy * atZero;
                squares += remains * remains;
            }

            var weight = 1 / MathF.Sqrt(1 + (squares * inverse));
            (j11[i], j12[i], j22[i], j13[i], j23[i]) = (weight * a, weight * b, weight * c, weight * d, weight * e);
        }

        int Line(int r) => Math.Clamp(r, 0, _height - 1) * _width;
    }

    private bool Seen(float x, float y)
    {
        var (column, row) = ((int)MathF.Round(x), (int)MathF.Round(y));
        return (uint)column < (uint)_width && (uint)row < (uint)_height && _knownSecond[(row * _width) + column] > 0;
    }

    private static float[] Eroded(float[] known, int width, int height)
    {
        var rows = new float[known.Length];
        var result = new float[known.Length];
        Rows.For(height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var least = 1f;
                for (var c = Math.Max(column - Reach, 0); c <= Math.Min(column + Reach, width - 1); c++)
                {
                    least = Math.Min(least, known[(row * width) + c]);
                }

                rows[(row * width) + column] = least;
            }
        });
        Rows.For(height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var least = 1f;
                for (var r = Math.Max(row - Reach, 0); r <= Math.Min(row + Reach, height - 1); r++)
                {
                    least = Math.Min(least, rows[(r * width) + column]);
                }

                result[(row * width) + column] = least;
            }
        });
        return result;
    }
}
