namespace Glacier.Training.Evaluation.Outlines;

/// <summary>How good probabilities of ice are, gathered over any number of windows; pixels labelled 255 do not count.</summary>
public sealed class IceFigures
{
    /// <summary>Bins of the reliability, as the paper's.</summary>
    public const int Bins = 100;

    private readonly double[] _probabilities = new double[Bins];
    private readonly long[] _ice = new long[Bins];
    private readonly long[] _pixels = new long[Bins];
    private long _both;
    private long _found;
    private long _wanted;

    /// <summary>Known pixels.</summary>
    public long Pixels => _pixels.Sum();

    /// <summary>Pixels labelled ice.</summary>
    public long Ice => _wanted;

    /// <summary>Intersection over union of ice found (probability of at least a half) and ice labelled; 1 where neither has any.</summary>
    public double IceIou => _found + _wanted == _both ? 1 : _both / (double)(_found + _wanted - _both);

    /// <summary>Share of the ice found that is ice; 1 where none was found.</summary>
    public double Precision => _found == 0 ? 1 : _both / (double)_found;

    /// <summary>Share of the ice that was found; 1 where there is none.</summary>
    public double Recall => _wanted == 0 ? 1 : _both / (double)_wanted;

    /// <summary>Share of the pixels told rightly; 1 without any.</summary>
    public double Accuracy => Pixels == 0 ? 1 : 1 - ((_found + _wanted - (2 * _both)) / (double)Pixels);

    /// <summary>Expected calibration error: mean over the pixels of |mean probability − share of ice| of their bin (Guo et al. 2017, of the class ice).</summary>
    public double CalibrationError => Pixels == 0 ? 0 : Enumerable.Range(0, Bins).Sum(bin => Math.Abs(_probabilities[bin] - _ice[bin])) / Pixels;

    /// <summary>Adds windows.</summary>
    /// <param name="probabilities">Of ice, 0…1.</param>
    /// <param name="labels">0, 1 or 255, as many.</param>
    public void Add(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, probabilities.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == Losses.OutlineLoss.Ignored)
            {
                continue;
            }

            var (probability, ice) = (probabilities[i], labels[i] == 1);
            var bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
            _probabilities[bin] += probability;
            _pixels[bin]++;
            _found += probability >= 0.5f ? 1 : 0;
            if (ice)
            {
                _ice[bin]++;
                _wanted++;
                _both += probability >= 0.5f ? 1 : 0;
            }
        }
    }
}
