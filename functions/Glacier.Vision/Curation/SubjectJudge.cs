using System.Security.Cryptography;
using Glacier.Terrain;

namespace Glacier.Vision.Curation;

/// <summary>Judges what a photograph shows: by texts where the features know them, else by a classifier of labelled photographs; and by its labelled neighbours.</summary>
/// <param name="models">What describes photographs.</param>
/// <param name="options">What is looked for.</param>
internal sealed class SubjectJudge(CurationModels models, CurationOptions options)
{
    private readonly (string Text, bool Subject, float[] Direction)[] _texts = models.Text is not { } text ? [] :
    [
        .. options.SubjectTexts.Select(words => (words, true, text(words))),
        .. options.OtherTexts.Select(words => (words, false, text(words))),
    ];

    private readonly List<string> _leftOut = [];
    private IReadOnlyList<string> _labels = [];
    private SubjectClassifier? _classifier;
    private NearestNeighbours? _neighbours;
    private int _labelled;

    /// <summary>Learns from labelled photographs.</summary>
    /// <param name="labelled">Where they are.</param>
    /// <param name="describe">Path and content hash to features.</param>
    /// <param name="progress">Receives the part done.</param>
    /// <exception cref="InvalidInputException">So many are unreadable that a label has none left.</exception>
    public void Learn(LabelledPhotos labelled, Func<string, string, float[]> describe, IProgress<double> progress)
    {
        var examples = new Dictionary<string, (float[] Features, int Label)>(StringComparer.Ordinal);
        foreach (var (path, label) in labelled.Files)
        {
            try
            {
                var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
                if (!examples.TryAdd(hash, (describe(path, hash), label)) && examples[hash].Label != label)
                {
                    _leftOut.Add($"{labelled.Labels[label]}/{Path.GetFileName(path)}: the same photograph has the label {labelled.Labels[examples[hash].Label]} as well");
                }
            }
            catch (InvalidInputException error)
            {
                _leftOut.Add($"{labelled.Labels[label]}/{error.Message}");
            }

            progress.Report(0.9 * (examples.Count + _leftOut.Count) / labelled.Files.Count);
        }

        var subject = labelled.Labels.ToList().IndexOf(options.Subject);
        string[] keys = [.. examples.Keys];
        float[][] features = [.. examples.Values.Select(example => example.Features)];
        int[] labels = [.. examples.Values.Select(example => example.Label)];
        if (labels.Distinct().Count() < labelled.Labels.Count)
        {
            throw new InvalidInputException("labelled photographs", "few-labelled", $"{keys.Length} readable photographs, none of some label", "every label with photographs", "Replace the unreadable ones.");
        }

        (_labels, _labelled) = (labelled.Labels, keys.Length);
        _neighbours = new NearestNeighbours(features, [.. labels.Select(label => label == subject)], keys, options.Neighbours);
        _classifier = models.Text is null ? SubjectClassifier.Fit(features, labels, keys, _labels.Count, subject) : null;
        progress.Report(1);
    }

    /// <summary>Judges a photograph that has features.</summary>
    public void Judge(CurationCandidate candidate)
    {
        var features = candidate.Features!;
        var (names, probabilities) = _classifier is null
            ? (_texts.Select(text => text.Text).ToArray(), Clip.Probabilities(features, [.. _texts.Select(text => text.Direction)]))
            : ([.. _labels], _classifier.Probabilities(features, candidate.Hash!));
        var isSubject = _classifier is null ? _texts.Select(text => text.Subject).ToArray() : [.. _labels.Select(label => label == options.Subject)];
        candidate.Probabilities = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => Math.Round(probabilities[pair.i], 4));
        double subject = probabilities.Where((_, i) => isSubject[i]).Sum();
        var strongest = Enumerable.Range(0, names.Length).Where(i => !isSubject[i]).MaxBy(i => probabilities[i]);
        if (subject <= options.SubjectThreshold)
        {
            candidate.Reject("subject", "subject-unlikely", FormattableString.Invariant($"{options.Subject} {subject:0.00}"), FormattableString.Invariant($"above {options.SubjectThreshold:0.00}"));
        }

        if (probabilities[strongest] >= options.OtherThreshold)
        {
            candidate.Reject("subject", "something-else", FormattableString.Invariant($"{names[strongest]} {probabilities[strongest]:0.00}"), FormattableString.Invariant($"below {options.OtherThreshold:0.00}"));
        }

        var votes = "no labelled neighbours";
        if (_neighbours is not null)
        {
            candidate.NeighbourShare = _neighbours.Share(features, candidate.Hash!);
            votes = FormattableString.Invariant($"{candidate.NeighbourShare:0.00} of the votes of {options.Neighbours} neighbours");
            if (candidate.NeighbourShare < options.NeighbourShare)
            {
                candidate.Reject("neighbours", "unlike-labelled", votes, FormattableString.Invariant($"at least {options.NeighbourShare:0.00}"));
            }
        }

        candidate.Verdict = FormattableString.Invariant($"kept: geometry suits, {options.Subject} {subject:0.00}, {names[strongest]} {probabilities[strongest]:0.00}, {votes}");
    }

    /// <summary>What judged, for the manifest.</summary>
    public CurationMethods Methods() => new(
        $"sky by {models.SkyName}, rules of PersistentNature's filter; the skyline's steps stand in for disparity",
        _classifier is null
            ? $"texts and pictures compared by {models.FeatureName}"
            : $"stand-in for CLIP: softmax regression on {models.FeatureName}, fitted to labelled photographs in five folds",
        _neighbours is null ? "none: no labelled photographs" : $"{options.Neighbours} nearest by cosine of {models.FeatureName}, labels weighing the same",
        _classifier is not null,
        _labelled,
        _classifier is null ? null : Math.Round(_classifier.HeldOutAccuracy.Labels, 4),
        _classifier is null ? null : Math.Round(_classifier.HeldOutAccuracy.Subject, 4),
        _leftOut);
}
