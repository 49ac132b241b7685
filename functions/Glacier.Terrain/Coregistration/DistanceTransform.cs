namespace Glacier.Terrain.Coregistration;

/// <summary>Exact Euclidean distance of every pixel to a mask.</summary>
public static class DistanceTransform
{
    /// <summary>Distance to the nearest true pixel, centre to centre.</summary>
    /// <param name="mask">width × height flags, row-major.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixelWidth">Metres per column; 1 gives pixels.</param>
    /// <param name="pixelHeight">Metres per row.</param>
    /// <returns>Distances, 0 on the mask, positive infinity everywhere when the mask is empty.</returns>
    /// <remarks>Felzenszwalb and Huttenlocher (2012), lower envelope of parabolas: columns first, then rows.</remarks>
    public static float[] ToNearest(bool[] mask, int width, int height, double pixelWidth = 1, double pixelHeight = 1)
    {
        var columns = new double[mask.Length];
        Parallel.For(0, width, column =>
        {
            var nearest = double.PositiveInfinity;
            for (var row = 0; row < height; row++)
            {
                nearest = mask[(row * width) + column] ? 0 : nearest + pixelHeight;
                columns[(row * width) + column] = nearest;
            }

            nearest = double.PositiveInfinity;
            for (var row = height - 1; row >= 0; row--)
            {
                nearest = mask[(row * width) + column] ? 0 : nearest + pixelHeight;
                var i = (row * width) + column;
                columns[i] = Math.Min(columns[i], nearest);
            }
        });

        var distances = new float[mask.Length];
        Parallel.For(0, height, () => new Envelope(width), (row, _, envelope) =>
        {
            envelope.Lower(columns.AsSpan(row * width, width), distances.AsSpan(row * width, width), pixelWidth);
            return envelope;
        }, _ => { });
        return distances;
    }

    private sealed class Envelope(int width)
    {
        private readonly int[] _site = new int[width];
        private readonly double[] _start = new double[width + 1];

        public void Lower(ReadOnlySpan<double> column, Span<float> result, double step)
        {
            var last = -1;
            for (var q = 0; q < width; q++)
            {
                if (double.IsInfinity(column[q]))
                {
                    continue;
                }

                var meets = double.NegativeInfinity;
                while (last >= 0)
                {
                    var p = _site[last];
                    meets = ((((column[q] * column[q]) - (column[p] * column[p])) / (step * step)) + ((double)q * q) - ((double)p * p)) / (2.0 * (q - p));
                    if (meets > _start[last])
                    {
                        break;
                    }

                    last--;
                    meets = double.NegativeInfinity;
                }

                last++;
                _site[last] = q;
                _start[last] = meets;
                _start[last + 1] = double.PositiveInfinity;
            }

            if (last < 0)
            {
                result.Fill(float.PositiveInfinity);
                return;
            }

            var k = 0;
            for (var q = 0; q < width; q++)
            {
                while (k < last && _start[k + 1] < q)
                {
                    k++;
                }

                var dx = (q - _site[k]) * step;
                var dy = column[_site[k]];
                result[q] = (float)Math.Sqrt((dx * dx) + (dy * dy));
            }
        }
    }
}
