namespace Glacier.Vision.Curation;

/// <summary>A classifier of our own on features of labelled photographs: five regressions, each fitted without one fifth, so that no photograph is judged by one that saw it.</summary>
public sealed class SubjectClassifier
{
    private const int Folds = 5;

    private readonly SoftmaxRegression[] _folds;
    private readonly HashSet<string> _seen;

    private SubjectClassifier(SoftmaxRegression[] folds, HashSet<string> seen) => (_folds, _seen) = (folds, seen);

    /// <summary>Part of the labelled photographs given their own label by the regression that did not see them; of all labels, and of subject against the rest.</summary>
    public (double Labels, double Subject) HeldOutAccuracy { get; private init; }

    /// <summary>Number of labelled photographs.</summary>
    public int Count => _seen.Count;

    /// <summary>Fits the regressions.</summary>
    /// <param name="features">One vector a photograph.</param>
    /// <param name="labels">Its label.</param>
    /// <param name="keys">Its content hash, hexadecimal; it decides the fold, and each occurs once.</param>
    /// <param name="count">Number of labels.</param>
    /// <param name="subject">The label looked for.</param>
    /// <param name="progress">Receives the part done.</param>
    public static SubjectClassifier Fit(
        IReadOnlyList<float[]> features, IReadOnlyList<int> labels, IReadOnlyList<string> keys, int count, int subject, IProgress<double>? progress = null)
    {
        var folds = new SoftmaxRegression[Folds];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] inside = [.. Enumerable.Range(0, keys.Count).Where(i => FoldOf(keys[i]) != fold)];
            folds[fold] = SoftmaxRegression.Fit([.. inside.Select(i => features[i])], [.. inside.Select(i => labels[i])], count);
            progress?.Report((fold + 1.0) / Folds);
        }

        var guesses = features.Select((vector, i) => Greatest(folds[FoldOf(keys[i])].Probabilities(vector))).ToArray();
        return new(folds, [.. keys])
        {
            HeldOutAccuracy = (
                guesses.Where((guess, i) => guess == labels[i]).Count() / (double)guesses.Length,
                guesses.Where((guess, i) => (guess == subject) == (labels[i] == subject)).Count() / (double)guesses.Length),
        };
    }

    /// <summary>Probability of each label: by the one regression that did not see the photograph, or the mean of all five where none did.</summary>
    /// <param name="vector">Features of the photograph.</param>
    /// <param name="key">Its content hash.</param>
    public float[] Probabilities(float[] vector, string key)
    {
        if (_seen.Contains(key))
        {
            return _folds[FoldOf(key)].Probabilities(vector);
        }

        var all = Array.ConvertAll(_folds, fold => fold.Probabilities(vector));
        return [.. Enumerable.Range(0, all[0].Length).Select(c => all.Average(probabilities => probabilities[c]))];
    }

    private static int FoldOf(string key) => Convert.ToInt32(key[..4], 16) % Folds;

    private static int Greatest(float[] values) => Array.IndexOf(values, values.Max());
}
