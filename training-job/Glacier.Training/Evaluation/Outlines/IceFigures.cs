using Glacier.Vision.Outlines.Calibration;
using Glacier.Vision.Outlines.Evaluation;

namespace Glacier.Training.Evaluation.Outlines;

/// <summary>How good probabilities of ice are, gathered over any number of windows; pixels labelled 255 do not count.</summary>
public sealed class IceFigures
{
    private readonly Reliability _reliability = new();
    private long _both;
    private long _found;
    private long _wanted;
    private long _pixels;

    /// <summary>Known pixels.</summary>
    public long Pixels => _pixels;

    /// <summary>Pixels labelled ice.</summary>
    public long Ice => _wanted;

    /// <summary>Intersection over union of ice found (probability of at least a half) and ice labelled; 1 where neither has any.</summary>
    public double IceIou => _found + _wanted == _both ? 1 : _both / (double)(_found + _wanted - _both);

    /// <summary>Share of the ice found that is ice; 1 where none was found.</summary>
    public double Precision => _found == 0 ? 1 : _both / (double)_found;

    /// <summary>Share of the ice that was found; 1 where there is none.</summary>
    public double Recall => _wanted == 0 ? 1 : _both / (double)_wanted;

    /// <summary>Expected calibration error in 100 bins.</summary>
    public double CalibrationError => _reliability.Error;

    /// <summary>Adds windows.</summary>
    /// <param name="probabilities">Of ice, 0…1.</param>
    /// <param name="labels">0, 1 or 255, as many.</param>
    public void Add(float[] probabilities, byte[] labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, probabilities.Length);
        _reliability.Add(probabilities, labels);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == OutlineTile.Ignore)
            {
                continue;
            }

            var (found, ice) = (probabilities[i] >= 0.5f, labels[i] == 1);
            _pixels++;
            _found += found ? 1 : 0;
            _wanted += ice ? 1 : 0;
            _both += found && ice ? 1 : 0;
        }
    }
}
