namespace Glacier.Vision.Outlines.Calibration;

/// <summary>How often pixels of a given probability of ice are ice, and pixels of a given confidence right.</summary>
/// <remarks>A pixel is called ice from a probability of one half; its confidence is the probability of what it is called, 0.5 to 1.</remarks>
public sealed class Reliability
{
    /// <summary>Bins over [0, 1], as Maslov et al. (2025) count the error.</summary>
    public const int Bins = 100;

    private readonly long[] _ice = new long[Bins];
    private readonly long[] _pixels = new long[Bins];
    private readonly double[] _sum = new double[Bins];

    /// <summary>Pixels of each bin of the probability of ice.</summary>
    public IReadOnlyList<long> Pixels => _pixels;

    /// <summary>Pixels of ice in each bin.</summary>
    public IReadOnlyList<long> Ice => _ice;

    /// <summary>Counts pixels.</summary>
    /// <param name="probability">Probability of ice; NaN is left out.</param>
    /// <param name="labels">1 ice, 0 none; anything else is left out.</param>
    public void Add(ReadOnlySpan<float> probability, ReadOnlySpan<byte> labels)
    {
        for (var i = 0; i < probability.Length; i++)
        {
            if (labels[i] <= 1 && !float.IsNaN(probability[i]))
            {
                var bin = Math.Clamp((int)(probability[i] * Bins), 0, Bins - 1);
                _pixels[bin]++;
                _ice[bin] += labels[i];
                _sum[bin] += probability[i];
            }
        }
    }

    /// <summary>Expected calibration error: the mean over pixels of |probability − observed share of ice|, bin by bin; 0 without pixels.</summary>
    /// <remarks>Of two classes it equals the error of the confidence where bins do not straddle one half.</remarks>
    public double Error
    {
        get
        {
            double sum = 0;
            long total = 0;
            for (var k = 0; k < Bins; k++)
            {
                sum += Math.Abs(_sum[k] - _ice[k]);
                total += _pixels[k];
            }

            return total == 0 ? 0 : sum / total;
        }
    }

    /// <summary>Mean confidence and accuracy of tenths of the probability, for the diagram.</summary>
    /// <returns>Mean probability, observed share of ice and part of all pixels, of every tenth that has pixels.</returns>
    public IReadOnlyList<(double Probability, double Observed, double Share)> Tenths()
    {
        var total = Math.Max(_pixels.Sum(), 1);
        var tenths = new List<(double, double, double)>();
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var range = new Range(tenth * Bins / 10, (tenth + 1) * Bins / 10);
            var pixels = _pixels[range].Sum();
            if (pixels > 0)
            {
                tenths.Add((_sum[range].Sum() / pixels, (double)_ice[range].Sum() / pixels, (double)pixels / total));
            }
        }

        return tenths;
    }
}
