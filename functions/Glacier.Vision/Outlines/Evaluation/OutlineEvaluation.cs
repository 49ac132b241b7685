using System.Diagnostics;
using Glacier.Terrain;
using Glacier.Vision.Outlines.Calibration;
using Glacier.Vision.Outlines.Methods;
using Glacier.Vision.Outlines.Windows;

namespace Glacier.Vision.Outlines.Evaluation;

/// <summary>A method measured on tiles with reference masks.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Scores">One score a tile, by name.</param>
/// <param name="Raw">Reliability of the raw probabilities.</param>
/// <param name="Calibrated">Reliability of the calibrated ones.</param>
/// <param name="FittingCounts">Finely binned raw probabilities, to fit a calibration on.</param>
/// <param name="SecondsPerSquareKilometre">Time of the method on this machine.</param>
/// <param name="Left">Tiles left out, and why.</param>
public sealed record OutlineEvaluation(
    string Method, IReadOnlyList<OutlineScore> Scores, Reliability Raw, Reliability Calibrated, (long[] Pixels, long[] Ice) FittingCounts, double SecondsPerSquareKilometre,
    IReadOnlyList<InvalidInputException> Left)
{
    private const int FittingBins = 400;

    /// <summary>Where it errs, by what the ground looks like.</summary>
    public GroundConfusion Confusion { get; init; } = new();

    /// <summary>Intersection over union of all pixels together.</summary>
    public double PooledIou => (double)Scores.Sum(score => score.TruePositive) / Math.Max(1, Scores.Sum(score => score.TruePositive + score.FalsePositive + score.FalseNegative));

    /// <summary>Intersection over union by tile, ascending.</summary>
    public IReadOnlyList<double> Ious => [.. Scores.Select(score => score.Iou).Order()];

    /// <summary>Area deviation of all tiles together.</summary>
    public double AreaDeviation =>
        ((double)Scores.Sum(score => score.FalsePositive) - Scores.Sum(score => score.FalseNegative)) / Math.Max(1, Scores.Sum(score => score.TruePositive + score.FalseNegative));

    /// <summary>Distance between the outlines at a rank of all outline pixels, metres; NaN where no tile has both.</summary>
    /// <param name="rank">0 to 1: 0.5 is the median.</param>
    public double Distance(double rank) => Quantile([.. Scores.SelectMany(score => score.Distances).Order().Select(value => (double)value)], rank);

    /// <summary>Value at a rank of ascending values, NaN of none.</summary>
    public static double Quantile(IReadOnlyList<double> ascending, double rank) => ascending.Count == 0 ? double.NaN : ascending[(int)Math.Round(rank * (ascending.Count - 1))];

    /// <summary>The isotonic map that these tiles ask for.</summary>
    public IsotonicMap Fit() => IsotonicMap.Fit(FittingCounts.Pixels, FittingCounts.Ice);

    /// <summary>Measures.</summary>
    /// <param name="tiles">Tiles; one that breaks a rule is left out and listed.</param>
    /// <param name="method">Method.</param>
    /// <param name="progress">Part done, 0 to 1.</param>
    public static OutlineEvaluation Of(IReadOnlyList<OutlineTile> tiles, OutlineMethod method, IProgress<double>? progress = null)
    {
        var (scores, left) = (new List<OutlineScore>(), new List<InvalidInputException>());
        var (raw, calibrated) = (new Reliability(), new Reliability());
        var (pixels, ice) = (new long[FittingBins], new long[FittingBins]);
        var (watch, area, confusion) = (new Stopwatch(), 0.0, new GroundConfusion());
        var wanted = method.Channels.Union(OutlineChannels.Optical4).ToArray();
        for (var k = 0; k < tiles.Count; k++)
        {
            try
            {
                var tile = tiles[k];
                var labels = tile.ReadLabels();
                var channels = tile.ReadChannels(wanted);
                watch.Start();
                var probability = WindowedProbability.Of(channels, method);
                watch.Stop();
                area += tile.Grid.Width * (double)tile.Grid.Height * tile.Grid.Transform.PixelArea / 1e6;
                raw.Add(probability, labels);
                Count(probability, labels, pixels, ice);
                method.Calibration.Apply(probability);
                calibrated.Add(probability, labels);
                var mapped = Array.ConvertAll(probability, p => p >= 0.5f);
                scores.Add(OutlineScore.Of(tile.Name, mapped, labels, tile.Grid));
                confusion.Add(channels.Channels, mapped, labels);
            }
            catch (InvalidInputException broken)
            {
                left.Add(broken);
            }

            progress?.Report((k + 1.0) / tiles.Count);
        }

        return new OutlineEvaluation(method.Name, scores, raw, calibrated, (pixels, ice), area == 0 ? 0 : watch.Elapsed.TotalSeconds / area, left)
        {
            Confusion = confusion,
        };
    }

    private static void Count(float[] probability, byte[] labels, long[] pixels, long[] ice)
    {
        for (var i = 0; i < probability.Length; i++)
        {
            if (labels[i] <= 1 && !float.IsNaN(probability[i]))
            {
                var bin = Math.Clamp((int)(probability[i] * FittingBins), 0, FittingBins - 1);
                pixels[bin]++;
                ice[bin] += labels[i];
            }
        }
    }
}
