using Glacier.Terrain.Rasters;

namespace Glacier.Vision.Velocity;

/// <summary>Many pairs as one map: at each pixel the mean of what agrees, weighted by 1 / error².</summary>
public sealed class VelocityMosaic
{
    // a pair that lies further than this many NMADs (and errors) from the median of all is left out at that pixel
    private const float OutlierLimit = 3;

    private readonly Grid _grid;
    private readonly int[] _pixels;
    private readonly List<Layer> _layers = [];

    /// <summary>An empty mosaic.</summary>
    /// <param name="grid">Grid of all maps.</param>
    /// <param name="ice">Pixels to keep; null: all.</param>
    public VelocityMosaic(Grid grid, bool[]? ice)
    {
        _grid = grid;
        _pixels = [.. Enumerable.Range(0, grid.Width * grid.Height).Where(i => ice is null || ice[i])];
    }

    /// <summary>Number of maps added.</summary>
    public int Count => _layers.Count;

    /// <summary>Adds a pair; only its pixels on ice are kept, at half precision.</summary>
    /// <exception cref="ArgumentException">The map has another size.</exception>
    public void Add(VelocityMap map)
    {
        if (map.Grid.Width != _grid.Width || map.Grid.Height != _grid.Height)
        {
            throw new ArgumentException("the map lies on another grid", nameof(map));
        }

        _layers.Add(new Layer(map.First, map.Second, Kept(map.Vx), Kept(map.Vy), Kept(map.VxError), Kept(map.VyError)));
    }

    /// <summary>Years of the middles of the pairs, ascending.</summary>
    public IReadOnlyList<int> Years => [.. _layers.Select(layer => layer.Year).Distinct().Order()];

    /// <summary>The calendar year of a pair's middle.</summary>
    public static int YearOf(DateOnly first, DateOnly second) => DateOnly.FromDayNumber((first.DayNumber + second.DayNumber) / 2).Year;

    /// <summary>The mean map.</summary>
    /// <param name="year">Only pairs whose middle lies in this calendar year; null: all.</param>
    /// <exception cref="InvalidOperationException">No pair to take the mean of.</exception>
    public VelocityMap Mean(int? year = null)
    {
        var layers = _layers.Where(layer => year is null || layer.Year == year).ToList();
        if (layers.Count == 0)
        {
            throw new InvalidOperationException("a mosaic needs at least one pair");
        }

        var size = _grid.Width * _grid.Height;
        var (vx, vy, ex, ey, count) = (Unknown(), Unknown(), Unknown(), Unknown(), new float[size]);
        Parallel.For(0, (_pixels.Length + 4095) / 4096, part =>
        {
            var (x, y, wx, wy) = (new float[layers.Count], new float[layers.Count], new float[layers.Count], new float[layers.Count]);
            for (var k = part * 4096; k < Math.Min((part + 1) * 4096, _pixels.Length); k++)
            {
                var n = 0;
                foreach (var layer in layers)
                {
                    if (Half.IsFinite(layer.Vx[k]))
                    {
                        (x[n], y[n], wx[n], wy[n]) = ((float)layer.Vx[k], (float)layer.Vy[k], Weight(layer.ErrorX[k]), Weight(layer.ErrorY[k]));
                        n++;
                    }
                }

                if (n > 0)
                {
                    n = WithoutOutliers(x, y, wx, wy, n);
                    var i = _pixels[k];
                    (vx[i], ex[i]) = Mean(x.AsSpan(0, n), wx.AsSpan(0, n));
                    (vy[i], ey[i]) = Mean(y.AsSpan(0, n), wy.AsSpan(0, n));
                    count[i] = n;
                }
            }
        });
        return new VelocityMap(_grid, vx, vy, ex, ey, count, layers.Min(layer => layer.First), layers.Max(layer => layer.Second));

        float[] Unknown()
        {
            var values = new float[size];
            Array.Fill(values, float.NaN);
            return values;
        }
    }

    private static float Weight(Half error) => 1 / Math.Max((float)error * (float)error, 1e-6f);

    private static int WithoutOutliers(float[] x, float[] y, float[] wx, float[] wy, int n)
    {
        if (n < 4)
        {
            return n;
        }

        var (mx, my) = (Median(x.AsSpan(0, n)), Median(y.AsSpan(0, n)));
        Span<float> away = n <= 256 ? stackalloc float[n] : new float[n];
        for (var i = 0; i < n; i++)
        {
            away[i] = MathF.Sqrt(((x[i] - mx) * (x[i] - mx)) + ((y[i] - my) * (y[i] - my)));
        }

        var limit = OutlierLimit * 1.4826f * Median(away);
        var kept = 0;
        for (var i = 0; i < n; i++)
        {
            var far = MathF.Sqrt(((x[i] - mx) * (x[i] - mx)) + ((y[i] - my) * (y[i] - my)));
            if (far <= limit + (OutlierLimit / MathF.Sqrt(Math.Min(wx[i], wy[i]))))
            {
                (x[kept], y[kept], wx[kept], wy[kept]) = (x[i], y[i], wx[i], wy[i]);
                kept++;
            }
        }

        return kept;
    }

    private static float Median(ReadOnlySpan<float> values)
    {
        Span<float> sorted = values.Length <= 256 ? stackalloc float[values.Length] : new float[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        return 0.5f * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    // the larger of what the errors promise and what the spread shows
    private static (float Mean, float Error) Mean(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        float sum = 0, total = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += weights[i] * values[i];
            total += weights[i];
        }

        var mean = sum / total;
        float scatter = 0;
        for (var i = 0; i < values.Length; i++)
        {
            scatter += weights[i] * (values[i] - mean) * (values[i] - mean);
        }

        var formal = 1 / total;
        var observed = values.Length > 1 ? scatter / total / (values.Length - 1) : 0;
        return (mean, MathF.Sqrt(Math.Max(formal, observed)));
    }

    private Half[] Kept(float[] values) => Array.ConvertAll(_pixels, i => (Half)values[i]);

    private sealed record Layer(DateOnly First, DateOnly Second, Half[] Vx, Half[] Vy, Half[] ErrorX, Half[] ErrorY)
    {
        public int Year => YearOf(First, Second);
    }
}
