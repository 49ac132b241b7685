namespace Glacier.Vision.Outlines.Calibration;

/// <summary>A rising map of [0, 1] onto [0, 1], linear between knots: from a raw to a calibrated probability.</summary>
public sealed class IsotonicMap
{
    private readonly float[] _raw;
    private readonly float[] _calibrated;

    private IsotonicMap(float[] raw, float[] calibrated) => (_raw, _calibrated) = (raw, calibrated);

    /// <summary>Leaves probabilities as they are.</summary>
    public static IsotonicMap Identity { get; } = new([0, 1], [0, 1]);

    /// <summary>Knots [raw, calibrated], ascending.</summary>
    public IReadOnlyList<float[]> Knots => [.. _raw.Zip(_calibrated, (raw, calibrated) => new[] { raw, calibrated })];

    /// <summary>A map of given knots.</summary>
    /// <param name="knots">At least two pairs [raw, calibrated], raw rising strictly, calibrated not falling, all within 0 and 1.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static IsotonicMap OfKnots(IReadOnlyList<float[]> knots)
    {
        var good = knots.Count >= 2 && knots.All(knot => knot is [>= 0 and <= 1, >= 0 and <= 1]);
        for (var k = 1; good && k < knots.Count; k++)
        {
            good = knots[k][0] > knots[k - 1][0] && knots[k][1] >= knots[k - 1][1];
        }

        return good ? new IsotonicMap([.. knots.Select(knot => knot[0])], [.. knots.Select(knot => knot[1])])
            : throw new ArgumentException("knots must be at least two pairs within 0 and 1, the first rising, the second not falling", nameof(knots));
    }

    /// <summary>Fits a map by pooling adjacent violators (Ayer et al. 1955) on binned counts.</summary>
    /// <param name="counts">Pixels of each bin of raw probability, bins of equal width over [0, 1].</param>
    /// <param name="ice">Pixels of ice among them.</param>
    /// <returns>As few knots as stay within 0.005 of the pooled steps, taken at their centres; the ends are held at the first and last value.</returns>
    /// <exception cref="ArgumentException">No pixel at all, or different lengths.</exception>
    public static IsotonicMap Fit(IReadOnlyList<long> counts, IReadOnlyList<long> ice)
    {
        if (counts.Count != ice.Count || counts.Sum() == 0)
        {
            throw new ArgumentException("a map needs pixels, and as many counts of ice as of pixels", nameof(counts));
        }

        // blocks: weighted centre, pixels, ice
        var blocks = new List<(double Centre, double Pixels, double Ice)>();
        for (var k = 0; k < counts.Count; k++)
        {
            if (counts[k] == 0)
            {
                continue;
            }

            blocks.Add(((k + 0.5) / counts.Count * counts[k], counts[k], ice[k]));
            while (blocks.Count > 1 && blocks[^1].Ice * blocks[^2].Pixels <= blocks[^2].Ice * blocks[^1].Pixels)
            {
                var (a, b) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((a.Centre + b.Centre, a.Pixels + b.Pixels, a.Ice + b.Ice));
            }
        }

        var knots = blocks.ConvertAll(block => new[] { (float)(block.Centre / block.Pixels), (float)(block.Ice / block.Pixels) });
        knots.Insert(0, [0, knots[0][1]]);
        knots.Add([1, knots[^1][1]]);
        List<float[]> rising = [.. knots.Where((knot, k) => k == 0 || knot[0] > knots[k - 1][0])];
        return OfKnots([rising[0], .. Thinned(rising, 0, rising.Count - 1)]);
    }

    // knots after the first that are needed to stay within the tolerance (Douglas and Peucker 1973)
    private static IEnumerable<float[]> Thinned(List<float[]> knots, int from, int to)
    {
        const float Tolerance = 0.005f;
        var (worst, most) = (-1, Tolerance);
        for (var k = from + 1; k < to; k++)
        {
            var part = (knots[k][0] - knots[from][0]) / (knots[to][0] - knots[from][0]);
            var off = Math.Abs(knots[from][1] + (part * (knots[to][1] - knots[from][1])) - knots[k][1]);
            (worst, most) = off > most ? (k, off) : (worst, most);
        }

        return worst < 0 ? [knots[to]] : Thinned(knots, from, worst).Concat(Thinned(knots, worst, to));
    }

    /// <summary>The calibrated probability; NaN stays NaN.</summary>
    public float At(float raw)
    {
        if (float.IsNaN(raw))
        {
            return raw;
        }

        var at = Array.BinarySearch(_raw, Math.Clamp(raw, 0, 1));
        if (at >= 0)
        {
            return _calibrated[at];
        }

        var next = Math.Clamp(~at, 1, _raw.Length - 1);
        var part = (raw - _raw[next - 1]) / (_raw[next] - _raw[next - 1]);
        return _calibrated[next - 1] + (Math.Clamp(part, 0, 1) * (_calibrated[next] - _calibrated[next - 1]));
    }

    /// <summary>Maps in place.</summary>
    public void Apply(float[] probability) => Parallel.For(0, (probability.Length + 65535) / 65536, part =>
    {
        for (var i = part * 65536; i < Math.Min((part + 1) * 65536, probability.Length); i++)
        {
            probability[i] = At(probability[i]);
        }
    });
}
