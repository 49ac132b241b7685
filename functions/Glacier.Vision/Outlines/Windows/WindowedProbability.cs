using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Scenes;

namespace Glacier.Vision.Outlines.Windows;

/// <summary>The ice probability of a whole scene from overlapping windows, blended by weights; besides the result only one row of windows is in memory.</summary>
public static class WindowedProbability
{
    private const int LargeScene = 16_000_000;

    /// <summary>Estimates.</summary>
    /// <param name="scene">Scene to read by windows.</param>
    /// <param name="method">Method.</param>
    /// <param name="options">Batch and overlap.</param>
    /// <param name="progress">Part done, 0 to 1.</param>
    /// <returns>Height × width raw probabilities, NaN where the scene knows nothing.</returns>
    public static float[] Of(IOutlineSource scene, OutlineMethod method, WindowOptions? options = null, IProgress<double>? progress = null) =>
        Of(scene, method, new SceneStrip(0, scene.Grid.Height), options, progress);

    /// <summary>Estimates some rows of a scene, the same to the last bit as the whole scene would have them: the windows above that reach into them are looked at as well.</summary>
    /// <param name="scene">Scene to read by windows.</param>
    /// <param name="method">Method.</param>
    /// <param name="part">Rows wanted, beginning and ending where windows begin (<see cref="SceneStrip.Of"/>), not empty.</param>
    /// <param name="options">Batch and overlap.</param>
    /// <param name="progress">Part done, 0 to 1.</param>
    /// <returns><see cref="SceneStrip.Rows"/> × width raw probabilities, NaN where the scene knows nothing.</returns>
    /// <exception cref="ArgumentException">No window begins where the strip does.</exception>
    public static float[] Of(IOutlineSource scene, OutlineMethod method, SceneStrip part, WindowOptions? options = null, IProgress<double>? progress = null)
    {
        options ??= new();
        var (width, height, side) = (scene.Grid.Width, scene.Grid.Height, method.Side);
        var stride = method.Stride(options.Overlap);
        var (columns, rows) = (WindowPlan.Starts(width, side, stride), WindowPlan.Starts(height, side, stride));
        if (!rows.Contains(part.First) || (part.End != height && !rows.Contains(part.End)))
        {
            throw new ArgumentException($"no windows begin at rows {part.First} and {part.End}", nameof(part));
        }

        var weights = WindowPlan.Weights(side);
        var result = new float[checked(width * part.Rows)];
        var (sum, total) = (new float[side * width], new float[side * width]);
        var first = rows.TakeWhile(row => row + side <= part.First).Count();
        var last = rows.TakeWhile(row => row < part.End).Count();
        for (var k = first; k < last; k++)
        {
            var strip = new Strip(scene, method.Channels, rows[k], side);
            foreach (var batch in columns.Chunk(options.Batch))
            {
                var windows = strip.Windows(batch, side);
                Add(method.Probability(windows), batch, side, width, Math.Min(side, height), weights, sum, total);
            }

            // rows above the next windows are final
            var (from, to) = (rows[k], k + 1 < rows.Count ? rows[k + 1] : height);
            if (from >= part.First)
            {
                Finish(strip, from, Math.Min(to, height), width, sum, total, result.AsMemory((from - part.First) * width));
            }

            var kept = Math.Max(side - (to - from), 0) * width;
            sum.AsSpan(sum.Length - kept).CopyTo(sum);
            total.AsSpan(total.Length - kept).CopyTo(total);
            sum.AsSpan(kept).Clear();
            total.AsSpan(kept).Clear();
            if (result.Length > LargeScene)
            {
                // beside a result of hundreds of megabytes the collector lets as much garbage gather
                GC.Collect();
            }

            progress?.Report((k + 1.0 - first) / (last - first));
        }

        return result;
    }

    private static void Add(float[] probability, int[] starts, int side, int width, int rows, float[] weights, float[] sum, float[] total) =>
        Parallel.For(0, rows, row =>
        {
            for (var n = 0; n < starts.Length; n++)
            {
                var from = ((n * side) + row) * side;
                var to = (row * width) + starts[n];
                for (var column = 0; column < Math.Min(side, width - starts[n]); column++)
                {
                    var weight = weights[row] * weights[column];
                    sum[to + column] += weight * probability[from + column];
                    total[to + column] += weight;
                }
            }
        });

    private static void Finish(Strip strip, int from, int to, int width, float[] sum, float[] total, Memory<float> result) =>
        Parallel.For(from, to, row =>
        {
            var line = result.Span.Slice((row - from) * width, width);
            for (var column = 0; column < width; column++)
            {
                var i = ((row - from) * width) + column;
                line[column] = strip.IsKnown(row - from, column) ? sum[i] / total[i] : float.NaN;
            }
        });

    // the rows of one row of windows, every channel, as wide as the scene
    private sealed class Strip
    {
        private readonly IOutlineSource _scene;
        private readonly IReadOnlyList<string> _channels;
        private readonly float[]?[] _values;
        private readonly int _first;
        private readonly int _rows;

        public Strip(IOutlineSource scene, IReadOnlyList<string> channels, int first, int side)
        {
            (_scene, _channels, _first) = (scene, channels, first);
            _rows = Math.Min(side, scene.Grid.Height);
            _values = [.. channels.Select(channel => scene.Read(channel, first, _rows))];
        }

        public bool IsKnown(int row, int column)
        {
            var i = (row * _scene.Grid.Width) + column;
            for (var k = 0; k < _channels.Count; k++)
            {
                if (_values[k] is { } values && OutlineChannels.IsOptical(_channels[k]) && float.IsNaN(values[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public OutlineWindows Windows(int[] starts, int side)
        {
            var (width, plane) = (_scene.Grid.Width, side * side);
            var values = new float[starts.Length * _channels.Count * plane];
            var present = new float[starts.Length * _channels.Count];
            var location = new float[starts.Length * 4];
            Parallel.For(0, starts.Length * _channels.Count, k =>
            {
                var target = values.AsSpan(k * plane, plane);
                if (_values[k % _channels.Count] is not { } source)
                {
                    target.Fill(float.NaN);
                    return;
                }

                present[k] = 1;
                var start = starts[k / _channels.Count];
                for (var row = 0; row < side; row++)
                {
                    var line = source.AsSpan(WindowPlan.Mirror(row, _rows) * width, width);
                    var inside = Math.Min(side, width - start);
                    line.Slice(start, inside).CopyTo(target[(row * side)..]);
                    for (var column = inside; column < side; column++)
                    {
                        target[(row * side) + column] = line[WindowPlan.Mirror(start + column, width)];
                    }
                }
            });
            for (var n = 0; n < starts.Length; n++)
            {
                Locate(starts[n] + (side / 2.0), _first + (side / 2.0), location.AsSpan(4 * n, 4));
            }

            return new OutlineWindows(starts.Length, side, _channels, values, present, location);
        }

        private void Locate(double column, double row, Span<float> location)
        {
            if (_scene.Grid.Crs.Wkt.Length == 0)
            {
                return;
            }

            var (x, y) = _scene.Grid.Transform.ToMap(column, row);
            var (longitude, latitude) = _scene.Grid.Crs.ToWgs84(x, y);
            var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Math.PI / 180);
            var (sinLongitude, cosLongitude) = Math.SinCos(longitude * Math.PI / 180);
            (location[0], location[1], location[2], location[3]) = ((float)sinLatitude, (float)cosLatitude, (float)sinLongitude, (float)cosLongitude);
        }
    }
}

/// <summary>How a scene is cut into windows.</summary>
/// <param name="Overlap">Part of a window that its neighbour sees as well, 0 to below 1; null: the method's own.</param>
/// <param name="Batch">Windows handed to a method at once.</param>
public sealed record WindowOptions(double? Overlap = null, int Batch = 8);
